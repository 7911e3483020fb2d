import type { PrintTrouble } from '../../core/events/queue'
import { err, ok, type Result } from '../../core/result/result'
import type { Channel } from './channel'
import { ASK, CLEAR, ReplyReader, troubleIn, type Reply } from './escpos-status'
import type { Printer } from './printer'

/** Opens the line to the printer; a trouble when there is none. */
export type OpenChannel = (signal: AbortSignal) => Promise<Result<Channel, PrintTrouble>>

/** How long to wait for what, ms. */
export interface PrinterTiming {
  /** The answer to a question that is answered at once. */
  readonly answer: number
  /** From the end of a job until the printer says it is out: a slip takes about two seconds. */
  readonly printing: number
  /** The same for a printer that has shown that it never says so. */
  readonly printingUnsaid: number
  /** Between two looks at a printer that is printing. */
  readonly betweenLooks: number
}

const TIMING: PrinterTiming = { answer: 800, printing: 12_000, printingUnsaid: 4_000, betweenLooks: 500 }

/**
 * Sends jobs over a line and asks the printer what became of them. Before each job it asks how the printer is and sends
 * nothing to one in trouble; after each it waits for the printer's own word that all of it is out. A job that ended
 * otherwise is cleared from the printer's buffers at once, and again before the next one: a refilled printer must not
 * go on with a slip whose number may be void by then.
 */
export function escposPrinter(open: OpenChannel, timing: PrinterTiming = TIMING): Printer {
  let trouble: PrintTrouble | null = null
  // What an earlier run of the app left in the printer is not known.
  let mayHoldRest = true
  let saysWhenPrinted = true

  const withChannel = async <T>(
    signal: AbortSignal,
    use: (talk: Talk) => Promise<Result<T, PrintTrouble>>,
  ): Promise<Result<T, PrintTrouble>> => {
    const opened = await open(signal)
    if (!opened.ok) {
      trouble = opened.code
      return opened
    }
    try {
      const used = await use(new Talk(opened.value, timing, signal))
      trouble = used.ok || used.code === 'unconfirmed' ? null : used.code
      return used
    } finally {
      await opened.value.close()
    }
  }

  return {
    state: () => trouble,
    look: async (signal) => {
      const looked = await withChannel(signal, async (talk) => {
        const found = await talk.look()
        return found === null || found === 'silent' ? ok(null) : err(found)
      })
      return looked.ok ? null : looked.code
    },
    send: (job, signal) =>
      withChannel<'confirmed' | 'sent'>(signal, async (talk) => {
        const before = await talk.look()
        if (before !== null && before !== 'silent') return err(before)
        if (signal.aborted) return err('unconfirmed')
        if (mayHoldRest) await talk.clear(before !== 'silent')
        mayHoldRest = true
        const { printing, printingUnsaid } = timing
        const outcome = await talk.print(job, before === 'silent', saysWhenPrinted ? printing : printingUnsaid)
        saysWhenPrinted = talk.hasSaidPrinted
        if (outcome.ok) mayHoldRest = false
        else await talk.clear(false)
        return outcome
      }),
  }
}

/** One conversation with a printer. */
class Talk {
  private readonly replies = new ReplyReader()
  /** What it said when the job was out; it may say so while it is asked something else. */
  private printed: Extract<Reply, { kind: 'printed' }> | null = null

  constructor(
    private readonly channel: Channel,
    private readonly timing: PrinterTiming,
    private readonly signal: AbortSignal,
  ) {}

  get hasSaidPrinted(): boolean {
    return this.printed !== null
  }

  /** How the printer is; null: well. `silent`: it does not answer. */
  async look(): Promise<PrintTrouble | null | 'silent'> {
    const printer = await this.ask(ASK.printer)
    if (printer === null) return 'silent'
    const cause = await this.ask(ASK.cause)
    const paper = await this.ask(ASK.paper)
    return troubleIn(printer, cause ?? 0, paper ?? 0)
  }

  /** Empties the printer's buffers; waits for its word only where it gives any. */
  async clear(isAnswering: boolean): Promise<void> {
    const isWritten = await this.channel.write(CLEAR, NEVER)
    if (isWritten && isAnswering) await this.hear((reply) => reply.kind === 'cleared', this.timing.answer)
  }

  /** Sends a job and waits up to `patience` for the printer's word that it is out, looking at it now and then. */
  async print(
    job: Uint8Array,
    isSilent: boolean,
    patience: number,
  ): Promise<Result<'confirmed' | 'sent', PrintTrouble>> {
    if (!(await this.channel.write(job, this.signal)) || !(await this.channel.write(ASK.whenPrinted, this.signal))) {
      if (this.signal.aborted) return err('unconfirmed')
      const why = await this.look()
      return err(why === null || why === 'silent' ? 'offline' : why)
    }
    const until = performance.now() + patience
    let last: PrintTrouble | null | 'silent' = isSilent ? 'silent' : null
    do {
      await this.hear(() => this.printed !== null, isSilent ? this.timing.answer : this.timing.betweenLooks)
      if (this.printed !== null) return this.printed.isPaperOut ? err('paper_out') : ok('confirmed')
      if (this.signal.aborted) return err('unconfirmed')
      // Some answer this question only; of one that answers none there is nothing more to learn.
      if (isSilent) return ok('sent')
      last = await this.look()
      if (last !== null && last !== 'silent') return err(last)
    } while (performance.now() < until)
    // It took the job and was well to the end: it just does not know the question.
    return last === null ? ok('confirmed') : err('offline')
  }

  private async ask(question: Uint8Array): Promise<number | null> {
    if (!(await this.channel.write(question, this.signal))) return null
    const reply = await this.hear(({ kind }) => kind === 'status', this.timing.answer)
    return reply?.kind === 'status' ? reply.bits : null
  }

  /** The next answer that is wanted; others are heard too. */
  private async hear(isWanted: (reply: Reply) => boolean, withinMs: number): Promise<Reply | null> {
    const until = performance.now() + withinMs
    for (;;) {
      const left = until - performance.now()
      const byte = left <= 0 || this.signal.aborted ? null : await this.channel.next(left)
      if (byte === null) return null
      const reply = this.replies.read(byte)
      if (reply?.kind === 'printed') this.printed = reply
      if (reply !== null && isWanted(reply)) return reply
    }
  }
}

const NEVER = new AbortController().signal
