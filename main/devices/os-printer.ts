import { execFile, spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { PrintTrouble } from '../../core/events/queue'
import { err, ok } from '../../core/result/result'
import type { Printer } from './printer'

/** Commands of the system's spooler (CUPS). */
export interface Spooler {
  readonly lp: string
  readonly lpstat: string
  readonly cancel: string
}

const CUPS: Spooler = { lp: 'lp', lpstat: 'lpstat', cancel: 'cancel' }

/** How long to wait for what, ms. */
export interface SpoolTiming {
  /** Between two looks at the spooler's list. */
  readonly look: number
  /** A slip that the spooler still has after this is taken back. */
  readonly spool: number
}

const TIMING: SpoolTiming = { look: 500, spool: 15_000 }
const COMMAND_MS = 5_000

/**
 * A printer that the system knows, given raw bytes through its spooler (Linux, macOS). The spooler's "done" is all the
 * word there is, so it counts as confirmed: paper that ran out is seen only when the spooler sees it. Windows has no
 * such command: every job is refused there, and the printer is reached over the network or by its path instead.
 */
export function osPrinter(name: string, spooler: Spooler = CUPS, timing: SpoolTiming = TIMING): Printer {
  let trouble: PrintTrouble | null = null
  const noted = (found: PrintTrouble) => {
    trouble = found
    return err(found)
  }
  return {
    state: () => trouble,
    look: async () => {
      const said = await run(spooler.lpstat, ['-p', name])
      trouble = said === null ? 'other' : /\bdisabled\b/.test(said) ? 'offline' : null
      return trouble
    },
    send: async (job, signal) => {
      if (signal.aborted) return err('unconfirmed')
      const request = await submit(spooler, name, job)
      if (request === null) return noted('other')
      const until = performance.now() + timing.spool
      for (;;) {
        const waiting = await run(spooler.lpstat, ['-W', 'not-completed', '-o', name])
        if (waiting === null) {
          trouble = null
          return ok('sent')
        }
        if (!waiting.split(/\s+/).includes(request)) {
          trouble = null
          return ok('confirmed')
        }
        if (signal.aborted || performance.now() > until) {
          await run(spooler.cancel, [request])
          return signal.aborted ? err('unconfirmed') : noted('offline')
        }
        await pause(timing.look)
      }
    },
  }
}

/** Names of the printers the system knows; none where it cannot be asked. */
export async function osPrinterNames(spooler: Spooler = CUPS): Promise<readonly string[]> {
  const said = await run(spooler.lpstat, ['-e'])
  return said === null
    ? []
    : said
        .split('\n')
        .map((row) => row.trim())
        .filter((row) => row !== '')
}

/** The spooler's name for the job (`POS-58-17`); null: it did not take it. */
function submit(spooler: Spooler, name: string, job: Uint8Array): Promise<string | null> {
  return new Promise((resolve) => {
    const lp = spawn(spooler.lp, ['-d', name, '-o', 'raw'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: COMMAND_MS,
      env: PLAIN_WORDS,
    })
    let said = ''
    lp.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
    lp.on('error', () => resolve(null))
    // It may end before it has read everything, as when it does not know the printer; its exit code says so.
    lp.stdin.on('error', () => undefined)
    lp.on('close', (code) => resolve(code === 0 ? (/request id is (\S+)/.exec(said)?.[1] ?? null) : null))
    lp.stdin.end(job)
  })
}

async function run(command: string, args: readonly string[]): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)(command, args, { timeout: COMMAND_MS, env: PLAIN_WORDS })
    return stdout
  } catch {
    return null // no such command, or it refused; the caller has the word for it
  }
}

/** Its words are read, so they must be English. */
const PLAIN_WORDS = { ...process.env, LC_ALL: 'C' }
