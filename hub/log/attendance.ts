import { attendanceStream } from '../../core/events/checkin'
import { foldAttendance } from '../../core/projections/attendance'
import type { Tx } from '../sql/database'
import type { FairRow } from './fair'
import { readStreams } from './fold'

/** Rows folded at a time. */
const CHUNK = 2_000

/**
 * Brings a list's visitors up to the head, under the head lock: who was scanned there since the last time is folded anew.
 * Only lists that give places are ever asked for, so a list without capacity costs the hub nothing.
 */
export async function foldList(tx: Tx, fair: FairRow, list: string): Promise<void> {
  const { rows: marks } = await tx.query<{ folded_to: number }>(
    'SELECT folded_to FROM list_fold WHERE fair = $1 AND list = $2',
    [fair.fair, list],
  )
  const prefix = attendanceStream(list, '', '')
  const { rows } = await tx.query<{ stream: string }>(
    `SELECT DISTINCT stream FROM event WHERE fair = $1 AND seq > $2 AND family = 'checkin' AND starts_with(stream, $3)`,
    [fair.fair, marks[0]?.folded_to ?? 0, prefix],
  )
  const streams = rows.map(({ stream }) => stream).filter((stream) => isUuid(stream.slice(prefix.length)))
  for (let from = 0; from < streams.length; from += CHUNK)
    await foldRows(tx, fair.fair, list, prefix, streams.slice(from, from + CHUNK))
  await tx.query(
    `INSERT INTO list_fold (fair, list, folded_to) VALUES ($1, $2, $3)
     ON CONFLICT (fair, list) DO UPDATE SET folded_to = excluded.folded_to`,
    [fair.fair, list, fair.head],
  )
}

async function foldRows(tx: Tx, fair: string, list: string, prefix: string, streams: readonly string[]): Promise<void> {
  const visitors: string[] = []
  const inside: boolean[] = []
  const entries: (number | null)[] = []
  for (const [stream, events] of await readStreams(tx, fair, streams)) {
    const row = foldAttendance(events)
    visitors.push(stream.slice(prefix.length))
    inside.push(row.inside)
    entries.push(row.lastEntryAt)
  }
  await tx.query(
    `INSERT INTO attendance (fair, list, visitor, inside, last_entry_at)
     SELECT $1, $2, * FROM unnest($3::uuid[], $4::bool[], $5::bigint[])
     ON CONFLICT (fair, list, visitor) DO UPDATE SET inside = excluded.inside, last_entry_at = excluded.last_entry_at`,
    [fair, list, visitors, inside, entries],
  )
}

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
