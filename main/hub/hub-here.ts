import type { HubHereView } from '../../core/contract/stations'
import type { Detail } from '../../core/result/result'

/** The hub's program as a process of its own: what it says line by line, and its end. */
export interface HubProcess {
  onOut(listener: (line: string) => void): void
  onErr(listener: (line: string) => void): void
  onEnd(listener: (code: number) => void): void
  /** Asks it to finish what is under way and to end. */
  stop(): void
  /** Ends it at once. */
  kill(): void
}

/** Where the hub listens. */
export interface HubPlace {
  readonly host: string
  readonly port: number
}

export interface HubHereParts {
  readonly start: (args: readonly string[]) => HubProcess
  /** The hub's folder. */
  readonly data: () => string
  /** Its state moved. */
  readonly changed: () => void
  /** Each structured line that it says. */
  readonly log: (line: string) => void
}

/** So long a stopping hub may take; its database closes in good order meanwhile, ms. */
const STOP_MS = 20_000

/** Stations that wait try again within half a minute; after this without a word the disk has room again, ms. */
const FULL_MS = 60_000

/** Why it did not start, or ended, or cannot take anything. */
interface Problem {
  readonly code: string
  readonly detail: Detail
}

/**
 * "This computer is the hub": runs the hub's program beside the app. It is the same program as `npm run hub`, in a
 * process of its own, so that its work never holds up a window, and a window's crash never the hub.
 */
export class HubHere {
  private state: HubHereView['state'] = 'off'
  private url: string | null = null
  private problem: Problem | null = null
  private process: HubProcess | null = null
  private ended: Promise<void> = Promise.resolve()
  private fullFor: NodeJS.Timeout | undefined

  constructor(private readonly parts: HubHereParts) {}

  /** Is its process there? */
  get isAlive(): boolean {
    return this.process !== null
  }

  view(): Pick<HubHereView, 'state' | 'url' | 'problem'> {
    const { state, url, problem } = this
    return { state, url, problem: problem?.code ?? null }
  }

  /** Starts it and waits until it serves. Its address, or why it does not. A hub that serves already is left alone. */
  async start({ host, port }: HubPlace): Promise<{ readonly url: string } | Problem> {
    if (this.state === 'running' && this.url !== null) return { url: this.url }
    if (this.state !== 'off' && this.state !== 'failed') return { code: 'busy', detail: {} }
    this.move('starting', { url: null, problem: null })
    const args = ['--data', this.parts.data(), '--host', host, '--port', String(port)]
    const started = this.parts.start(args)
    this.process = started
    let said: Problem | null = null
    started.onErr((line) => {
      this.parts.log(line)
      said = problemOf(line) ?? said
      if (this.state === 'running' && factsOf(line)?.['what'] === DISK_FULL) this.full()
    })
    let isOver = false
    const ending = new Promise<void>((done) => {
      started.onEnd((code) => {
        isOver = true
        this.process = null
        const isWanted = this.state === 'stopping'
        const problem = isWanted ? null : (said ?? { code: 'ended', detail: { exit: code } })
        this.move(problem === null ? 'off' : 'failed', { url: null, problem })
        done()
      })
    })
    this.ended = ending
    const serving = new Promise<string>((serves) => started.onOut(serves))
    const url = await Promise.race([serving, ending.then(() => null)])
    if (url === null || isOver) return this.problem ?? { code: 'ended', detail: {} }
    this.move('running', { url: url.trim(), problem: null })
    return { url: url.trim() }
  }

  /** Ends it in good order; one that hangs is ended all the same. Resolves when its process is gone. */
  async stop(): Promise<void> {
    const { process } = this
    if (process === null) return this.ended
    this.move('stopping', { url: this.url, problem: null })
    process.stop()
    const late = setTimeout(() => process.kill(), STOP_MS)
    await this.ended
    clearTimeout(late)
  }

  /** Its database can write nothing: told as long as it says so. It runs, and goes on by itself once there is room. */
  private full(): void {
    clearTimeout(this.fullFor)
    this.fullFor = setTimeout(() => {
      if (this.state === 'running') this.move('running', { url: this.url, problem: null })
    }, FULL_MS)
    this.fullFor.unref()
    if (this.problem?.code !== DISK_FULL)
      this.move('running', { url: this.url, problem: { code: DISK_FULL, detail: {} } })
  }

  private move(state: HubHereView['state'], more: { url: string | null; problem: Problem | null }): void {
    this.state = state
    this.url = more.url
    this.problem = more.problem
    this.parts.changed()
  }
}

/** The hub's word for a full disk (hub/http/server.ts). */
const DISK_FULL = 'disk_full'

/** A line in which the hub names what stands in its way; null: another one. */
function problemOf(line: string): Problem | null {
  const { what, code, message, time: _time, level: _level, ...facts } = factsOf(line) ?? {}
  if (what !== 'problem' && what !== 'failed') return null
  return { code: typeof code === 'string' ? code : 'failed', detail: { ...facts, message: message ?? '' } }
}

function factsOf(line: string): Record<string, string | number> | null {
  try {
    return JSON.parse(line) as Record<string, string | number>
  } catch {
    return null // not one of its lines
  }
}
