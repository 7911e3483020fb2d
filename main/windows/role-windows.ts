import type { BrowserWindow, WebContents } from 'electron'
import type { WindowPlace } from '../../core/contract/app'
import type { Fair } from '../../core/setup/fair'
import { defaultPlace, isKiosk, type ToldRole } from '../app/places'
import { originOf } from '../security/origin'
import { openWindow } from './window'

/** What a window begins as: with a place, told a role only, or (both null) asking what it is to be. */
export interface WindowStart {
  readonly told: ToldRole
  readonly place: WindowPlace | null
}

export interface RoleWindowPorts {
  /** True once the program is on its way out: then no window holds it up, and none comes back. */
  readonly isEnding: () => boolean
  /** The fair of the open folder; null while there is none. */
  readonly fair: () => Fair | null
  /** All windows are gone, by people's own wish. */
  readonly onLast: () => void
  readonly report: (what: string, thrown: unknown) => void
}

interface Entry {
  readonly place: WindowPlace | null
  readonly told: ToldRole
  /** Counts windows for their origin and screen; kept when a window is made anew. */
  readonly index: number
  readonly window: BrowserWindow
}

/** The windows of this installation and what each of them is. */
export class RoleWindows {
  #entries: readonly Entry[] = []

  constructor(private readonly ports: RoleWindowPorts) {}

  /** Opens one more window. */
  open(start: WindowStart, index = this.#freeIndex()): WebContents {
    const kind = this.#kindOf(start)
    let isEnded = false
    const window = openWindow(
      { kind, origin: originOf(index), screen: index },
      {
        report: this.ports.report,
        mayClose: () => {
          const place = this.#placeOfEntry(this.#entries.find((entry) => entry.window === window))
          isEnded = this.ports.isEnding() || place === null || !isKiosk(place.role)
          return isEnded
        },
      },
    )
    this.#entries = [...this.#entries, { ...start, index, window }]
    window.on('closed', () => {
      const entry = this.#entries.find((one) => one.window === window)
      if (entry === undefined) return
      this.#entries = this.#entries.filter((one) => one !== entry)
      // A page may end its window by window.close(), about which Electron asks nobody: it comes back.
      if (!isEnded && !this.ports.isEnding()) this.open(entry, entry.index)
      else if (this.#entries.length === 0) this.ports.onLast()
    })
    return window.webContents
  }

  /** Where the window with this page stands; null: it asks what it is to be, or there is no fair yet. */
  placeOf(contents: WebContents): WindowPlace | null {
    return this.#placeOfEntry(this.#entries.find(({ window }) => window.webContents === contents))
  }

  /** Where all windows stand now. */
  places(): readonly WindowPlace[] {
    return this.#entries.flatMap((entry) => this.#placeOfEntry(entry) ?? [])
  }

  /** Does some window ask what it is to be? */
  isAsking(): boolean {
    return this.#entries.some((entry) => this.#placeOfEntry(entry) === null)
  }

  /**
   * Gives a window its place. A window of another kind takes over when the place needs one.
   * @returns the page that shows it now
   */
  become(contents: WebContents, place: WindowPlace): WebContents {
    const entry = this.#entries.find(({ window }) => window.webContents === contents)
    if (entry === undefined) return contents
    const fresh = { told: place.role, place }
    if (this.#kindOf(fresh) === this.#kindOf(entry)) {
      this.#entries = this.#entries.map((one) => (one === entry ? { ...one, ...fresh } : one))
      return contents
    }
    this.#entries = this.#entries.filter((one) => one !== entry)
    const shown = this.open(fresh, entry.index)
    // After the answer has reached its page.
    setImmediate(() => entry.window.destroy())
    return shown
  }

  /** Takes a window's place from it. */
  forget(contents: WebContents): void {
    this.#entries = this.#entries.map((entry) =>
      entry.window.webContents === contents ? { ...entry, told: null, place: null } : entry,
    )
  }

  /** A page of any window, for what any of them can be asked; null: there is none. */
  anyPage(): WebContents | null {
    return this.#entries[0]?.window.webContents ?? null
  }

  /** Brings the windows to the front, the first last. */
  focus(): void {
    for (const { window } of this.#entries.toReversed()) {
      window.restore()
      window.focus()
    }
  }

  #placeOfEntry(entry: Entry | undefined): WindowPlace | null {
    if (entry === undefined) return null
    if (entry.place !== null) return entry.place
    const fair = this.ports.fair()
    return entry.told === null || fair === null ? null : defaultPlace(entry.told, fair)
  }

  #kindOf({ told, place }: WindowStart): 'kiosk' | 'staff' {
    const role = place?.role ?? told
    return role === 'counter' || role === 'desk' ? 'staff' : 'kiosk'
  }

  #freeIndex(): number {
    const taken = new Set(this.#entries.map(({ index }) => index))
    let index = 0
    while (taken.has(index)) index += 1
    return index
  }
}
