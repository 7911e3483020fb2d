import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { GENESIS_HASH, type Family, type LogEvent, type NewEvent } from '../../core/events/envelope'
import { setupImported } from '../../core/events/setup'
import type { HubEvent } from '../../core/hub/wire'
import type { Queries, Tx } from '../sql/database'

/** The head row of a fair. */
export interface FairRow {
  readonly fair: string
  readonly demo: boolean
  readonly log: string
  readonly generation: number
  readonly renewed_at: number | null
  readonly head: number
  readonly people_head: number
  readonly hub_station: string
  readonly hub_chain: string
  readonly hub_seq: number
  readonly hub_hash: Buffer
  readonly setup_seq: number
  readonly first_desk: string
  readonly first_key: string
  readonly vouch: string
}

/** An event on its way into the log, or a refused one whose place is kept. */
export interface Entry {
  readonly seq: number
  readonly event: LogEvent
  readonly hash: Buffer
  readonly hubOffset: number | null
  readonly text: string | null
  readonly reason: string | null
}

export const sha256 = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest()

/** Takes the head: from here to the end of the transaction nobody else appends to this fair, in any process. */
export async function lockFair(tx: Queries, fair: string): Promise<FairRow> {
  const { rows } = await tx.query<FairRow>('SELECT * FROM fair WHERE fair = $1 FOR UPDATE', [fair])
  return only(rows)
}

export async function readFair(tx: Queries, fair: string): Promise<FairRow> {
  const { rows } = await tx.query<FairRow>('SELECT * FROM fair WHERE fair = $1', [fair])
  return only(rows)
}

function only(rows: readonly FairRow[]): FairRow {
  const [row] = rows
  if (row === undefined) throw new Error('a station’s fair is gone')
  return row
}

/** Writes the head row as it is to stand, and gives word to all processes; both take effect with the transaction. */
export function putHead(tx: Tx, fair: FairRow): void {
  tx.send(
    `UPDATE fair SET log = $2, generation = $3, renewed_at = $4, head = $5, people_head = $6, hub_chain = $7, hub_seq = $8,
       hub_hash = $9, setup_seq = $10
     WHERE fair = $1 RETURNING pg_notify($11, fair::text)`,
    [
      fair.fair,
      fair.log,
      fair.generation,
      fair.renewed_at,
      fair.head,
      fair.people_head,
      fair.hub_chain,
      fair.hub_seq,
      fair.hub_hash,
      fair.setup_seq,
      HEAD_CHANNEL,
    ],
  )
}
export const HEAD_CHANNEL = 'pendopo_head'
export const PRESENCE_CHANNEL = 'pendopo_presence'

/**
 * Stands between texts, and in none: JSON has no bare control characters but white space. An array would be written with
 * a stroke before each of their many quotes, and read so again.
 */
const BETWEEN = '\u001f'

/**
 * Writes entries, which go on from the head.
 * @returns the head row as it stands after them, to be put there before the transaction ends
 */
export function appendEntries(tx: Tx, fair: FairRow, entries: readonly Entry[]): FairRow {
  const last = entries.at(-1)
  if (last === undefined) return fair
  const column = <T>(of: (entry: Entry) => T): T[] => entries.map(of)
  tx.send(
    `INSERT INTO event (fair, seq, event_id, station, chain, station_seq, family, type, stream, hash, hub_offset, text, reason)
     SELECT $1, * FROM unnest($2::bigint[], $3::uuid[], $4::uuid[], $5::uuid[], $6::int[], $7::text[], $8::text[],
       $9::text[], $10::bytea[], $11::bigint[], string_to_array($12, $14, ''), $13::text[])`,
    [
      fair.fair,
      column(({ seq }) => seq),
      column(({ event }) => event.id),
      column(({ event }) => event.station),
      column(({ event }) => event.chain),
      column(({ event }) => event.stationSeq),
      // A stub belongs to no family: everybody sees that a place is filled.
      column(({ event, text }): Family | null => (text === null ? null : event.family)),
      column(({ event }) => event.type),
      column(({ event }) => event.stream),
      column(({ hash }) => hash),
      column(({ hubOffset }) => hubOffset),
      column(({ text }) => text ?? '').join(BETWEEN),
      column(({ reason }) => reason),
      BETWEEN,
    ],
  )
  const setup = entries.findLast(({ event, text }) => text !== null && setupImported.is(event))
  return { ...fair, head: last.seq, setup_seq: setup?.seq ?? fair.setup_seq }
}

/** The hub's own events, as the next of its chain: made, not yet written. */
export function ownEntries(fair: FairRow, events: readonly NewEvent[]): { entries: Entry[]; fair: FairRow } {
  let row = fair
  const entries: Entry[] = []
  for (const fresh of events) {
    const event: LogEvent = {
      ...fresh,
      // The hub's clock is the hub's time.
      offset: 0,
      station: row.hub_station,
      chain: row.hub_chain,
      stationSeq: row.hub_seq + 1,
      prevHash: row.hub_seq === 0 ? GENESIS_HASH : row.hub_hash.toString('hex'),
    }
    const text = canonicalize(event)
    if (text === undefined) throw new Error(`event ${event.type} has no text`)
    const hash = sha256(text)
    row = { ...row, head: row.head + 1, hub_seq: event.stationSeq, hub_hash: hash }
    entries.push({ seq: row.head, event, hash, hubOffset: 0, text, reason: null })
  }
  return { entries, fair: row }
}

/** An entry as stations get it. */
export const toHubEvent = ({ seq, hubOffset, hash, text }: Entry): HubEvent => ({
  seq,
  hubOffset,
  hash: hash.toString('hex'),
  text: text ?? '',
})

/**
 * A new identity of the log, with a new chain of the hub's own: after a restore, and when a station was acked more than
 * the hub holds. Stations see the other identity and offer what they have.
 */
export const renewed = (
  fair: FairRow,
  ids: { readonly log: string; readonly chain: string },
  now: number,
): FairRow => ({
  ...fair,
  log: ids.log,
  generation: fair.generation + 1,
  renewed_at: now,
  hub_chain: ids.chain,
  hub_seq: 0,
  hub_hash: Buffer.alloc(32),
})
