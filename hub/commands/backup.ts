import { createHash } from 'node:crypto'
import { constants, createReadStream, createWriteStream, existsSync, renameSync, rmSync } from 'node:fs'
import { access, open, stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { z } from 'zod'
import { putHead, renewed, type FairRow } from '../log/fair'
import type { HubPorts } from '../ports'
import { HubProblem } from '../problem'
import type { Database, Tx } from '../sql/database'
import { MIGRATIONS } from '../sql/migrate'

/**
 * A backup is one gzip file of JSON lines: a head, every row of every table as PostgreSQL writes it, and an end with the
 * number of rows and the SHA-256 of all lines before it. What was cut off on its way is no backup, and is refused whole.
 */

const FORMAT = 'pendopo-hub-backup-1'
/** Schemas whose rows today's tables take as they are: every column since may be empty. */
const READABLE: readonly number[] = [10, 20, 30]

/** Everything that cannot be folded anew, and what is folded, since both are of one moment. Codes live ten minutes. */
export const TABLES = [
  'authority',
  'fair',
  'event',
  'people',
  'station',
  'ticket',
  'call_made',
  'counter_state',
  'service_pause',
  'number_lease',
  'number_floor',
  'list_fold',
  'attendance',
  'place_lease',
] as const
/** Kept out: of a moment, not of the fair. */
export const NOT_BACKED_UP = ['enrol_code', 'schema_step'] as const

const ROWS_AT_A_TIME = 1_000

const Head = z.object({ format: z.literal(FORMAT), schema: z.int(), at: z.string() })
const Row = z.object({ table: z.enum(TABLES), row: z.string() })
const End = z.object({ end: z.literal(true), rows: z.int(), sha256: z.string() })

/** Writes a whole backup beside the running hub, of one moment; on the disk before its name appears. */
export async function backupHub(db: Database, file: string, ports: HubPorts): Promise<{ file: string; rows: number }> {
  if (existsSync(file)) throw new HubProblem('file_exists', `${file} is there already: choose another name`, { file })
  const part = `${file}.part`
  let rows = 0
  try {
    await db.transact(async (tx) => {
      await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY')
      const lines = Readable.from(
        numbered(tx, ports, (n) => {
          rows = n
        }),
      )
      await pipeline(lines, createGzip(), createWriteStream(part, { mode: 0o600, flags: 'w' }))
    })
    const handle = await open(part, 'r')
    await handle.sync()
    await handle.close()
    renameSync(part, file)
  } catch (thrown) {
    throw fileTrouble(file, thrown)
  } finally {
    rmSync(part, { force: true })
  }
  return { file, rows }
}

/** What a disk or a folder answers for a file, as a sentence; anything else as it was thrown. */
function fileTrouble(file: string, thrown: unknown): unknown {
  const { code = '' } = thrown as NodeJS.ErrnoException
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'the file or its folder is not there',
    ENOTDIR: 'its folder is a file',
    EISDIR: 'it is a folder; name a file in it',
    EACCES: 'it may not be opened',
    EPERM: 'it may not be opened',
    EROFS: 'its disk cannot be written',
    ENOSPC: 'its disk is full',
    EDQUOT: 'its disk is full',
  }
  const why = words[code]
  return why === undefined ? thrown : new HubProblem('bad_file', `${file}: ${why}`, { file, cause: code })
}

async function* numbered(tx: Tx, ports: HubPorts, told: (rows: number) => void): AsyncGenerator<string> {
  const hash = createHash('sha256')
  let rows = 0
  const line = (value: object): string => {
    const text = `${JSON.stringify(value)}\n`
    hash.update(text)
    return text
  }
  const schema = MIGRATIONS.at(-1)?.version ?? 0
  yield line({ format: FORMAT, schema, at: new Date(ports.now()).toISOString() })
  for (const table of TABLES) {
    await tx.query(`DECLARE rows_of NO SCROLL CURSOR FOR SELECT to_json(t)::text AS row FROM ${table} t`)
    for (;;) {
      const { rows: found } = await tx.query<{ row: string }>(`FETCH ${ROWS_AT_A_TIME} FROM rows_of`)
      if (found.length === 0) break
      rows += found.length
      yield found.map(({ row }) => line({ table, row })).join('')
    }
    await tx.query('CLOSE rows_of')
  }
  told(rows)
  yield `${JSON.stringify({ end: true, rows, sha256: hash.digest('hex') })}\n`
}

/**
 * Puts a backup in the place of what the database holds, in one transaction, beside the running hub too. Every fair gets
 * a new log identity, so that stations offer what the backup does not know. Erased people stay erased, revoked stations
 * stay revoked: what the database held of both is put over the backup's rows.
 */
