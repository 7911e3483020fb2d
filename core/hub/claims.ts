import { z } from 'zod'
import { TicketClass, TicketVia } from '../events/queue'
import { HubEvent } from './wire'

/**
 * What the hub decides for all: who is called, which number comes next, how many places a gate may give. Idempotent by
 * `command`: it becomes the id of the event in which the decision stands, so a repeated command gives the same answer,
 * for ever. A refusal by a rule is not kept: asked again, it is decided anew. Answers are the hub's own events; apply them
 * at once, the page brings them again.
 */

/** The asker's outbox is empty up to here (its last own event); else the hub answers `outbox_first`. Null: it has none. */
export const After = z.strictObject({ chain: z.uuid(), stationSeq: z.int().positive() }).nullable()

/** The log identity that the asker follows: places of another log would be taken for places of this one. */
const Log = z.uuid()

const Code = z.string().min(1).max(40)

/**
 * `POST …/counters/:counter/call`, roles counter and desk. `chosen`: not who is next but this ticket, as the operator saw
 * it (`seen`: its version).
 */
export const CallCommand = z.strictObject({
  command: z.uuid(),
  operator: Code,
  chosen: z.strictObject({ ticket: z.uuid(), seen: z.int() }).optional(),
  log: Log,
  after: After,
})
export type CallCommand = z.output<typeof CallCommand>
export const CallAnswer = z.looseObject({
  /** `ticket.called`. */
  event: HubEvent,
  ticket: z.uuid(),
  /** The head that was passed over since its visitor is served elsewhere; null: nobody was. */
  passedOver: z.uuid().nullable(),
})
export type CallAnswer = z.output<typeof CallAnswer>

/** `POST …/services/:service/numbers`, roles dispenser, counter and desk. */
export const NumberCommand = z.discriminatedUnion('want', [
  /** The next number, given to somebody now. Answer: `ticket.issued`. */
  z.strictObject({
    want: z.literal('number'),
    command: z.uuid(),
    ticket: z.uuid(),
    class: TicketClass,
    declaredBy: z.enum(['visitor', 'staff']),
    visitor: z.uuid().nullable(),
    via: TicketVia,
    printing: z.boolean(),
    promised: z.strictObject({ from: z.int(), to: z.int() }).nullable(),
    log: Log,
    after: After,
  }),
  /** A block to give numbers from while cut off; renew it at half. Answer: `numbers.leased`. */
  z.strictObject({ want: z.literal('lease'), command: z.uuid(), log: Log, after: After }),
])
export type NumberCommand = z.output<typeof NumberCommand>
export const LEASE_SIZE = 20
export const NumberAnswer = z.looseObject({
  event: HubEvent,
  /** Of `number`. */
  ticket: z.uuid().nullable(),
})
export type NumberAnswer = z.output<typeof NumberAnswer>

/**
 * `POST …/lists/:list/places`, roles gate and desk, for lists with a capacity. `lease`: the share of what is left, in
 * place of what the station held before; renew at half. `return`: nothing is held any more. Answer: `places.leased`,
 * whose `places` may be 0: full.
 */
export const PlaceCommand = z.strictObject({
  want: z.enum(['lease', 'return']),
  command: z.uuid(),
  log: Log,
  after: After,
})
export type PlaceCommand = z.output<typeof PlaceCommand>
export const PlaceAnswer = z.looseObject({ event: HubEvent, places: z.int().nonnegative() })
export type PlaceAnswer = z.output<typeof PlaceAnswer>
