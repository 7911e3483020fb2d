import type { Failure } from '../app/failures'
import type { FigureAnswers, FigureOrder, FigureQuestion, FigureReply } from './messages'

/** The process that counts, as its owner sees it. */
export interface FigureProcess {
  send(order: FigureOrder): void
  onReply(listener: (reply: FigureReply) => void): void
  onEnd(listener: () => void): void
  stop(): void
}

/** Unasked for so long, ms, the process is let go: its memory is the machine's. */
const IDLE_MS = 30_000

/** The process could not count; what happened, in one of our words. */
export class CountingFailed extends Error {
  constructor(readonly failure: Failure) {
    super(`counting failed: ${failure.code}`)
  }
}

interface Asked {
  readonly resolve: (answer: FigureAnswers[FigureQuestion['what']] | null) => void
  readonly reject: (failed: CountingFailed) => void
}

/** Figures for the windows, counted elsewhere: the process starts at the first question and goes when nobody asks. */
export class LiveFigures {
  #process: FigureProcess | null = null
  #n = 0
  #idle: NodeJS.Timeout | null = null
  readonly #asked = new Map<number, Asked>()

  constructor(private readonly start: () => FigureProcess) {}

  /**
   * Null: the folder has no fair.
   * @throws CountingFailed
   */
  ask<Q extends FigureQuestion>(question: Q): Promise<FigureAnswers[Q['what']] | null> {
    const process = (this.#process ??= this.#started())
    if (this.#idle !== null) clearTimeout(this.#idle)
    this.#idle = setTimeout(() => this.stop(), IDLE_MS)
    this.#idle.unref()
    const n = (this.#n += 1)
    return new Promise<FigureAnswers[FigureQuestion['what']] | null>((resolve, reject) => {
      this.#asked.set(n, { resolve, reject })
      process.send({ n, question })
      // The answer to a question is of its kind.
    }) as Promise<FigureAnswers[Q['what']] | null>
  }

  stop(): void {
    if (this.#idle !== null) clearTimeout(this.#idle)
    this.#idle = null
    this.#process?.stop()
    this.#gone('the counting was ended')
  }

  #started(): FigureProcess {
    const process = this.start()
    process.onReply((reply) => this.#take(reply))
    process.onEnd(() => {
      if (this.#process === process) this.#gone('the counting process ended')
    })
    return process
  }

  #take(reply: FigureReply): void {
    const asked = this.#asked.get(reply.n)
    this.#asked.delete(reply.n)
    if (reply.say === 'answer') asked?.resolve(reply.answer)
    else if (reply.say === 'no_fair') asked?.resolve(null)
    else asked?.reject(new CountingFailed(reply.failure))
  }

  /** Whoever waits is told; the next question starts a new process. */
  #gone(reason: string): void {
    this.#process = null
    const waiting = [...this.#asked.values()]
    this.#asked.clear()
    for (const { reject } of waiting) reject(new CountingFailed({ code: 'internal', detail: { reason } }))
  }
}
