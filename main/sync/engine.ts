import { familiesOf } from '../../core/hub/permissions'
import type { HubError, HubResult } from '../../core/hub/errors'
import type { Hub } from '../../core/hub/port'
import type { Presence } from '../../core/hub/stations'
import { MAX_BATCH, MAX_PAGE, type Hello, type HubEvent, type PeoplePage } from '../../core/hub/wire'
import { STATION_ROLES, type StationRole } from '../../core/people/groups'
import { assertNever, err } from '../../core/result/result'
import { measureClock, offsetNow, worthKeeping, type ClockMeasure } from '../../core/sync/clock'
import { FETCH_MS, FIRST_STEP, nextBatch, nextStep, smaller } from '../../core/sync/pace'
import {
  isInStep,
  newMachine,
  step,
  type Effect,
  type Exchange,
  type Input,
  type SyncMachine,
} from '../../core/sync/machine'
import { settle } from '../../core/sync/outbox'
import { lastShared, type HeldPlace } from '../../core/sync/probe'
import type { EventLog } from '../../db/log/event-log'
import type { PeopleStore } from '../../db/people/store'
import { Inbox } from './inbox'
import { Outbox } from './outbox'
import { fromWire, toEntry, toWire } from './wire-rows'

/** What the engine works on. Its own connections: a long catch-up never holds a window. */
export interface EngineParts {
  readonly hub: Hub
  readonly log: EventLog
  readonly people: PeopleStore
  readonly clock: { readonly wall: () => number; readonly uptime: () => number }
  /** In [0, 1). */
  readonly random: () => number
  /** What is told of this station at each greeting; null: a headless command, which is nowhere. */
  readonly presence: () => Presence | null
  /** Something was taken in or acknowledged: views read anew. */
  readonly changed: () => void
  /** The engine's state moved: staff see it. */
  readonly told: (facts: SyncFacts) => void
  /** The hub revoked this station: nothing personal is shown any more. Told again once nothing of it is left. */
  readonly revoked: () => void
  /** Signs, with the station's own key, that the order of this time was carried out (hex). */
  readonly signWiped: (order: number) => string
  /** Events sent at a time at most. */
  readonly batch: number
  /** How long one transaction may hold this thread, ms: what is taken in at a time goes by that. */
  readonly turnMs: number
  /** A bug, or a disk that is full: reported, and tried again. */
  readonly report: (thrown: unknown) => void
}

/** What staff can be told of the sync. */
export interface SyncFacts {
  readonly machine: SyncMachine
  /** Events of types that the hub does not know yet. */
  readonly heldBack: number
  /** Offset to the hub's clock, ms; null: not measured. */
  readonly offset: number | null
  readonly lastContactAt: number | null
  /** When somebody asked the hub who had no answer in time, and nothing was heard of it since, UTC ms; null: nobody. */
  readonly silentSince: number | null
  /** Seen twice at a time: a cloned folder. */
  readonly doubled: boolean
  /** How far tombstones were taken in and the write-ahead log emptied after them. */
  readonly erasedUpTo: number
}

/** What a claim asks of the hub, and whose events answer it. */
type Ask = (from: AskFrom) => Promise<HubResult<{ readonly event: HubEvent }>>

/** What every claim says of its asker: the log it follows, and up to where the hub must hold its events. */
export interface AskFrom {
  readonly log: string
  readonly after: { readonly chain: string; readonly stationSeq: number } | null
}

interface OpenClaim {
  readonly ask: Ask
  /** When, UTC ms. */
  readonly askedAt: number
  readonly answer: (result: HubResult<never> | HubResult<{ readonly event: HubEvent }>) => void
  last: HubResult<never> | null
}

/**
 * Does what the machine decides (core/sync/machine.ts): one exchange at a time, each durable before its answer counts.
 * Nothing here rejects or throws outside `exchange`, whose every end goes back into the machine.
 */
