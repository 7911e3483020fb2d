import { Pool, types, type PoolClient } from 'pg'
import { HubProblem } from '../problem'
import type { Say } from '../say'
import { causeOf } from '../say'
import { migrate } from './migrate'

// Sequences and times stay far below 2^53: numbers, not text.
types.setTypeParser(types.builtins.INT8, Number)

/** A query in a transaction, or beside one. */
export type Queries = Pick<PoolClient, 'query'>

/** A transaction. Statements take effect in the order in which they were asked for, whether or not one was waited for. */
export interface Tx extends Queries {
  /**
   * A write that nobody waits for: it leaves with what follows it, so it costs no way to the database and back of its own.
   * Should it fail, the transaction does.
   */
  send(text: string, values: unknown[]): void
}

export interface Database {
  readonly url: string
  /** Reads and single writes. */
  readonly query: Pool['query']
  /** All or nothing; rolled back when `work` throws. */
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

const CONNECTIONS = 16

/** Opens the database and brings its schema up to date. */
export async function openDatabase(url: string, say: Say): Promise<Database> {
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: 10_000,
    application_name: 'pendopo hub',
    // Statements leave when they are asked for, not when the one before them was answered.
    pipeline: true,
    // Nothing here takes long; who hangs must not hold the head of a fair, nor may a plan be compiled for longer than
    // it runs.
    options: '-c statement_timeout=60000 -c idle_in_transaction_session_timeout=30000 -c lock_timeout=20000 -c jit=off',
  })
  // A connection that dies while idle is replaced; whoever asks next gets a new one.
  pool.on('error', (error) => say('warn', 'database_connection_lost', causeOf(error)))
  try {
    const client = await pool.connect()
    try {
      await migrate(client)
    } finally {
      client.release()
    }
  } catch (thrown) {
    await pool.end()
    if (thrown instanceof HubProblem) throw thrown
    // Not the address itself: it holds a password.
    const cause = String(causeOf(thrown)['code'] ?? 'unknown')
    throw new HubProblem(
      'database_unreachable',
      `the database cannot be reached or used (${cause}): check DATABASE_URL, and whether the server runs`,
      { cause },
    )
  }
  return {
    url,
    query: prepared(pool),
    transact: (work) => transact(pool, work),
    close: () => pool.end(),
  }
}

/** Each statement of ours under a name of its own, so that every connection plans it once and not at every call. */
const names = new Map<string, string>()
function nameOf(text: string): string {
  const name = names.get(text) ?? `s${names.size + 1}`
  names.set(text, name)
  return name
}

/** Queries with values are prepared; what has none is a command, or goes through a cursor. */
function prepared(on: Pick<PoolClient, 'query'>): Tx['query'] {
  const query = (text: string, values?: unknown[]) =>
    values === undefined ? on.query(text) : on.query({ name: nameOf(text), text, values })
  return query as Tx['query']
}

async function transact<T>(pool: Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  // A connection that dies meanwhile says so by an event as well as by its query.
  const die = (error: Error) => {
    broken = error
  }
  client.on('error', die)
  const { query, firstFailure } = watched(prepared(client))
  try {
    await client.query('BEGIN')
    const result = await work({ query, send: (text, values) => void query(text, values) })
    const { command } = await client.query('COMMIT')
    // After a statement that failed it is a rollback, and says so without an error.
    if (command !== 'COMMIT') throw new Error('the transaction was not committed')
    return result
  } catch (thrown) {
    await client.query('ROLLBACK').catch((error: Error) => {
      broken = error
    })
    throw firstFailure() ?? thrown
  } finally {
    client.off('error', die)
    client.release(broken)
  }
}

/**
 * The same queries, remembering which failed first: that one says what is wrong, those behind it only that something is.
 * Nobody need wait for one, since the end of its transaction asks.
 */
function watched(ask: Tx['query']): { readonly query: Tx['query']; readonly firstFailure: () => unknown } {
  let failure: unknown
  const query = (text: string, values?: unknown[]) => {
    const answer = ask(text, values)
    answer.catch((thrown: unknown) => {
      failure ??= thrown
    })
    return answer
  }
  return { query: query as Tx['query'], firstFailure: () => failure }
}

/** Did the database go away, rather than refuse? Then nothing was decided, and the asker may try again. */
export function isAway(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false
  const code = 'code' in thrown ? String(thrown.code) : ''
  // Classes 08 (connection), 57 (shutdown, cancelled), 53 (no resources), 55P03 (lock timeout), 40 (serialisation).
  if (/^(08|57|53|40)|^55P03$|^25P03$|^ECONN|^EPIPE|^ETIMEDOUT/.test(code)) return true
  return /Connection terminated|timeout exceeded when trying to connect|not queryable/.test(thrown.message)
}
