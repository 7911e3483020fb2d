import { callChosen, callNext } from '../commands/queue/call'
import type { QueueResult } from '../commands/queue/command'
import { issueTicket } from '../commands/queue/issue'
import { leaseNumbers } from '../commands/queue/lease'
import { placesLeased, placesStream } from '../events/checkin'
import type { CommandContext, LogEvent, NewEvent } from '../events/envelope'
import { numbersLeased, ticketCalled, ticketIssued, ticketStream } from '../events/queue'
import type { QueueReads } from '../queue/reads'
import { err, ok, type Detail, type Err } from '../result/result'
import { limitOf, type Fair, type FairList } from '../setup/fair'
import type { CallAnswer, CallCommand, NumberAnswer, NumberCommand, PlaceAnswer, PlaceCommand } from './claims'
import type { HubError, HubResult, Rule } from './errors'
import type { HubEvent } from './wire'

/**
 * What every hub decides the same, the one before PostgreSQL and the one of tests: the event in which a claim is granted
 * or the rule that stands against it, and the answer out of the event when the command comes again.
 */

/** A refusal by a rule of the fair: 422, with the rule's own code and facts. */
export const byRule = (rule: Rule, detail: Detail = {}): Err<HubError> => err('refused', { ...detail, rule })

export interface Granted {
  /** Its id is the command's. */
  readonly event: NewEvent
  /** Of a call: the head that was passed over since its visitor is served elsewhere. */
  readonly passedOver: string | null
}

function granted(decided: QueueResult): HubResult<Granted> {
  if (!decided.ok) return byRule(decided.code, decided.detail)
  const [event] = decided.value.events
  if (event === undefined) throw new Error('a claim was granted without its event')
  return ok({ event, passedOver: decided.value.passedOver?.id ?? null })
}

/** Who is called at a counter: the next, or the one chosen. */
export function decideCall(
  reads: QueueReads,
  counter: string,
  { command, operator, chosen }: CallCommand,
  ctx: CommandContext,
): HubResult<Granted> {
  const by = { requestId: command, counter, operator }
  return granted(chosen === undefined ? callNext(reads, by, ctx) : callChosen(reads, { ...by, ...chosen }, ctx))
}

/**
 * The next number of a service. When the quota is used up but for what the asking station holds of it: one of its block.
 * @param reads as the station that asks: its leases, and `issuedCount` with all that may be given of any block; above the
 *   floor of the log's identity (core/hub/floor.ts)
 */
export function decideNumber(
  reads: QueueReads,
  service: string,
  day: string,
  asked: Extract<NumberCommand, { want: 'number' }>,
  ctx: CommandContext,
): HubResult<Granted> {
  const { command, ticket, class: ticketClass, declaredBy, visitor, via, printing, promised } = asked
  const order = {
    requestId: command,
    ticket,
    service,
    class: ticketClass,
    declaredBy,
    visitor,
    via,
    printing,
    promised,
  }
  const fresh = issueTicket(reads, { ...order, numbering: 'own' }, ctx)
  const isLeft = !fresh.ok && fresh.code === 'quota_used' && reads.ownLeaseNext(service, day) !== null
  return granted(
    isLeft ? issueTicket({ ...reads, issuedCount: () => 0 }, { ...order, numbering: 'leased' }, ctx) : fresh,
  )
}

/**
 * A block of numbers for one station.
 * @param reads as for `decideNumber`
 */
export function decideBlock(
  reads: QueueReads,
  block: {
    readonly command: string
    readonly service: string
    readonly station: string
    readonly dispensers: number
    /** Numbers to leave out, since others may have been given that nobody here knows. */
    readonly gap: number
  },
  ctx: CommandContext,
): HubResult<Granted> {
  return granted(leaseNumbers(reads, { ...block, requestId: block.command }, ctx))
}

/** The list of which places are asked, and how many it has. */
export function roomOf(fair: Fair, list: string): HubResult<{ readonly list: FairList; readonly limit: number }> {
  const found = fair.list(list)
  if (found === null) return byRule('unknown_list', { list })
  const limit = limitOf(found)
  return limit === null ? byRule('no_capacity', { list }) : ok({ list: found, limit })
}

/** Places of a list for one station, in place of what it held. */
export const grantPlaces = (
  list: string,
  station: string,
  places: number,
  { command, after }: Pick<PlaceCommand, 'command' | 'after'>,
  ctx: CommandContext,
): Granted => ({
  event: placesLeased.make(placesStream(list, station), { list, station, places, after }, ctx, { id: command }),
  passedOver: null,
})

/** The answer out of the event in which a decision stands; null: that event is another act. */
export type ReadAnswer<T> = (event: HubEvent, logged: LogEvent) => T | null

export const readCall =
  (counter: string): ReadAnswer<CallAnswer> =>
  (event, logged) =>
    ticketCalled.is(logged) && logged.body.counter === counter
      ? { event, ticket: logged.stream.slice(ticketStream('').length), passedOver: null }
      : null

export const readNumber =
  (service: string, want: NumberCommand['want']): ReadAnswer<NumberAnswer> =>
  (event, logged) => {
    if (want === 'number')
      return ticketIssued.is(logged) && logged.body.service === service ? { event, ticket: logged.body.ticket } : null
    return numbersLeased.is(logged) && logged.body.service === service ? { event, ticket: null } : null
  }

export const readPlaces =
  (list: string, station: string): ReadAnswer<PlaceAnswer> =>
  (event, logged) =>
    placesLeased.is(logged) && logged.body.list === list && logged.body.station === station
      ? { event, places: logged.body.places }
      : null