export class SyncEngine {
  private machine: SyncMachine
  private measure: ClockMeasure | null = null
  private types: Readonly<Record<string, number>> = {}
  /** Of the hub's log, as it greeted last. */
  private generation = 1
  private doubled = false
  private lastContactAt: number | null = null
  private silentSince: number | null = null
  private erasedUpTo = 0
  private readonly claims = new Map<string, OpenClaim>()
  private readonly inbox: Inbox
  private readonly outbox: Outbox
  /** Events and people rows taken in at a time. */
  private atATime = FIRST_STEP
  private rowsAtATime = FIRST_STEP
  /** People rows asked for at a time: few on a slow line, or one that broke, so that something comes through. */
  private rowsAsked = FIRST_STEP
  /** … and sent at a time, as the outbox paces itself. */
  private rowsSent = FIRST_STEP
  private timer: ReturnType<typeof setTimeout> | null = null
  private readonly idle: (() => void)[] = []
  private isStopped = false
  private keepsTime = false
  private sent = 0
  private received = 0

  constructor(private readonly parts: EngineParts) {
    const { hub, log, people, clock } = parts
    this.inbox = new Inbox(hub, () => log.sync.told())
    this.outbox = new Outbox({
      hub,
      log,
      people,
      most: parts.batch,
      wall: clock.wall,
      offset: () => this.offset(),
      knows: (type, version) => (this.types[type] ?? 0) >= version,
      isStopped: () => this.isStopped,
    })
    const state = log.sync.state()
    this.machine = newMachine({
      log: state?.logIdentity ?? null,
      cursor: state?.cursor ?? 0,
      peopleCursor: parts.people.outbox.cursor(),
    })
  }

  get facts(): SyncFacts {
    const { machine, doubled, lastContactAt, silentSince, erasedUpTo } = this
    const { heldBack } = this.outbox
    return { machine, heldBack, doubled, lastContactAt, silentSince, erasedUpTo, offset: this.offset() }
  }

  /** Events and rows sent and taken in since it was made. */
  get counts(): { readonly sent: number; readonly received: number } {
    return { sent: this.sent, received: this.received }
  }

  /** Sends and takes in all there is, once; ends in step, or at the first failure. Null: in step. */
  async once(): Promise<HubError | null> {
    this.feed({ in: 'time' })
    while (this.machine.underWay !== null) await new Promise<void>((done) => this.idle.push(done))
    const { link } = this.machine
    if (isInStep(this.machine)) return null
    return link.is === 'over' ? 'revoked' : link.is === 'ungreeted' ? link.problem : null
  }

  /** Keeps in step until `stop`. */
  start(): void {
    this.keepsTime = true
    this.feed({ in: 'time' })
  }

  /** Ends; what is under way is let go: an answer that still comes changes nothing in the folder. */
  stop(): void {
    this.isStopped = true
    if (this.timer !== null) clearTimeout(this.timer)
    for (const claim of this.claims.values()) claim.answer(err('aborted'))
    this.claims.clear()
  }

  /** Something was written to the folder. */
  written(): void {
    this.feed({ in: 'written', people: true, events: true })
  }

  /** The hub told of its heads. */
  heard(heads: { readonly log: string; readonly head: number; readonly peopleHead: number }): void {
    this.feed({ in: 'heard', ...heads })
  }

  /** The SSE broke or came back: time to look. */
  look(): void {
    this.feed({ in: 'time' })
  }

  /** Asks the hub to decide; its event is in the log when the answer comes. Cut off: the reason, at once or after one try. */
  async claim<T extends { readonly event: HubEvent }>(
    id: string,
    ask: (from: AskFrom) => Promise<HubResult<T>>,
  ): Promise<HubResult<T>> {
    if (this.isStopped) return err('aborted')
    return new Promise((resolve) => {
      const answer = (result: HubResult<never> | HubResult<{ readonly event: HubEvent }>) =>
        resolve(result as HubResult<T>)
      this.claims.set(id, { ask, askedAt: this.parts.clock.wall(), answer, last: null })
      // Whatever was committed up to this moment goes out before it is asked.
      this.written()
      this.feed({ in: 'asked', claim: id })
    })
  }

