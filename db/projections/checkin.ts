import { scanRecorded, scanUndone, type ScanBody } from '../../core/events/checkin'
import type { LogEvent } from '../../core/events/envelope'
import { evolveAttendance, NEVER_CAME, type Attendance, type ScanMark } from '../../core/projections/attendance'
import type { Database } from '../connection'
import type { Projector, StoredEvent } from './projector'

export const QUARTER_MS = 900_000

/** In `gate_quarter`: scans entered without a gate. No gate's code is empty. */
export const NO_GATE = ''

/** Where a scan stands among its row's: effective time, then hub sequence (what the hub has not seen comes last), then id. */
interface OrderKey {
  readonly at: number
  readonly hubSeq: number | null
  readonly id: string
}

interface ScanRow {
  list: string
  gate: string | null
  direction: string
  outcome: string
  reason: string | null
  effective_at: number
  mark: string | null
}

export interface AttendanceRow {
  list: string
  visitor: string
  entries: number
  exits: number
  duplicates: number
  inside: number
  first_entry_at: number | null
  stay_from: number | null
  stay_gate: string | null
  last_entry_at: number | null
  last_exit_at: number | null
  last_at: number
  last_hub_seq: number | null
  last_event: string
}

/** When a scan counts (docs/protocol.md, "Effective time"): as typed from paper, else the author's clock by the best offset known. */
export function effectiveTime(event: LogEvent, body: ScanBody, hubOffset: number | null): number {
  return body.typedAt ?? event.at + (hubOffset ?? event.offset)
}

/** One row a scan, one row a visitor on a list, and the sums of lists and gates by quarter hour. */
export function checkinProjector(db: Database): Projector {
  const putScan = db.prepare(
    `INSERT INTO scan (seq, list, visitor, gate, direction, outcome, reason, via, category, effective_at, mark)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (seq) DO UPDATE SET effective_at = excluded.effective_at, mark = excluded.mark`,
  )
  const readScan = db.prepare<[number], ScanRow>(
    'SELECT list, gate, direction, outcome, reason, effective_at, mark FROM scan WHERE seq = ?',
  )
  const moveGate = db.prepare(
    `INSERT INTO gate_quarter (gate, list, quarter, what, n) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (gate, list, quarter, what) DO UPDATE SET n = n + excluded.n`,
  )
  const readRow = db.prepare<[string, string], AttendanceRow>('SELECT * FROM attendance WHERE list = ? AND visitor = ?')
  const putRow = db.prepare(
    `INSERT INTO attendance (list, visitor, entries, exits, duplicates, inside, first_entry_at, stay_from, stay_gate,
       last_entry_at, last_exit_at, last_at, last_hub_seq, last_event)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (list, visitor) DO UPDATE SET entries = excluded.entries, exits = excluded.exits,
       duplicates = excluded.duplicates, inside = excluded.inside, first_entry_at = excluded.first_entry_at,
       stay_from = excluded.stay_from, stay_gate = excluded.stay_gate, last_entry_at = excluded.last_entry_at,
       last_exit_at = excluded.last_exit_at, last_at = excluded.last_at, last_hub_seq = excluded.last_hub_seq,
       last_event = excluded.last_event`,
  )
  const move = db.prepare(
    `INSERT INTO list_quarter (list, quarter, people, inside, entries, duplicates) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (list, quarter) DO UPDATE SET people = people + excluded.people, inside = inside + excluded.inside,
       entries = entries + excluded.entries, duplicates = duplicates + excluded.duplicates`,
  )
  const streamOf = db.prepare<
    [string],
    { seq: number; text: string; hub_seq: number | null; hub_offset: number | null }
  >('SELECT seq, text, hub_seq, hub_offset FROM event_log WHERE stream = ? ORDER BY seq')
  const clears = ['scan', 'attendance', 'list_quarter', 'gate_quarter'].map((table) =>
    db.prepare(`DELETE FROM ${table}`),
  )

  const countAtGate = (scan: ScanRow, sign: 1 | -1) => {
    const what = gateCount(scan)
    if (what !== null)
      moveGate.run(scan.gate ?? NO_GATE, scan.list, Math.floor(scan.effective_at / QUARTER_MS), what, sign)
  }

  /** `old`: the scan's row as it stands; undefined: it is a new one. */
  const writeScan = (seq: number, body: ScanBody, at: number, mark: ScanMark | null, old?: ScanRow) => {
    const { list, visitor, gate, direction, outcome, reason, via, credential } = body
    putScan.run(seq, list, visitor, gate, direction, outcome, reason, via, credential.category ?? null, at, mark)
    if (old !== undefined) countAtGate(old, -1)
    countAtGate({ list, gate, direction, outcome, reason, effective_at: at, mark }, 1)
  }

  const writeRow = (list: string, visitor: string, old: Attendance | null, row: Attendance, last: OrderKey) => {
    for (const [quarter, sums] of difference(old, row))
      move.run(list, quarter, sums.people, sums.inside, sums.entries, sums.duplicates)
    putRow.run(
      list,
      visitor,
      row.entries,
      row.exits,
      row.duplicates,
      row.inside ? 1 : 0,
      row.firstEntryAt,
      row.stayFrom,
      row.stayGate,
      row.lastEntryAt,
      row.lastExitAt,
      last.at,
      last.hubSeq,
      last.id,
    )
  }

  const stored = (stream: string): StoredEvent[] =>
    streamOf.all(stream).map(({ seq, text, hub_seq: hubSeq, hub_offset: hubOffset }) => ({
      seq,
      event: JSON.parse(text) as LogEvent,
      hubSeq,
      hubOffset,
    }))

  const refold = (events: readonly StoredEvent[]) => {
    const undone = new Set(events.flatMap(({ event }) => (scanUndone.is(event) ? [event.body.scan] : [])))
    const scans = events
      .flatMap((stored) => {
        const { event, seq, hubSeq, hubOffset } = stored
        if (!scanRecorded.is(event)) return []
        const { body } = event
        const at = effectiveTime(event, body, hubOffset)
        return [{ seq, body, at, hubSeq, id: event.id, undone: undone.has(event.id) }]
      })
      .sort(compareKeys)
    const first = scans[0]
    const last = scans.at(-1)
    if (first === undefined || last === undefined) return
    const { list, visitor } = first.body
    let row = NEVER_CAME
    for (const scan of scans) {
      const next = evolveAttendance(row, scan)
      row = next.row
      writeScan(scan.seq, scan.body, scan.at, next.mark, readScan.get(scan.seq))
    }
    if (visitor === null) return
    const old = readRow.get(list, visitor)
    writeRow(list, visitor, old === undefined ? null : toAttendance(old), row, last)
  }

  return {
    name: 'checkin',
    version: 4,
    types: new Set([scanRecorded.type, scanUndone.type]),
    clear: () => clears.forEach((statement) => statement.run()),
    fold: ({ seq, event, hubSeq, hubOffset }) => {
      if (scanUndone.is(event)) refold(stored(event.stream))
      if (!scanRecorded.is(event)) return
      const { body } = event
      const key: OrderKey = { at: effectiveTime(event, body, hubOffset), hubSeq, id: event.id }
      if (body.visitor === null) {
        writeScan(seq, body, key.at, null)
        return
      }
      const old = readRow.get(body.list, body.visitor)
      if (
        old !== undefined &&
        compareKeys(key, { at: old.last_at, hubSeq: old.last_hub_seq, id: old.last_event }) < 0
      ) {
        // A late one: fold the few scans of this row again, in order.
        refold(stored(event.stream))
        return
      }
      const before = old === undefined ? null : toAttendance(old)
      const next = evolveAttendance(before ?? NEVER_CAME, { at: key.at, body })
      writeScan(seq, body, key.at, next.mark)
      writeRow(body.list, body.visitor, before, next.row, key)
    },
    refold: (_stream, events) => refold(events),
  }
}

