import {
  attendanceStream,
  scanRecorded,
  type Outcome,
  type Reason,
  type ScanBody,
  type ScanDirection,
  type ScannedCredential,
  type Via,
} from '../events/checkin'
import type { CommandContext, NewEvent } from '../events/envelope'
import type { VisitorStatus } from '../events/visitor'
import { isInside, NEVER_CAME, type Attendance } from '../projections/attendance'
import { lastReset, limitOf, type FairList, type Span } from '../setup/fair'

/** What the code turned out to be, as far as this station can tell. */
export type Recognised =
  | { readonly as: 'visitor'; readonly visitor: KnownVisitor }
  /** Unknown, malformed, or with a bad signature. */
  | { readonly as: 'unknown' }
  /** Signed by a known key of another fair. */
  | { readonly as: 'other_fair' }

export interface KnownVisitor {
  readonly id: string
  readonly category: string
  readonly status: VisitorStatus
  /** The code's own validity (signed codes); null: no limit. */
  readonly validFrom: number | null
  readonly validUntil: number | null
  /** What the visitor has still to answer before entering. */
  readonly unanswered: { readonly consent: number; readonly questions: number }
}

/** What is true at the moment of the decision, read in the same transaction that writes it. */
export interface ScanState {
  readonly list: FairList
  readonly timeZone: string
  readonly recognised: Recognised
  /** The visitor's row on this list; null: never came. */
  readonly attendance: Attendance | null
  readonly room: Room
}

/** How full the list is. Functions, since only a list with a limit needs them. */
export interface Room {
  /** People inside now, as far as is known here. */
  readonly inside: () => number
  /** Places that this station may still fill of those the hub leased to it; null: nobody leases, the count decides. */
  readonly leased: () => number | null
}

export interface ScanCommand {
  readonly scanId: string
  /** `either`: who is inside goes out, everybody else comes in. */
  readonly direction: ScanDirection | 'either'
  readonly gate: string | null
  readonly via: Via
  readonly credential: ScannedCredential
  /** Time from a sheet of paper, UTC ms. */
  readonly typedAt: number | null
}

export interface ScanDecision {
  readonly event: NewEvent<ScanBody>
  readonly outcome: Outcome
  readonly reason: Reason | null
  readonly direction: ScanDirection
  /** too_early, too_late: when this code is, or was, good here. */
  readonly window: Span | null
  /** already_admitted: when and where. */
  readonly seen: { readonly at: number; readonly gate: string | null } | null
  /** full: how many of how many. */
  readonly places: { readonly inside: number; readonly capacity: number } | null
  /** consent, questions: how many are open. */
  readonly open: number
}

type Verdict = Pick<ScanDecision, 'outcome' | 'reason'> &
  Partial<Pick<ScanDecision, 'window' | 'seen' | 'places' | 'open'>>

/**
 * Decides one scan. Every scan gives exactly one outcome with one reason and is an event, refusals too.
 * Order of checks: canceled → blocked → revoked → valid from/until → category → unapproved/unpaid → already inside →
 * capacity → consent, questions. Of a known code, an exit is never refused by rules.
 */
export function decideScan(state: ScanState, command: ScanCommand, ctx: CommandContext): ScanDecision {
  const at = command.typedAt ?? ctx.now
  const resetAt = lastReset(state.list, state.timeZone, at)
  const row = state.attendance ?? NEVER_CAME
  const direction = command.direction === 'either' ? (isInside(row, resetAt) ? 'exit' : 'entry') : command.direction
  const visitor = state.recognised.as === 'visitor' ? state.recognised.visitor : null
  const verdict = judge(state, row, direction, at, resetAt)
  const { multipleEntries, entryAfterExit } = state.list
  const event = scanRecorded.make(
    attendanceStream(state.list.code, visitor?.id ?? null, command.scanId),
    {
      list: state.list.code,
      visitor: visitor?.id ?? null,
      gate: command.gate,
      direction,
      outcome: verdict.outcome,
      reason: verdict.reason,
      via: command.via,
      credential: command.credential,
      rules: { multipleEntries, entryAfterExit, resetAt },
      typedAt: command.typedAt,
    },
    ctx,
    { id: command.scanId },
  )
  return { window: null, seen: null, places: null, open: 0, ...verdict, event, direction }
}

function judge(
  state: ScanState,
  row: Attendance,
  direction: ScanDirection,
  at: number,
  resetAt: number | null,
): Verdict {
  const { list, recognised } = state
  if (recognised.as === 'unknown') return refused('invalid')
  if (recognised.as === 'other_fair') return refused('wrong_fair')
  if (direction === 'exit') return { outcome: 'admitted', reason: 'exit' }

  const { visitor } = recognised
  const { status } = visitor
  if (status === 'canceled' || status === 'blocked' || status === 'revoked') return refused(status)
  const early = tooEarlyOrLate(list, visitor, at)
  if (early !== null) return early
  if (list.admits !== null && !list.admits.has(visitor.category)) return refused('category')
  if (status === 'unapproved' || status === 'unpaid') return refused(status)

  const enteredBefore = row.firstEntryAt !== null
  if (!list.multipleEntries && enteredBefore && (isInside(row, resetAt) || !list.entryAfterExit)) {
    return { ...refused('already_admitted'), seen: { at: row.stayFrom ?? at, gate: row.stayGate } }
  }
  // Who is inside already (a list with several entries) takes no further place.
  const limit = limitOf(list)
  if (limit !== null && !isInside(row, resetAt)) {
    const [inside, leased] = [state.room.inside(), state.room.leased()]
    if (leased === null ? inside >= limit : leased <= 0)
      return { ...refused('full'), places: { inside, capacity: limit } }
  }
  if (visitor.unanswered.consent > 0)
    return { outcome: 'incomplete', reason: 'consent', open: visitor.unanswered.consent }
  if (visitor.unanswered.questions > 0)
    return { outcome: 'incomplete', reason: 'questions', open: visitor.unanswered.questions }
  return { outcome: 'admitted', reason: enteredBefore ? 'reentry' : null }
}

/** Both the list's and the code's own window must hold; the answer names the window in which both do, or did. */
function tooEarlyOrLate(list: FairList, visitor: KnownVisitor, at: number): Verdict | null {
  const good = list.windows
    .map((span) => ({
      from: Math.max(span.from, visitor.validFrom ?? -Infinity),
      to: Math.min(span.to, visitor.validUntil ?? Infinity),
    }))
    .filter((span) => span.from < span.to)
  if (good.some((span) => span.from <= at && at < span.to)) return null
  const next = good.find((span) => span.from > at)
  if (next !== undefined) return { ...refused('too_early'), window: next }
  const last = good.at(-1) ?? { from: visitor.validFrom ?? list.opensAt, to: visitor.validUntil ?? list.closesAt }
  return { ...refused(last.from > at ? 'too_early' : 'too_late'), window: last }
}

const refused = (reason: Reason): Verdict => ({ outcome: 'refused', reason })