  /** Nobody waits for that answer any more. If the hub decided all the same, its event comes with the next page. */
  giveUp(id: string): void {
    this.silentSince ??= this.claims.get(id)?.askedAt ?? null
    this.claims.delete(id)
    this.feed({ in: 'gave_up', claim: id })
  }

  private feed(input: Input): void {
    if (this.isStopped) return
    const { state, effects } = step(this.machine, input)
    this.machine = state
    for (const effect of effects) this.perform(effect)
    this.parts.told(this.facts)
    if (this.machine.underWay === null) for (const done of this.idle.splice(0)) done()
  }

  private perform(effect: Effect): void {
    switch (effect.do) {
      case 'exchange':
        void this.exchange(effect.exchange).then((input) => this.feed(input))
        return
      case 'wait':
        if (this.timer !== null) clearTimeout(this.timer)
        this.timer = this.keepsTime ? setTimeout(() => this.feed({ in: 'time' }), effect.ms) : null
        return
      case 'refuse_claim': {
        const claim = this.claims.get(effect.claim)
        this.claims.delete(effect.claim)
        claim?.answer(claim.last ?? err(effect.code))
        return
      }
      case 'tell_revoked':
        try {
          this.parts.revoked()
        } catch (thrown) {
          this.parts.report(thrown) // a full disk; kept once there is room: `wipePeople` tells again
        }
    }
  }

  private async exchange(exchange: Exchange): Promise<Input> {
    try {
      return await this.dispatch(exchange)
    } catch (thrown) {
      // A folder that was closed under it is no bug.
      if (!this.isStopped) this.parts.report(thrown)
      return this.failure(err('internal'))
    }
  }

  private dispatch(exchange: Exchange): Promise<Input> {
    switch (exchange.do) {
      case 'hello':
        return this.hello()
      case 'probe':
        return this.probe()
      case 'people_out':
        return this.peopleOut()
      case 'events_out':
        return this.eventsOut()
      case 'people_in':
        return this.peopleIn()
      case 'events_in':
        return this.eventsIn()
      case 'claim':
        return this.askClaim(exchange.claim)
      case 'wipe_people':
        return this.wipePeople()
      case 'say_wiped':
        return this.sayWiped(exchange.order)
      default:
        return assertNever(exchange)
    }
  }

  private async hello(): Promise<Input> {
    const { hub, log, people, clock } = this.parts
    this.inbox.forget()
    this.outbox.forget()
    log.noteClock()
    const presence = this.parts.presence()
    const sent = { uptime: clock.uptime() }
    const answer = await this.unlessStopped(presence === null ? hub.hello() : hub.report(presence))
    if (!answer.ok) return this.failure(answer)
    const hello: Hello = answer.value
    this.measured(sent, hello.now)
    this.types = hello.types
    this.doubled = hello.you.doubled
    const roles = hello.you.roles.filter((role): role is StationRole => STATION_ROLES.some((known) => known === role))
    const before = log.sync.state()
    // It may have lost what it once acknowledged, and not know it: a page asked for with that makes it take a new identity.
    // With a head beyond what was looked at a page is asked for anyway.
    if (before?.logIdentity === hello.log && hello.head <= log.sync.highest()) {
      const asked = { log: hello.log, after: before.cursor, limit: 1, ...log.sync.told() }
      const told = await this.unlessStopped(hub.page(asked))
      if (!told.ok) return this.failure(told)
    }
    // Its log had more identities than it says: an older copy, which must offer itself as another one.
    if (before !== null && before.logIdentity !== hello.log && hello.generation <= before.generation) {
      const asked = { log: hello.log, after: 0, limit: 1, acked: hello.head + 1, newest: null }
      const told = await this.unlessStopped(hub.page(asked))
      if (!told.ok) return this.failure(told)
    }
    this.generation = hello.generation
    log.sync.meet(hello.log, hello.generation, familiesOf(roles))
    const after = log.sync.state()
    if (before !== null && after !== null && after.cursor < before.cursor) people.outbox.rewind()
    return {
      in: 'did',
      log: hello.log,
      head: hello.head,
      peopleHead: hello.peopleHead,
      ...(after?.logIdentity === hello.log && { cursor: after.cursor, peopleCursor: people.outbox.cursor() }),
      // Another process may have written to the folder.
      peopleOut: people.outbox.any(),
      eventsOut: log.pendingCount() > 0,
    }
  }

