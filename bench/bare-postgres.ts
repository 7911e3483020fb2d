import { Client } from 'pg'

/** A log row of the hub, ready to be written. */
export interface HubRow {
  readonly seq: number
  readonly id: string
  readonly station: string
  readonly chain: string
  readonly stationSeq: number
  readonly family: string
  readonly type: string
  readonly stream: string
  readonly hash: string
  readonly hubOffset: number | null
  readonly text: string
}

/**
 * Inserts rows into a table shaped and indexed like the hub's log, one statement and so one transaction a batch: what
 * the engine does of a hub's work.
 * @returns the seconds it took
 */
export async function insertBare(
  databaseUrl: string,
  table: 'bare' | 'event',
  fair: string,
  rows: readonly HubRow[],
  size: number,
): Promise<number> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    if (table === 'bare') {
      await client.query('CREATE TABLE IF NOT EXISTS bare (LIKE event INCLUDING ALL)')
      await client.query('TRUNCATE bare')
    }
    const began = performance.now()
    for (let at = 0; at < rows.length; at += size) {
      const part = rows.slice(at, at + size)
      const column = <T>(of: (row: HubRow) => T): T[] => part.map(of)
      await client.query(
        `INSERT INTO ${table} (fair, seq, event_id, station, chain, station_seq, family, type, stream, hash, hub_offset, text)
         SELECT $1, * FROM unnest($2::bigint[], $3::uuid[], $4::uuid[], $5::uuid[], $6::int[], $7::text[], $8::text[],
           $9::text[], $10::bytea[], $11::bigint[], $12::text[])`,
        [
          fair,
          column(({ seq }) => seq),
          column(({ id }) => id),
          column(({ station }) => station),
          column(({ chain }) => chain),
          column(({ stationSeq }) => stationSeq),
          column(({ family }) => family),
          column(({ type }) => type),
          column(({ stream }) => stream),
          column(({ hash }) => Buffer.from(hash, 'hex')),
          column(({ hubOffset }) => hubOffset),
          column(({ text }) => text),
        ],
      )
    }
    return (performance.now() - began) / 1000
  } finally {
    await client.end()
  }
}

/** A row as the log's own text says. */
export function hubRow(seq: number, text: string, hash: string, hubOffset: number | null): HubRow {
  const { id, station, chain, stationSeq, family, type, stream } = JSON.parse(text) as HubRow
  return { seq, id, station, chain, stationSeq, family, type, stream, hash, hubOffset, text }
}
