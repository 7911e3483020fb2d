import { scanOf, type Scanner, type ScannerEvents } from './scanner'
import {
  IDLE,
  SURE,
  step,
  waitOf,
  type WedgeInput,
  type WedgePlace,
  type WedgeState,
  type WedgeStep,
} from './wedge-core'
import { keepEarlyKeys, takeEarlyKeys } from './wedge-early'
import { wedgeInput, type KeyLike } from './wedge-keys'
import { documentPage, type WedgePage } from './wedge-page'

/** Timers and the time of day of the events: milliseconds on the clock of `event.timeStamp`. */
export type WedgeClock = {
  now: () => number
  setTimeout: (run: () => void, milliseconds: number) => unknown
  clearTimeout: (timer: unknown) => void
}

/** What the hand scanner works with; the page's parts have the real thing as default. */
export type WedgeOptions = ScannerEvents & {
  place: WedgePlace
  /**
   * Resolves when the process that every key comes through has worked off what came before. While it is busy, keys
   * wait there that belong to the burst, and no clock of the page can tell.
   */
  settled: () => Promise<unknown>
  /** Keys were typed that no text field got and that make no scan: part of a code that went astray. */
  onStray?: () => void
  target?: EventTarget
  clock?: WedgeClock
  page?: WedgePage
}

/** A timer this late (milliseconds) tells of a busy page: keys may be waiting that belong to the burst. */
const LATE_MS = 20
/** How long keys may still be on their way to the page, once the process before it has answered. */
const ON_THE_WAY_MS = 25

/** Before every listener of the page. */
const CAPTURE = { capture: true }

/**
 * A hand scanner in keyboard-wedge mode, wherever the focus is. The rules are in wedge-core; this class catches the
 * keys before anybody else does, holds them, and keeps the time.
 *
 * What the scanner must be set to: no Enter, Tab or Space *before* the code (they would press the focused button);
 * after it Enter, Tab or nothing. Two codes need an end mark or more than 100 ms between them (on a public screen half
 * a second, unless they are codes of ours).
 */
export class WedgeScanner implements Scanner {
  readonly #options: WedgeOptions
  readonly #target: EventTarget
  readonly #clock: WedgeClock
  readonly #page: WedgePage
  #state: WedgeState = IDLE
  #held: Event[] = []
  #withheld = new Set<string>()
  #timer: unknown
  #running = false
  #replaying = false
  /** When the last key was handled here, by the page's clock. */
  #handledAt = -Infinity

  constructor(options: WedgeOptions) {
    this.#options = options
    this.#target = options.target ?? window
    this.#clock = options.clock ?? browserClock
    this.#page = options.page ?? documentPage
  }

  start(): void {
    if (this.#running) return
    this.#running = true
    this.#target.addEventListener('keydown', this.#onKeyDown, CAPTURE)
    this.#target.addEventListener('keyup', this.#onKeyUp, CAPTURE)
    const early = takeEarlyKeys(this.#target, this.#clock.now())
    // A code that began before the screen was there goes on here; the page has done with these keys.
    if (this.#options.place === 'public') for (const input of early) this.#report(this.#step(input))
    this.#keepTime()
    this.#options.onState?.('running')
  }

  stop(): Promise<void> {
    if (!this.#running) return Promise.resolve()
    this.#running = false
    this.#target.removeEventListener('keydown', this.#onKeyDown, CAPTURE)
    this.#target.removeEventListener('keyup', this.#onKeyUp, CAPTURE)
    this.#stopTimer()
    this.#state = IDLE
    this.#held = []
    this.#withheld.clear()
    if (this.#options.place === 'public') keepEarlyKeys(this.#target, this.#page)
    this.#options.onState?.('stopped')
    return Promise.resolve()
  }

  readonly #onKeyDown = (event: Event): void => {
    if (this.#replaying) return
    const key = event as Event & KeyLike
    this.#handledAt = this.#clock.now()
    const done = this.#step(wedgeInput(key, this.#page.inField(event)))
    if (done.key !== 'pass') {
      // A key-up without its key-down confuses a page (a button let go that was never pressed): withhold both.
      this.#withheld.add(key.code || key.key)
      withhold(event)
    } else this.#withheld.delete(key.code || key.key)
    // Past SURE characters a burst is a scan, so the events of a long one need not be kept.
    if (done.key === 'hold' && this.#held.length < SURE) this.#held.push(event)
    this.#keepTime()
    this.#report(done)
  }

  readonly #onKeyUp = (event: Event): void => {
    if (this.#replaying) return
    const key = event as Event & KeyLike
    if (this.#withheld.delete(key.code || key.key)) withhold(event)
  }

  #step(input: WedgeInput): WedgeStep {
    const done = step(this.#state, input, this.#options.place)
    this.#state = done.state
    if (done.held !== 'keep') {
      const held = this.#held
      this.#held = []
      if (done.held === 'replay') this.#replay(held)
    }
    return done
  }

  #replay(events: Event[]): void {
    this.#replaying = true
    try {
      for (const event of events) this.#page.replay(event)
    } finally {
      this.#replaying = false
    }
  }

  /** One timer runs while a burst does; it looks at the clock when it fires, so a key costs no new timer. */
  #keepTime(): void {
    if (this.#state.length === 0) this.#stopTimer()
    else if (this.#timer === undefined) this.#arm(this.#rest())
  }

  /**
   * How much of the silence is missing that ends this burst. A key that came late has others behind it that are as late:
   * the silence begins when it was handled.
   */
  #rest(): number {
    const lastAt = Math.max(this.#state.lastAt, this.#handledAt)
    return lastAt + waitOf(this.#state, this.#options.place) + 1 - this.#clock.now()
  }

  /** Ends the burst after its silence; `sure`: the burst for which nothing more can come. */
  #arm(milliseconds: number, sure?: WedgeState): void {
    const due = this.#clock.now() + milliseconds
    this.#timer = this.#clock.setTimeout(() => {
      const rest = this.#rest()
      if (rest > 0) return this.#arm(rest)
      if (this.#clock.now() - due > LATE_MS) return this.#arm(LATE_MS / 2)
      if (sure !== this.#state) return void this.#settle()
      this.#timer = undefined
      const done = this.#step({ kind: 'time', at: this.#clock.now() })
      this.#keepTime()
      this.#report(done)
    }, milliseconds)
  }

  /** Silence may only be how it looks from here: keys may be waiting in the process before the page. */
  async #settle(): Promise<void> {
    const asked = this.#timer
    const state = this.#state
    await this.#options.settled()
    // Ended meanwhile, by a key or for good: its timer is no more.
    if (asked === this.#timer) this.#arm(ON_THE_WAY_MS, state)
  }

  #stopTimer(): void {
    if (this.#timer !== undefined) this.#clock.clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #report({ scan, stray }: WedgeStep): void {
    if (scan !== undefined) this.#options.onScan(scanOf(scan.text, 'wedge', scan.length))
    if (stray === true) this.#options.onStray?.()
  }
}

function withhold(event: Event): void {
  event.preventDefault()
  event.stopImmediatePropagation()
}

const browserClock: WedgeClock = {
  now: () => performance.now(),
  setTimeout: (run, milliseconds) => window.setTimeout(run, milliseconds),
  clearTimeout: (timer) => window.clearTimeout(timer as number),
}
