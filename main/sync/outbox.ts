import type { HubResult } from '../../core/hub/errors'
import type { Hub } from '../../core/hub/port'
import { MAX_BATCH, type Acks, type Batch } from '../../core/hub/wire'
import { pickBatch, type Waiting } from '../../core/sync/outbox'
import { FIRST_STEP, nextBatch } from '../../core/sync/pace'
import type { EventLog } from '../../db/log/event-log'
import type { PeopleStore } from '../../db/people/store'

interface Parts {
  readonly hub: Pick<Hub, 'publish'>
  readonly log: Pick<EventLog, 'sync' | 'noteClock'>
  readonly people: Pick<PeopleStore, 'outbox'>
  /** Events of one batch at most. */
  readonly most: number
  readonly wall: () => number
  /** To the hub's clock, ms; null: not measured. */
  readonly offset: () => number | null
  /** Is this a type that the hub knows? */
  readonly knows: (type: string, version: number) => boolean
  /** Nothing more is sent once this was ended. */
  readonly isStopped: () => boolean
}

/** A batch and what the hub said of it. */
interface Answered {
  readonly batch: readonly Waiting[]
  readonly answer: HubResult<Acks>
}

interface Sent {
  readonly log: string
  readonly batch: readonly Waiting[]
  /** Up to the end of this batch. */
  readonly heldBack: number
  readonly answer: Promise<HubResult<Acks>>
}

/**
 * The log as its own outbox, batch by batch. Once the hub took one whole, the next leaves before the answer is written
 * down: the hub and this station work at the same time. At most one is on its way; after a crash both are offered again,
 * and the hub knows what it has.
 */
export class Outbox {
  /** Events of types that the hub does not know yet, as far as was looked. */
  heldBack = 0
  /** Events of one batch: few over a line that nobody knows yet, or that broke, so that something comes through. */
  private size = FIRST_STEP
  /** Events of others that this log takes from their author only. */
  private readonly notOurs = new Set<string>()
  /** What left, and nobody has asked after. */
  private ahead: Sent | null = null

  constructor(private readonly parts: Parts) {}

  /** The answer to the next batch for this log. Null: nothing waits that may be sent; `people_first`: their rows wait. */
  async next(log: string): Promise<Answered | 'people_first' | null> {
    const sent = this.ahead?.log === log ? this.ahead : this.send(log, null)
    this.ahead = null
    if (sent === null || sent === 'people_first') return sent
    const { batch } = sent
    const answer = await sent.answer
    if (!this.parts.isStopped() && isTaken(answer, sent)) {
      const more = this.send(log, sent)
      this.ahead = more === 'people_first' ? null : more
      // It leaves with the next turn only: else the hub would hear of it once the answer at hand is written down.
      if (this.ahead !== null) await new Promise((later) => setImmediate(later))
    }
    return { batch, answer }
  }

  /** These are not offered again to this log. */
  leave(ids: readonly string[]): void {
    for (const id of ids) this.notOurs.add(id)
  }

  /** Lets go of what is on its way: the hub was greeted anew, and may say other things. What it took, it will know. */
  forget(): void {
    this.ahead = null
  }

  /** The log is another one: whose events it takes is open again. */
  beginAnew(): void {
    this.forget()
    this.notOurs.clear()
  }

  /** Sends what waits after `before`, which is not written down yet. */
  private send(log: string, before: Sent | null): Sent | 'people_first' | null {
    const { log: events, people, wall, offset, knows } = this.parts
    const most = Math.min(this.parts.most, this.size)
    // First: a clock that was set since the last event must not count for it.
    events.noteClock()
    const from = before?.batch.at(-1)?.seq ?? 0
    const read = (limit: number, after: number) => events.sync.readPending(limit, after)
    const picked = pickBatch(
      read,
      { from, most },
      {
        knows,
        isOurs: (id) => !this.notOurs.has(id),
      },
    )
    const { batch } = picked
    const heldBack = (before?.heldBack ?? 0) + picked.heldBack
    this.heldBack = heldBack
    if (batch.length === 0) return null
    // Rows are committed before the event that names them: what waits now includes all that this batch names.
    if (people.outbox.any()) return 'people_first'
    const answer = this.publish({
      log,
      ...events.sync.told(),
      clock: { sentAt: wall(), offset: offset(), since: events.sync.clockSince() },
      events: batch.map(({ text, hubOffset }) => ({ text, hubOffset })),
    })
    // Whoever asks after it hears of a bug in it; nobody may.
    answer.catch(() => undefined)
    return { log, batch, heldBack, answer }
  }

  private async publish(batch: Batch): Promise<HubResult<Acks>> {
    const began = performance.now()
    const answer = await this.parts.hub.publish(batch)
    const sent = { count: batch.events.length, took: performance.now() - began, isTaken: answer.ok }
    this.size = nextBatch(this.size, sent, MAX_BATCH)
    return answer
  }
}

/** Did the hub take all of it? What stands after a refused event may have to move first. */
const isTaken = (answer: HubResult<Acks>, { log, batch }: Sent): boolean =>
  answer.ok &&
  answer.value.log === log &&
  answer.value.acks.length === batch.length &&
  answer.value.acks.every(({ status }) => status !== 'refused')
