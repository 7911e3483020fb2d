import type { HubResult } from '../../core/hub/errors'
import type { Hub } from '../../core/hub/port'
import { MAX_PAGE, type Page, type Told } from '../../core/hub/wire'
import { ok } from '../../core/result/result'
import { FETCH_MS, FIRST_STEP, nextStep, smaller } from '../../core/sync/pace'

/** What is taken in at a time: a page, or a part of one. */
export interface Slice {
  readonly log: string
  readonly events: Page['events']
  /** The hub's sequence was looked at up to here, once these are in. */
  readonly cursor: number
  readonly head: number
}

interface Asked {
  readonly log: string
  readonly after: number
}

/**
 * Pages of the hub's log, asked for one ahead: while one is taken in, the next is on its way. What was asked for is only
 * used where it fits what the folder says by then; what the hub said of a page that came too early is worth no less.
 */
export class Inbox {
  /** Events asked for at a time: few on a slow line, or one that broke, so that something comes through. */
  private size = FIRST_STEP
  /** What was fetched and not taken in yet. At most one page. */
  private rest: (Asked & { readonly page: Page }) | null = null
  /** What is on its way. At most one page. */
  private ahead: (Asked & { readonly answer: Promise<HubResult<Page>> }) | null = null

  constructor(
    private readonly hub: Hub,
    private readonly told: () => Told,
  ) {}

  /** At most so many of the events after `after`. */
  async next({ log, after }: Asked, limit: number): Promise<HubResult<Slice>> {
    let page = this.rest?.log === log && this.rest.after === after ? this.rest.page : null
    this.rest = null
    if (page === null) {
      const answer = await this.page({ log, after })
      if (!answer.ok) return answer
      page = answer.value
      if (page.next < page.head && page.next > after) this.ask({ log: page.log, after: page.next })
    }
    // Windows and sockets get their turn between two parts of a page; and what was just asked for leaves only with it: else
    // the hub would hear of it once this part is taken in.
    await new Promise((later) => setImmediate(later))
    const events = page.events.slice(0, limit)
    const last = events.at(-1)
    if (last === undefined || events.length === page.events.length)
      return ok({ log: page.log, events, cursor: page.next, head: page.head })
    this.rest = { log: page.log, after: last.seq, page: { ...page, events: page.events.slice(limit) } }
    return ok({ log: page.log, events, cursor: last.seq, head: page.head })
  }

  /** Lets go of what was fetched: the hub was greeted anew, and may say other things. */
  forget(): void {
    this.rest = null
    this.ahead = null
  }

  private page(asked: Asked): Promise<HubResult<Page>> {
    const ahead = this.ahead
    this.ahead = null
    return ahead?.log === asked.log && ahead.after === asked.after ? ahead.answer : this.fetch(asked)
  }

  private ask(asked: Asked): void {
    const answer = this.fetch(asked)
    // Whoever takes it hears of a bug in it; nobody may.
    answer.catch(() => undefined)
    this.ahead = { ...asked, answer }
  }

  private async fetch(asked: Asked): Promise<HubResult<Page>> {
    const began = performance.now()
    const answer = await this.hub.page({ ...asked, limit: this.size, ...this.told() })
    const took = performance.now() - began
    this.size = answer.ok ? nextStep(this.size, took, FETCH_MS, MAX_PAGE) : smaller(this.size)
    return answer
  }
}
