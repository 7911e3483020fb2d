import { isEnvelope, type LogEvent } from '../events/envelope'
import { KNOWN_EVENTS } from '../events/known'
import type { StationRole } from '../people/groups'
import { hubOffsetOf } from './clock'
import { familiesOf, mayAppend } from './permissions'
import { MAX_EVENT_LENGTH, type Refusal, type SenderClock } from './wire'

/** An event's text as it came, with its hash and what it says; `event` null: it is none. */
export interface Offered {
  readonly text: string
  /** SHA-256 of exactly the text, hex. */
  readonly hash: string
  readonly event: LogEvent | null
  /** As an earlier log identity had it. */
  readonly hubOffset: number | null
}

/** What the hub holds, as far as the judgement of one batch needs it. */
export interface Held {
  byId(id: string): {
    readonly hash: string
    readonly seq: number
    readonly hubOffset: number | null
    readonly reason: Refusal | null
  } | null
  /** Hash of the event, or of the stub, at a place of a chain. */
  hashAt(chain: string, stationSeq: number): string | null
  /** Whose chain it is; null: nothing of it is held. */
  ownerOf(chain: string): string | null
}

/** Who delivers, and what the hub knows of authors. */
export interface Delivery {
  readonly station: string
  readonly roles: readonly StationRole[]
  readonly clock: SenderClock
  readonly receivedAt: number
  /** The hub's own station. */
  readonly hub: string
  /** The chain that the hub's station goes on with now; those of its earlier identities are others. */
  readonly hubChain: string
  /** The log has a new identity: stations offer again what they hold, that of others too. */
  readonly isRenewed: boolean
  /** Roles of an enrolled station, revoked ones too; null: not known here. */
  rolesOf(station: string): readonly StationRole[] | null
}

export type Verdict =
  | { readonly is: 'known'; readonly id: string; readonly seq: number; readonly hubOffset: number | null }
  | { readonly is: 'refused_before'; readonly id: string; readonly seq: number; readonly reason: Refusal }
  | { readonly is: 'refused'; readonly event: LogEvent | null; readonly reason: Refusal }
  | { readonly is: 'good'; readonly event: LogEvent; readonly hubOffset: number | null }

/** A NUL as JSON writes it: behind one stroke, not behind a stroke that is a character itself. */
const NUL = /(?<!\\)(?:\\\\)*\\u0000/

/** Reads the event out of a text that came over the wire; null: it is none. */
export function readOffered(text: string): LogEvent | null {
  // Half a character cannot be stored as it is, nor can a NUL in a column of its own.
  if (text.length > MAX_EVENT_LENGTH || /\p{Surrogate}/u.test(text) || NUL.test(text)) return null
  try {
    const json: unknown = JSON.parse(text)
    return isEnvelope(json) ? json : null
  } catch {
    return null // no JSON; refused by name
  }
}

/**
 * May this event stand in the log? What happened is never refused for the state it meets; only damage is, a taken place,
 * and what its author's roles have no business with. One at a time: `held` must know those of this batch that were taken.
 */
export function judge(offered: Offered, held: Held, delivery: Delivery): Verdict {
  const { event, hash } = offered
  const refused = (reason: Refusal): Verdict => ({ is: 'refused', event, reason })
  if (event === null) return refused('not_an_event')
  const before = held.byId(event.id)
  if (before !== null) {
    const { seq, hubOffset, reason } = before
    if (before.hash !== hash) return refused('hash_differs')
    return reason === null
      ? { is: 'known', id: event.id, seq, hubOffset }
      : { is: 'refused_before', id: event.id, seq, reason }
  }
  const strange = authorProblem(event, delivery)
  if (strange !== null) return refused(strange)
  if (!fitsChain(event, held)) return refused('forked')
  const isOwn = event.station === delivery.station
  if (isOwn && !mayAppend(delivery.roles, event.type)) return refused('not_allowed')
  if (!isBodyGood(event)) return refused('bad_body')
  return { is: 'good', event, hubOffset: offsetOf(event, offered, delivery) }
}

/**
 * Others' events come from a desk at any time, from any other station after a new identity: then by their author's roles,
 * and of the families that it was given itself.
 */
function authorProblem(event: LogEvent, delivery: Delivery): Refusal | null {
  // Nobody brings the hub its own present: a place taken there would stop all that it decides.
  if (event.chain === delivery.hubChain) return 'not_author'
  if (event.station === delivery.station || delivery.roles.includes('desk')) return null
  if (!delivery.isRenewed || !familiesOf(delivery.roles).includes(event.family)) return 'not_author'
  if (event.station === delivery.hub) return null
  const roles = delivery.rolesOf(event.station)
  return roles !== null && mayAppend(roles, event.type) ? null : 'not_author'
}

/** Its place is free, its chain is its author's, and what is held beside it links to it. A gap is no fault: it may fill later. */
function fitsChain(event: LogEvent, held: Held): boolean {
  const { chain, station, stationSeq, prevHash } = event
  const owner = held.ownerOf(chain)
  if (owner !== null && owner !== station) return false
  if (held.hashAt(chain, stationSeq) !== null) return false
  const before = held.hashAt(chain, stationSeq - 1)
  return before === null || before === prevHash
}

const KNOWN = new Map(KNOWN_EVENTS.map((type) => [type.type, type]))

/** Types and versions of a newer release are stored as they are. */
function isBodyGood(event: LogEvent): boolean {
  const type = KNOWN.get(event.type)
  if (type === undefined) return true
  if (event.family !== type.family) return false
  return event.version > type.version || type.schema.safeParse(event.body).success
}

function offsetOf(event: LogEvent, offered: Offered, delivery: Delivery): number | null {
  const mayTell = delivery.isRenewed || delivery.roles.includes('desk')
  if (offered.hubOffset !== null && mayTell) return offered.hubOffset
  return hubOffsetOf(event, delivery.station, delivery.clock, delivery.receivedAt)
}
