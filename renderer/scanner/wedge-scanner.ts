import { scanOf, type Scanner, type ScannerEvents } from './scanner'
import { GAP_MS, IDLE, SURE, step, type WedgeInput, type WedgeState, type WedgeStep } from './wedge-core'
import { wedgeInput, type KeyLike } from './wedge-keys'
import { documentPage, type WedgePage } from './wedge-page'

/** Timers and the time of day of the events: milliseconds on the clock of `event.timeStamp`. */
export type WedgeClock = {
  now: () => number
  setTimeout: (run: () => void, milliseconds: number) => unknown
  clearTimeout: (timer: unknown) => void
}

/** What the hand scanner works with; all but the events have the real thing as default. */
export type WedgeOptions = ScannerEvents & { target?: EventTarget; clock?: WedgeClock; page?: WedgePage }

/** A timer this late (milliseconds) tells of a busy page: keys may be waiting that belong to the burst. */
const LATE_MS = 20

/** Before every listener of the page. */
const CAPTURE = { capture: true }

/**
 * A hand scanner in keyboard-wedge mode, wherever the focus is. The rules are in wedge-core; this class catches the
 * keys before anybody else does, holds them, and keeps the time.
 *
 * What the scanner must be set to: no Enter, Tab or Space *before* the code (they would press the focused button);
 * after it Enter, Tab or nothing. Two codes need an end mark or more than 100 ms between them.
 */
export class WedgeScanner implements Scanner {
  readonly #events: ScannerEvents
  readonly #target: EventTarget
  readonly #clock: WedgeClock
  readonly #page: WedgePage
  #state: WedgeState = IDLE
  #held: Event[] = []
  #withheld = new Set<string>()
  #timer: unknown
  #running = false
  #replaying = false

  constructor(options: WedgeOptions) {
    this.#events = options
    this.#target = options.target ?? window
    this.#clock = options.clock ?? browserClock
    this.#page = options.page ?? documentPage
  }

  start(): void {
    if (this.#running) return
    this.#running = true
    this.#target.addEventListener('keydown', this.#onKeyDown, CAPTURE)
    this.#target.addEventListener('keyup', this.#onKeyUp, CAPTURE)
    this.#events.onState?.('running')
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
    this.#events.onState?.('stopped')
    return Promise.resolve()
  }

  readonly #onKeyDown = (event: Event): void => {
    if (this.#replaying) return
    const key = event as Event & KeyLike
    const done = this.#step(wedgeInput(key, this.#page.inField(event)))
    if (done.key !== 'pass') {
      // A key-up without its key-down confuses a page (a button let go that was never pressed): withhold both.
      this.#withheld.add(key.code || key.key)
      withhold(event)
    } else this.#withheld.delete(key.code || key.key)
    // Past SURE characters a burst is a scan, so the events of a long one need not be kept.
    if (done.key === 'hold' && this.#held.length < SURE) this.#held.push(event)
    this.#keepTime()
    if (done.scan) this.#report(done.scan)
  }

  readonly #onKeyUp = (event: Event): void => {
    if (this.#replaying) return
    const key = event as Event & KeyLike
    if (this.#withheld.delete(key.code || key.key)) withhold(event)
  }

  #step(input: WedgeInput): WedgeStep {
    const done = step(this.#state, input)
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
    else if (this.#timer === undefined) this.#arm(GAP_MS + 1)
  }

  #arm(milliseconds: number): void {
    const due = this.#clock.now() + milliseconds
    this.#timer = this.#clock.setTimeout(() => {
      this.#timer = undefined
      const now = this.#clock.now()
      const rest = this.#state.lastAt + GAP_MS + 1 - now
      if (rest > 0) return this.#arm(rest)
      if (now - due > LATE_MS) return this.#arm(LATE_MS / 2)
      const done = this.#step({ kind: 'time', at: now })
      this.#keepTime()
      if (done.scan) this.#report(done.scan)
    }, milliseconds)
  }

  #stopTimer(): void {
    if (this.#timer !== undefined) this.#clock.clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #report(scan: { text: string; length: number }): void {
    this.#events.onScan(scanOf(scan.text, 'wedge', scan.length))
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