  private async probe(): Promise<Input> {
    const { hub, log, people } = this.parts
    let found: { log: string; head: number } | null = null
    const ask = async (places: readonly HeldPlace[]): Promise<readonly boolean[] | HubResult<never>> => {
      const asked = places.map(({ hubSeq, seq }) => ({ seq: hubSeq, id: log.sync.idAt(seq) ?? '' }))
      const answer = await this.unlessStopped(hub.probe({ places: asked }))
      if (!answer.ok) return answer
      found = { log: answer.value.log, head: answer.value.head }
      return answer.value.held
    }
    const shared = await lastShared((upTo) => log.sync.heldUpTo(upTo), ask, isResult)
    if (typeof shared !== 'number') return this.failure(shared)
    // Nothing held at all: nothing was asked, so the identity comes from the greeting.
    const { log: identity, head } = found ?? { log: this.machine.otherLog ?? '', head: 0 }
    // Before the folder follows the other log: a power cut in between would leave these rows unoffered.
    let after: string | null = ''
    const isOffered = (most: number) => (after = people.outbox.offerAll(after ?? '', most)) === null
    const isDropped = (most: number) => log.sync.dropAfter(identity, this.generation, shared, most)
    if (!(await this.inTurns(isOffered)) || !(await this.inTurns(isDropped))) return this.failure(err('aborted'))
    // Own events and answers to claims are held ahead of the cursor: what lies between was not looked at yet.
    const cursor = log.sync.state()?.cursor ?? 0
    this.outbox.beginAnew()
    this.parts.changed()
    return {
      in: 'did',
      log: identity,
      head,
      cursor,
      peopleCursor: 0,
      peopleOut: true,
      eventsOut: true,
    }
  }

  /**
   * Work on all that is held, in turns of so much, until one is the last; windows and sockets get theirs in between.
   * False: stopped before that.
   */
  private async inTurns(turn: (most: number) => boolean): Promise<boolean> {
    for (let most = FIRST_STEP; ;) {
      const began = performance.now()
      if (turn(most)) return true
      most = nextStep(most, performance.now() - began, this.parts.turnMs, MAX_PAGE)
      await new Promise((later) => setImmediate(later))
      if (this.isStopped) return false
    }
  }

  private async peopleOut(): Promise<Input> {
    const { hub, people } = this.parts
    const rows = people.outbox.unsent(this.rowsSent)
    if (rows.length === 0) return { in: 'did', peopleOut: false }
    const began = performance.now()
    const answer = await this.unlessStopped(hub.postPeople({ rows: rows.map(toWire) }))
    const sent = { count: rows.length, took: performance.now() - began, isTaken: answer.ok }
    this.rowsSent = nextBatch(this.rowsSent, sent, MAX_BATCH)
    if (!answer.ok) return this.failure(answer)
    this.contact()
    const { acks, head } = answer.value
    people.outbox.settle(
      rows.flatMap((row, index) => {
        const ack = acks[index]
        return ack === undefined ? [] : [{ row, isRefused: ack === 'wrong_role' }]
      }),
    )
    this.sent += acks.filter((ack) => ack === 'stored').length
    return { in: 'did', peopleHead: head, peopleOut: people.outbox.any() }
  }