/** A database row as core knows it. */
export function toAttendance(row: AttendanceRow): Attendance {
  return {
    entries: row.entries,
    exits: row.exits,
    duplicates: row.duplicates,
    inside: row.inside === 1,
    firstEntryAt: row.first_entry_at,
    stayFrom: row.stay_from,
    stayGate: row.stay_gate,
    lastEntryAt: row.last_entry_at,
    lastExitAt: row.last_exit_at,
  }
}

function compareKeys(a: OrderKey, b: OrderKey): number {
  return a.at - b.at || (a.hubSeq ?? Infinity) - (b.hubSeq ?? Infinity) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

/** What a scan counts as at its gate: an entry, an exit, a duplicate, or the reason of its refusal; null: as nothing. */
function gateCount({ direction, outcome, reason, mark }: ScanRow): string | null {
  if (mark !== null) return mark === 'duplicate' ? mark : null
  return outcome === 'admitted' ? direction : reason
}

interface Sums {
  people: number
  inside: number
  entries: number
  duplicates: number
}

/** How the sums move when a row becomes another: each row counts in the quarter of its first entry, inside in that of its last. */
function difference(old: Attendance | null, row: Attendance): ReadonlyMap<number, Sums> {
  const sums = new Map<number, Sums>()
  const at = (time: number): Sums => {
    const quarter = Math.floor(time / QUARTER_MS)
    const found = sums.get(quarter) ?? { people: 0, inside: 0, entries: 0, duplicates: 0 }
    sums.set(quarter, found)
    return found
  }
  const count = (state: Attendance, sign: 1 | -1) => {
    if (state.firstEntryAt === null) return
    const first = at(state.firstEntryAt)
    first.people += sign
    first.entries += sign * state.entries
    first.duplicates += sign * state.duplicates
    if (state.inside) at(state.lastEntryAt ?? state.firstEntryAt).inside += sign
  }
  if (old !== null) count(old, -1)
  count(row, 1)
  for (const [quarter, sum] of sums) if (Object.values(sum).every((value) => value === 0)) sums.delete(quarter)
  return sums
}
