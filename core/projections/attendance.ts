import { scanRecorded, scanUndone, type ScanBody } from '../events/checkin'
import { inHubOrder, type OrderedEvent } from './order'

/** One visitor on one list, folded from that row's own scans. Times are effective times, UTC ms. */
export interface Attendance {
  /** Admitted entries counted; those marked `duplicate` are not among them. */
  readonly entries: number
  readonly exits: number
  /** Entries that would not have been admitted had their station known the others. */
  readonly duplicates: number
  /** After the last of its scans; the list's daily reset comes on top (see `isInside`). */
  readonly inside: boolean
  /** The first admission of all; null: never entered. */
  readonly firstEntryAt: number | null
  /** The entry that counts for the present or last stay: shown as "already in at … , gate". */
  readonly stayFrom: number | null
  readonly stayGate: string | null
  /** The latest entry of any kind. */
  readonly lastEntryAt: number | null
  readonly lastExitAt: number | null
}

export const NEVER_CAME: Attendance = {
  entries: 0,
  exits: 0,
  duplicates: 0,
  inside: false,
  firstEntryAt: null,
  stayFrom: null,
  stayGate: null,
  lastEntryAt: null,
  lastExitAt: null,
}

/** A scan with the time it counts at. */
export interface EffectiveScan {
  /** `typedAt`, else the author's clock corrected by the newest known offset (docs/protocol.md, "Effective time"). */
  readonly at: number
  readonly body: ScanBody
  /** Staff took it back: the row is folded as if it were not there. */
  readonly undone?: boolean
}

/** `duplicate`: would not have been admitted had its station known the others. `undone`: taken back by staff. */
export type ScanMark = 'duplicate' | 'undone'

/** Inside now, counting the list's daily reset: who entered before it has gone home. */
export function isInside(row: Pick<Attendance, 'inside' | 'lastEntryAt'>, resetAt: number | null): boolean {
  return row.inside && (resetAt === null || (row.lastEntryAt ?? -Infinity) >= resetAt)
}

/**
 * Folds the next scan of a row, in order of effective time, then hub sequence. Total: a remote fact that breaks a rule
 * is folded and marked, never refused. Reads nothing but the row and the rules written into the scan.
 */
export function evolveAttendance(row: Attendance, scan: EffectiveScan): { row: Attendance; mark: ScanMark | null } {
  const { at, body } = scan
  if (scan.undone === true) return { row, mark: 'undone' }
  if (body.outcome !== 'admitted') return { row, mark: null }
  if (body.direction === 'exit') {
    return { row: { ...row, inside: false, exits: row.exits + 1, lastExitAt: at }, mark: null }
  }
  const { multipleEntries, entryAfterExit, resetAt } = body.rules
  const stillInside = isInside(row, resetAt)
  const enteredBefore = row.firstEntryAt !== null
  // Staff who admitted against the rules knew what they did.
  const duplicate =
    body.override === undefined && !multipleEntries && (stillInside || (enteredBefore && !entryAfterExit))
  const staysOn = stillInside
  return {
    row: {
      ...row,
      entries: row.entries + (duplicate ? 0 : 1),
      duplicates: row.duplicates + (duplicate ? 1 : 0),
      inside: true,
      firstEntryAt: row.firstEntryAt ?? at,
      stayFrom: staysOn ? row.stayFrom : at,
      stayGate: staysOn ? row.stayGate : body.gate,
      lastEntryAt: at,
    },
    mark: duplicate ? 'duplicate' : null,
  }
}

/** A row by all its events, whatever order they came in: scans that were not taken back, by effective time. */
export function foldAttendance(events: readonly OrderedEvent[]): Attendance {
  const undone = new Set(events.flatMap(({ event }) => (scanUndone.is(event) ? [event.body.scan] : [])))
  return inHubOrder(events)
    .flatMap(({ event, at }) =>
      scanRecorded.is(event) && !undone.has(event.id) ? [{ at: event.body.typedAt ?? at, body: event.body }] : [],
    )
    .toSorted((a, b) => a.at - b.at)
    .reduce((row, scan) => evolveAttendance(row, scan).row, NEVER_CAME)
}
