import type { Link, LinkTrouble } from '../contract/queue'
import type { HubError } from '../hub/errors'
import type { SyncMachine } from './machine'

/** What is known of the exchanges beside the machine. */
export interface LinkFacts {
  /** When the first try of those that failed, or were not answered in time, was made, UTC ms; null: none. */
  readonly downSince: number | null
  /** Own events that wait, those held back among them. */
  readonly pending: number
  /** Events of types that the hub does not know yet. */
  readonly heldBack: number
}

/** What the reason of a failure is for staff; null: nobody answers, and that is all there is to say. */
const TROUBLES: Readonly<Record<HubError, LinkTrouble | null>> = {
  offline: null,
  aborted: null,
  // Greeted anew at once: no state that lasts.
  log_changed: null,
  unknown_station: 'not_enrolled',
  revoked: 'revoked',
  not_our_hub: 'other_hub',
  other_fair: 'other_hub',
  already_live: 'in_use',
  unavailable: 'hub_busy',
  too_many: 'hub_busy',
  internal: 'failed',
  bad_request: 'refused',
  wrong_role: 'refused',
  not_found: 'refused',
  too_large: 'refused',
  strange_answer: 'refused',
  // Answers to a claim or an enrolment; as answers to anything else nobody here expects them.
  outbox_first: 'refused',
  command_id_taken: 'refused',
  no_setup: 'refused',
  refused: 'refused',
  bad_code: 'refused',
  folder_not_empty: 'refused',
  no_fair: 'refused',
  no_number_left: 'refused',
}

/**
 * How a station stands to the others, for staff. `machine` null: it did not look yet, which counts as connected: nothing
 * is amiss until a try failed.
 */
export function linkOf(machine: SyncMachine | null, { downSince, pending, heldBack }: LinkFacts): Link {
  const link = machine?.link
  if (link?.is === 'over') return { state: 'cut_off', since: downSince, pending, trouble: 'revoked' }
  if (link?.is === 'ungreeted' && link.failures > 0) {
    const trouble = link.problem === null ? null : TROUBLES[link.problem]
    return { state: 'cut_off', since: downSince, pending, trouble }
  }
  // Somebody asked and the hub was silent: what was decided since is this station's own word, before any try failed.
  if (downSince !== null) return { state: 'cut_off', since: downSince, pending, trouble: null }
  const catchUp = machine === null ? null : catchUpOf(machine, pending)
  const connected = { state: 'connected', since: null, pending, trouble: heldBack > 0 ? 'hub_old' : null } as const
  return catchUp === null ? connected : { ...connected, catchUp }
}

/** So many events and rows behind is a catch-up that people are told of, not a moment's work. */
const LONG_CATCH_UP = 500

/** How far a long catch-up is, in events and rows; null: there is none. */
function catchUpOf(
  { link, eventsOut, head, cursor, peopleHead, peopleCursor }: SyncMachine,
  pending: number,
): Exclude<Link['catchUp'], undefined> | null {
  const total = head + peopleHead
  const done = Math.min(cursor, head) + Math.min(peopleCursor, peopleHead)
  // While many own events go out, what is behind is mostly they themselves.
  const isSending = eventsOut && pending > LONG_CATCH_UP
  return link.is === 'up' && !isSending && total - done > LONG_CATCH_UP ? { done, total } : null
}