  private async eventsOut(): Promise<Input> {
    const { log } = this.parts
    const next = await this.outbox.next(this.machine.log ?? '')
    if (next === null) return { in: 'did', eventsOut: false }
    if (next === 'people_first') return { in: 'did', peopleOut: true }
    if (this.isStopped) return this.failure(err('aborted'))
    const { batch, answer } = next
    if (!answer.ok) return this.failure(answer)
    this.contact()
    const settled = settle(batch, answer.value.acks, log.sync.state()?.cursor ?? 0)
    log.sync.markAcked(settled.acked, settled.cursor)
    log.sync.markRefused(settled.refused)
    this.outbox.leave(settled.notOurs)
    if (settled.forked.length > 0) this.fork(settled.forked)
    this.sent += settled.acked.length
    this.parts.changed()
    return {
      in: 'did',
      log: answer.value.log,
      head: answer.value.head,
      cursor: settled.cursor,
      eventsOut: settled.forked.length > 0 || log.sync.readPending(1, batch.at(-1)?.seq ?? 0).length > 0,
    }
  }

  /** Another event has the place of one of ours: what nobody else has moves into a new chain; what others had is kept aside. */
  private fork(ids: readonly string[]): void {
    const { log } = this.parts
    const chainOf = (id: string) => log.find(id)?.event.chain
    const before = new Map(ids.map((id) => [id, chainOf(id)]))
    log.sync.startNewChain()
    const stuck = ids.filter((id) => chainOf(id) === before.get(id))
    log.sync.markRefused(stuck.map((id) => ({ id, reason: 'forked', hubSeq: null })))
  }

  private async peopleIn(): Promise<Input> {
    const { hub, people } = this.parts
    const began = performance.now()
    const asked = { log: this.machine.log ?? '', after: people.outbox.cursor(), limit: this.rowsAsked }
    const answer = await this.unlessStopped(hub.peoplePage(asked))
    if (!answer.ok) return this.failure(answer)
    this.contact()
    // However few of them are for this station: what lies between is looked through all the same.
    this.rowsAsked = nextStep(this.rowsAsked, performance.now() - began, FETCH_MS, MAX_PAGE)
    const { rows, next, head } = answer.value
    let changed = 0
    for (let from = 0; ;) {
      const part = rows.slice(from, from + this.rowsAtATime)
      from += part.length
      const isLast = from >= rows.length
      changed += this.takeRows(part, isLast ? next : (part.at(-1)?.seq ?? next))
      if (isLast) break
      // Windows and sockets get their turn between two parts of a page.
      await new Promise((later) => setImmediate(later))
      if (this.isStopped) return this.failure(err('aborted'))
    }
    // What was erased lies in the write-ahead log until it is emptied; a reader in the way: the next page tries again.
    if (!rows.some((row) => row.sealed === null) || people.truncateWal()) this.erasedUpTo = next
    this.received += changed
    if (changed > 0) this.parts.changed()
    return { in: 'did', peopleCursor: next, peopleHead: head }
  }

  /** Takes in rows up to a place of the hub's, in one turn. How many changed something. */
  private takeRows(rows: PeoplePage['rows'], upTo: number): number {
    const { people, turnMs } = this.parts
    const began = performance.now()
    const changed = people.putReceived(rows.map(fromWire), () => people.outbox.advance(upTo))
    const took = performance.now() - began
    // A few rows tell how long many take only when they were slow already.
    if (rows.length === this.rowsAtATime || took > turnMs)
      this.rowsAtATime = nextStep(rows.length, took, turnMs, MAX_PAGE)
    return changed
  }