export async function restoreHub(
  db: Database,
  file: string,
  ports: HubPorts,
): Promise<{ rows: number; fairs: { fair: string; log: string; head: number }[] }> {
  await checkBackup(file)
  return db.transact(async (tx) => {
    await tx.query('SET LOCAL statement_timeout = 0')
    await tx.query('CREATE TEMP TABLE buried ON COMMIT DROP AS SELECT * FROM people WHERE sealed IS NULL')
    await tx.query('CREATE TEMP TABLE seated ON COMMIT DROP AS SELECT * FROM station')
    await tx.query(`TRUNCATE ${TABLES.join(', ')}, enrol_code`)
    let rows = 0
    let batch: { table: (typeof TABLES)[number]; rows: string[] } = { table: TABLES[0], rows: [] }
    const flush = async () => {
      if (batch.rows.length > 0)
        await tx.query(
          `INSERT INTO ${batch.table} SELECT r.* FROM unnest($1::text[]) AS line (text)
           CROSS JOIN LATERAL json_populate_record(NULL::${batch.table}, line.text::json) AS r`,
          [batch.rows],
        )
      rows += batch.rows.length
    }
    for await (const { table, row } of rowsOf(file)) {
      if (table !== batch.table || batch.rows.length >= ROWS_AT_A_TIME) {
        await flush()
        batch = { table, rows: [] }
      }
      batch.rows.push(row)
    }
    await flush()
    await buryAgain(tx)
    await revokeAgain(tx)
    const { rows: fairs } = await tx.query<FairRow>('SELECT * FROM fair ORDER BY fair')
    const anew = fairs.map((fair) => renewed(fair, { log: ports.newUuid(), chain: ports.newUuid() }, ports.now()))
    for (const fair of anew) putHead(tx, fair)
    // Sessions and connections are of another time.
    await tx.query('UPDATE station SET session = NULL, session_at = NULL, live_at = NULL')
    return { rows, fairs: anew.map(({ fair, log, head }) => ({ fair, log, head })) }
  })
}

/** Who was forgotten before the restore is forgotten after it. */
async function buryAgain(tx: Tx): Promise<void> {
  await tx.query(`
    WITH gone AS (
      SELECT b.*, f.people_head + row_number() OVER (PARTITION BY b.fair ORDER BY b.seq) AS place
      FROM buried b JOIN fair f USING (fair)
      LEFT JOIN people p ON p.fair = b.fair AND p.visitor = b.visitor AND p.grp = b.grp
      WHERE p.visitor IS NULL OR p.sealed IS NOT NULL)
    INSERT INTO people (fair, visitor, grp, version, sealed, phone, email, keep, seq)
    SELECT fair, visitor, grp, 0, NULL, NULL, NULL, keep, place FROM gone
    ON CONFLICT (fair, visitor, grp) DO UPDATE SET version = 0, sealed = NULL, phone = NULL, email = NULL,
      keep = excluded.keep, seq = excluded.seq`)
  await tx.query(
    'UPDATE fair f SET people_head = greatest(people_head, coalesce((SELECT max(seq) FROM people p WHERE p.fair = f.fair), 0))',
  )
}

/**
 * A token that was taken away before the restore opens nothing after it. Of two rows of a station that with the later
 * word, of its enrolment or its revocation, stands. One that the backup does not know is put back when it was revoked:
 * it hears 410 and wipes, where an unknown token would let it keep everything. It keeps its number, too.
 */
async function revokeAgain(tx: Tx): Promise<void> {
  await tx.query(`
    UPDATE station s SET roles = k.roles, public_key = k.public_key, token_hash = k.token_hash,
      enrolled_at = k.enrolled_at, revoked_at = k.revoked_at,
      wiped_at = k.wiped_at, wiped_order = k.wiped_order, wiped_signature = k.wiped_signature
    FROM seated k
    WHERE k.fair = s.fair AND k.station = s.station
      AND (greatest(k.enrolled_at, k.revoked_at) > greatest(s.enrolled_at, s.revoked_at)
        OR (k.revoked_at = s.revoked_at AND k.wiped_at IS NOT NULL))`)
  await tx.query(`
    INSERT INTO station SELECT k.* FROM seated k JOIN fair USING (fair)
    WHERE k.revoked_at IS NOT NULL ORDER BY k.number
    ON CONFLICT DO NOTHING`)
  // What they might still admit stays free.
  await tx.query(`
    DELETE FROM place_lease l USING station s
    WHERE s.fair = l.fair AND s.station = l.station AND s.revoked_at IS NOT NULL`)
}

/** Reads the whole file once before anything is touched: head, every line, and its end. */
async function checkBackup(file: string): Promise<void> {
  try {
    await access(file, constants.R_OK)
    if ((await stat(file)).isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' })
  } catch (thrown) {
    throw fileTrouble(file, thrown)
  }
  const rows = rowsOf(file)
  while ((await rows.next()).done !== true);
}

async function* rowsOf(file: string): AsyncGenerator<z.output<typeof Row>> {
  const bad = (why: string) => new HubProblem('bad_backup', `${file} is no whole backup of a hub: ${why}`, { file })
  const hash = createHash('sha256')
  let rows = 0
  let isHead = true
  let end: z.output<typeof End> | null = null
  try {
    const plain = createGunzip()
    // A disk that fails in the midst of it is heard of here too: `pipe` hands no error on.
    createReadStream(file)
      .on('error', (error) => plain.destroy(error))
      .pipe(plain)
    const lines = createInterface({ input: plain, crlfDelay: Infinity })
    for await (const line of lines) {
      if (end !== null) throw bad('something stands after its end')
      const json: unknown = JSON.parse(line)
      if (isHead) {
        const head = Head.safeParse(json)
        if (!head.success) throw bad('its head is not ours')
        if (!READABLE.includes(head.data.schema))
          throw bad(`it has schema ${head.data.schema}, this hub ${MIGRATIONS.at(-1)?.version}`)
        isHead = false
      } else {
        const row = Row.safeParse(json)
        if (row.success) {
          rows += 1
          yield row.data
        } else {
          const last = End.safeParse(json)
          if (!last.success) throw bad('a line is damaged')
          end = last.data
          continue
        }
      }
      hash.update(`${line}\n`)
    }
  } catch (thrown) {
    if (thrown instanceof HubProblem) throw thrown
    throw bad((thrown as NodeJS.ErrnoException).code ?? 'it cannot be read')
  }
  if (end === null || end.rows !== rows || end.sha256 !== hash.digest('hex')) throw bad('it was cut off or changed')
}
