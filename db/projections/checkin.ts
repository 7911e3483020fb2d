import { attendanceStream, scanRecorded, scanUndone, type ScanBody } from '../../core/events/checkin'
import { effectiveAt, type LogEvent } from '../../core/events/envelope'
import { evolveAttendance, NEVER_CAME, type Attendance, type ScanMark } from '../../core/projections/attendance'
import type { Database } from '../connection'
import type { Projector, StoredEvent, Stream } from './projector'

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
  return body.typedAt ?? effectiveAt(event, hubOffset)
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
  >('SELECT seq, text, hub_seq, hub_offset FROM event_log WHERE stream = +? ORDER BY seq')
  const clears = ['scan', 'attendance', 'list_quarter', 'gate_quarter'].map((table) =>
    db.prepare(`DELETE FROM ${table}`),
  )

  const write = ({ gates, lists }: Moves) => {
    for (const { key, n } of gates.values()) if (n !== 0) moveGate.run(...key, n)
    for (const { key, sums } of lists.values()) {
      const { people, inside, entries, duplicates } = sums
      if (people !== 0 || inside !== 0 || entries !== 0 || duplicates !== 0)
        move.run(...key, people, inside, entries, duplicates)
    }
  }

  /** `old`: the scan's row as it stands; undefined: it is a new one. */
  const writeScan = (moves: Moves, seq: number, body: ScanBody, at: number, mark: ScanMark | null, old?: ScanRow) => {
    // Most that is folded anew stays as it is: an own scan that the hub acknowledged.
    if (old !== undefined && old.effective_at === at && old.mark === mark) return
    const { list, visitor, gate, direction, outcome, reason, via, credential } = body
    putScan.run(seq, list, visitor, gate, direction, outcome, reason, via, credential.category ?? null, at, mark)
    if (old !== undefined) countAtGate(moves, old, -1)
    countAtGate(moves, { list, gate, direction, outcome, reason, effective_at: at, mark }, 1)
  }

  const writeRow = (
    moves: Moves,
    list: string,
    visitor: string,
    old: Attendance | null,
    row: Attendance,
    last: OrderKey,
  ) => {
    if (old !== null) countRow(moves, list, old, -1)
    countRow(moves, list, row, 1)
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

  const refold = ({ name, events, isNew }: Stream, moves: Moves) => {
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
      writeScan(moves, scan.seq, scan.body, scan.at, next.mark, isNew ? undefined : readScan.get(scan.seq))
    }
    if (visitor === null) return
    // A stream under another row's name says nothing of that row.
    const isFirst = isNew && name === attendanceStream(list, visitor, '')
    const old = isFirst ? undefined : readRow.get(list, visitor)
    writeRow(moves, list, visitor, old === undefined ? null : toAttendance(old), row, last)
  }

  return {
    name: 'checkin',
    version: 4,
    types: new Set([scanRecorded.type, scanUndone.type]),
    clear: () => clears.forEach((statement) => statement.run()),
    fold: ({ seq, event, hubSeq, hubOffset }) => {
      const moves = noMoves()
      if (scanUndone.is(event)) refold({ name: event.stream, events: stored(event.stream), isNew: false }, moves)
      else if (scanRecorded.is(event)) {
        const { body } = event
        const { list, visitor } = body
        const key: OrderKey = { at: effectiveTime(event, body, hubOffset), hubSeq, id: event.id }
        const old = visitor === null ? undefined : readRow.get(list, visitor)
        if (visitor === null) writeScan(moves, seq, body, key.at, null)
        else if (
          old !== undefined &&
          compareKeys(key, { at: old.last_at, hubSeq: old.last_hub_seq, id: old.last_event }) < 0
        ) {
          // A late one: fold the few scans of this row again, in order.
          refold({ name: event.stream, events: stored(event.stream), isNew: false }, moves)
        } else {
          const before = old === undefined ? null : toAttendance(old)
          const next = evolveAttendance(before ?? NEVER_CAME, { at: key.at, body })
          writeScan(moves, seq, body, key.at, next.mark)
          writeRow(moves, list, visitor, before, next.row, key)
        }
      }
      write(moves)
    },
    refold: (streams) => {
      const moves = noMoves()
      for (const stream of streams) refold(stream, moves)
      write(moves)
    },
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

/** How the sums of gates and lists move; gathered, since many scans of a batch move the same ones. */
interface Moves {
  readonly gates: Map<string, { readonly key: readonly [string, string, number, string]; n: number }>
  readonly lists: Map<string, { readonly key: readonly [string, number]; readonly sums: Sums }>
}
const noMoves = (): Moves => ({ gates: new Map(), lists: new Map() })

function countAtGate({ gates }: Moves, scan: ScanRow, by: 1 | -1): void {
  const what = gateCount(scan)
  if (what === null) return
  const key = [scan.gate ?? NO_GATE, scan.list, Math.floor(scan.effective_at / QUARTER_MS), what] as const
  const name = key.join('\n')
  const found = gates.get(name)
  if (found === undefined) gates.set(name, { key, n: by })
  else found.n += by
}

/** Each row counts in the quarter of its first entry, inside in that of its last. */
function countRow({ lists }: Moves, list: string, row: Attendance, by: 1 | -1): void {
  if (row.firstEntryAt === null) return
  const at = (time: number): Sums => {
    const key = [list, Math.floor(time / QUARTER_MS)] as const
    const name = key.join('\n')
    const found = lists.get(name) ?? { key, sums: { people: 0, inside: 0, entries: 0, duplicates: 0 } }
    lists.set(name, found)
    return found.sums
  }
  const first = at(row.firstEntryAt)
  first.people += by
  first.entries += by * row.entries
  first.duplicates += by * row.duplicates
  if (row.inside) at(row.lastEntryAt ?? row.firstEntryAt).inside += by
}