  private async eventsIn(): Promise<Input> {
    const { log } = this.parts
    const asked = { log: this.machine.log ?? '', after: log.sync.state()?.cursor ?? 0 }
    const answer = await this.unlessStopped(this.inbox.next(asked, this.atATime))
    if (!answer.ok) return this.failure(answer)
    this.contact()
    const { log: identity, events, cursor, head } = answer.value
    const began = performance.now()
    const taken = log.sync.applyRemote(events.map(toEntry), cursor, cursor < head)
    if (events.length > 0)
      this.atATime = nextStep(events.length, performance.now() - began, this.parts.turnMs, MAX_PAGE)
    this.received += taken.stored
    if (taken.stored + taken.known > 0) this.parts.changed()
    return { in: 'did', log: identity, head, cursor, ...(taken.moved > 0 && { eventsOut: true }) }
  }

  private async askClaim(id: string): Promise<Input> {
    const claim = this.claims.get(id)
    if (claim === undefined) return { in: 'did' }
    const { log } = this.parts
    const answer = await this.unlessStopped(claim.ask({ log: this.machine.log ?? '', after: log.sync.ownSent() }))
    if (!answer.ok) {
      claim.last = answer
      return this.failure(answer)
    }
    this.contact()
    log.sync.applyRemote([toEntry(answer.value.event)])
    this.parts.changed()
    this.claims.delete(id)
    claim.answer(answer)
    return { in: 'did', head: answer.value.event.seq, ...(this.machine.log !== null && { log: this.machine.log }) }
  }

  private async wipePeople(): Promise<Input> {
    // Windows were told, and ask what to show instead of names: they hear it before this thread waits for the disk.
    await new Promise((later) => setTimeout(later, LET_WINDOWS_MS))
    if (this.isStopped) return this.failure(err('aborted'))
    const { people, revoked } = this.parts
    people.outbox.wipe()
    people.truncateWal()
    revoked()
    return { in: 'did' }
  }

  private async sayWiped(order: number): Promise<Input> {
    const { hub, people, signWiped } = this.parts
    // What was under way at a window when the order came may have been written after it.
    if (people.outbox.any()) people.outbox.wipe()
    // Another process that reads has the old pages still: nothing is said before they are gone.
    if (!people.truncateWal({ tries: 1, waitMs: 0 })) return this.failure(err('aborted'))
    const answer = await this.unlessStopped(hub.sayWiped({ order, signature: signWiped(order) }))
    return answer.ok ? { in: 'did' } : this.failure(answer)
  }

  private failure(result: HubResult<unknown>): Input {
    if (result.ok) throw new Error('an answer is no failure')
    const log = result.code === 'log_changed' ? result.detail?.['log'] : undefined
    const order = result.code === 'revoked' ? result.detail?.['at'] : undefined
    const random = this.parts.random()
    this.rowsAsked = smaller(this.rowsAsked)
    return {
      in: 'failed',
      code: result.code,
      random,
      ...(typeof log === 'string' && { log }),
      ...(typeof order === 'number' && { order }),
    }
  }

  /** An answer, as long as somebody may still write it down. */
  private async unlessStopped<T>(asked: Promise<HubResult<T>>): Promise<HubResult<T>> {
    const answer = await asked
    return this.isStopped ? err('aborted') : answer
  }

  private contact(): void {
    this.lastContactAt = this.parts.clock.wall()
    this.silentSince = null
  }

  private measured(sent: { readonly uptime: number }, hubNow: number): void {
    const { clock, log } = this.parts
    const received = { wall: clock.wall(), uptime: clock.uptime() }
    this.measure = measureClock(sent, received, hubNow)
    log.sync.keepOffset(this.measure.offset, worthKeeping(this.measure))
    this.contact()
  }

  private offset(): number | null {
    const { clock } = this.parts
    return offsetNow(this.measure, { wall: clock.wall(), uptime: clock.uptime() })
  }
}

/** How long windows have to take the names off their screens before those are wiped, ms. */
const LET_WINDOWS_MS = 200

const isResult = (answer: readonly boolean[] | HubResult<never>): answer is HubResult<never> => 'ok' in answer
