import { FAMILIES, GENESIS_HASH, type Family, type LogEvent } from '../../core/events/envelope'
import { integrityProblems, type Database } from '../connection'
import { sha256 } from './event-log'

export type LogProblem =
  /** The file itself is damaged (SQLite's own check); `detail` is its words. */
  | { readonly what: 'file'; readonly detail: string }
  /** A row's text is not what its hash says. */
  | { readonly what: 'text_changed'; readonly seq: number; readonly event: string }
  /** A row's columns are not what its text says. */
  | { readonly what: 'columns_differ'; readonly seq: number; readonly event: string }
  /** An event does not follow the one before it in its chain. */
  | { readonly what: 'chain_broken'; readonly seq: number; readonly event: string }
  /** Events of a chain are missing: from its beginning, between two, or at this station's own end. */
  | { readonly what: 'gap'; readonly chain: string; readonly after: number; readonly before: number }

export interface Verification {
  readonly events: number
  readonly chains: number
  readonly problems: readonly LogProblem[]
}

interface Row {
  seq: number
  event_id: string
  chain: string
  station_seq: number
  stream: string
  type: string
  text: string
  hash: Buffer
  hub_seq: number | null
}

/** Problems listed at most; more would help nobody. */
const MOST = 100

/**
 * Checks the whole log: the file, each text against its hash, each chain link and each chain's numbers. A place that is
 * empty is no gap when what belongs there was refused or kept aside (the link goes through its hash), nor in another
 * station's chain where this one does not get every family, nor before an answer of the hub that came ahead of the log.
 */
export function verifyLog(
  db: Database,
  onProgress: (done: number, total: number) => void = () => undefined,
): Verification {
  const problems: LogProblem[] = []
  try {
    for (const detail of integrityProblems(db, 'integrity_check')) problems.push({ what: 'file', detail })
    return verifyRows(db, problems, onProgress)
  } catch (thrown) {
    // Pages so damaged that the rows behind them cannot be read: that is an answer, not a failure.
    if (!(thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('SQLITE_CORRUPT'))) throw thrown
    return { events: 0, chains: 0, problems: [...problems, { what: 'file', detail: thrown.message }] }
  }
}

function verifyRows(
  db: Database,
  problems: LogProblem[],
  onProgress: (done: number, total: number) => void,
): Verification {
  const total = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM event_log').get()?.n ?? 0
  const rows = db.prepare<[], Row>(
    'SELECT seq, event_id, chain, station_seq, stream, type, text, hash, hub_seq FROM event_log ORDER BY chain, station_seq',
  )
  const explain = explainer(db)
  let chain = ''
  let chains = 0
  let last = 0
  let lastHash = GENESIS_HASH
  let done = 0
  for (const row of rows.iterate()) {
    if (problems.length >= MOST) break
    if (row.chain !== chain) {
      chain = row.chain
      chains += 1
      last = 0
      lastHash = GENESIS_HASH
    }
    const at = { seq: row.seq, event: row.event_id }
    const event = readText(row.text)
    if (event === null || !sha256(row.text).equals(row.hash)) problems.push({ what: 'text_changed', ...at })
    else if (
      event.id !== row.event_id ||
      event.chain !== row.chain ||
      event.stationSeq !== row.station_seq ||
      event.stream !== row.stream ||
      event.type !== row.type
    ) {
      problems.push({ what: 'columns_differ', ...at })
    }
    const link = row.station_seq === last + 1 ? [lastHash] : explain(last, row)
    if (link === 'gap') problems.push({ what: 'gap', chain, after: last, before: row.station_seq })
    else if (link !== 'not_ours' && event !== null && !link.includes(event.prevHash))
      problems.push({ what: 'chain_broken', ...at })
    last = row.station_seq
    lastHash = row.hash.toString('hex')
    done += 1
    if (done % 10_000 === 0) onProgress(done, total)
  }
  problems.push(...headProblems(db))
  return { events: total, chains, problems }
}

/**
 * Why places of a chain before a row are empty: the hashes (hex) that it may go on from; `not_ours`: nobody here can know
 * (yet); `gap`: something is missing.
 */
function explainer(db: Database): (after: number, row: Row) => readonly string[] | 'not_ours' | 'gap' {
  const aside = db.prepare<[string, number, number], { station_seq: number; hash: string }>(
    'SELECT station_seq, hash FROM quarantine WHERE chain = ? AND station_seq > ? AND station_seq < ?',
  )
  const sync = db
    .prepare<[], { families: string; cursor: number }>('SELECT families, cursor FROM sync_state WHERE id = 1')
    .get()
  const held = sync === undefined ? FAMILIES : (JSON.parse(sync.families) as Family[])
  const getsAll = FAMILIES.every((family) => held.includes(family))
  const own = db.prepare<[], { chain: string }>('SELECT chain FROM log_head WHERE id = 1').get()?.chain
  return (after, { chain, station_seq: before, hub_seq: hubSeq }) => {
    // What a claim is answered with is written at once; those before it are on their way, in the hub's order.
    const isAhead = sync !== undefined && hubSeq !== null && hubSeq > sync.cursor
    if ((!getsAll || isAhead) && chain !== own) return 'not_ours'
    const rows = aside.all(chain, after, before)
    const isFilled = new Set(rows.map((row) => row.station_seq)).size === before - after - 1
    return isFilled ? rows.filter((row) => row.station_seq === before - 1).map(({ hash }) => hash) : 'gap'
  }
}

/** The own chain must end where the head says: rows cut off at the end show nowhere else. */
function headProblems(db: Database): LogProblem[] {
  const head = db
    .prepare<[], { chain: string; station_seq: number; hash: Buffer }>(
      'SELECT chain, station_seq, hash FROM log_head WHERE id = 1',
    )
    .get()
  if (head === undefined) return [{ what: 'file', detail: 'the log has no head' }]
  if (head.station_seq === 0) return []
  const end = db
    .prepare<[string], { seq: number; event_id: string; station_seq: number; hash: Buffer }>(
      'SELECT seq, event_id, station_seq, hash FROM event_log WHERE chain = ? ORDER BY station_seq DESC LIMIT 1',
    )
    .get(head.chain)
  if (end === undefined || end.station_seq !== head.station_seq) {
    return [{ what: 'gap', chain: head.chain, after: end?.station_seq ?? 0, before: head.station_seq + 1 }]
  }
  return end.hash.equals(head.hash) ? [] : [{ what: 'chain_broken', seq: end.seq, event: end.event_id }]
}

function readText(text: string): LogEvent | null {
  try {
    return JSON.parse(text) as LogEvent
  } catch {
    return null // damaged; the caller names the row
  }
}
