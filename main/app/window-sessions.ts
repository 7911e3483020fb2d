import type { WebContents } from 'electron'

/** Somebody signed in at a window. */
interface Session {
  readonly staff: string
  readonly usedAt: number
}

/**
 * Who is signed in at which window. A session ends by itself when nothing was done for a while; the time is the
 * machine's own, so that setting the wall clock neither ends nor prolongs it. A window that closes takes its session along.
 */
export class WindowSessions {
  readonly #sessions = new WeakMap<WebContents, Session>()

  constructor(
    private readonly lastsMs: number,
    private readonly uptime: () => number,
  ) {}

  begin(window: WebContents, staff: string): void {
    this.#sessions.set(window, { staff, usedAt: this.uptime() })
  }

  /** Who is signed in, without counting as an act; null: nobody, or not any more. */
  at(window: WebContents): string | null {
    return this.#live(window)?.staff ?? null
  }

  /** Who acts; the session's time begins anew. */
  use(window: WebContents): string | null {
    const session = this.#live(window)
    if (session === null) return null
    this.begin(window, session.staff)
    return session.staff
  }

  /** Milliseconds until the session ends by itself. */
  leftMs(window: WebContents): number {
    const session = this.#live(window)
    return session === null ? 0 : Math.max(0, session.usedAt + this.lastsMs - this.uptime())
  }

  end(window: WebContents): void {
    this.#sessions.delete(window)
  }

  #live(window: WebContents): Session | null {
    const session = this.#sessions.get(window)
    if (session === undefined) return null
    if (this.uptime() - session.usedAt < this.lastsMs) return session
    this.#sessions.delete(window)
    return null
  }
}
