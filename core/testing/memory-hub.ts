import { z } from 'zod'
import { Envelope, type LogEvent, type NewEvent } from '../events/envelope'
import { KNOWN_EVENTS } from '../events/known'
import { numbersLeased, leaseStream } from '../events/queue'
import { setupImported } from '../events/setup'
import { callNext } from '../commands/queue/call'
import { issueTicket } from '../commands/queue/issue'
import type { QueueResult } from '../commands/queue/command'
import { LEASE_SIZE } from '../hub/claims'
import { hubOffsetOf } from '../hub/clock'
import type { HubError, HubResult } from '../hub/errors'
import { familiesOf, groupsFor, mayAppend, mayWritePeople, tombstonesFor } from '../hub/permissions'
import type { Hub } from '../hub/port'
import type { Presence, StationInfo } from '../hub/stations'
import {
  HUB_SCHEMA,
  REFUSALS,
  type Ack,
  type HubEvent,
  type LiveMessage,
  type PeopleRow,
  type Refusal,
  type StubEntry,
} from '../hub/wire'
import type { StationRole } from '../people/groups'
import { serviceDay } from '../queue/hours'
import { err, ok } from '../result/result'
import { openFair } from '../setup/fair'
import { QueueWorld } from './queue-world'

/** What the memory hub needs of the world. */
export interface MemoryHubPorts {
  readonly now: () => number
  readonly newId: () => string
  readonly newUuid: () => string
  /** Hex, of a text (UTF-8) or of bytes in base64. */
  readonly sha256: (data: string, encoding: 'utf8' | 'base64') => string
  readonly canonical: (event: LogEvent) => string
}

type Entry = HubEvent | StubEntry
interface Member {
  readonly number: number
  readonly roles: readonly StationRole[]
  revokedAt: number | null
  presence: Presence | null
  lastSeenAt: number | null
}
interface Kept {
  readonly row: PeopleRow
  readonly seq: number
}

/** Everything a hub holds: what a backup copies. */
interface Holdings {
  log: string
  isRestored: boolean
  entries: Entry[]
  byId: Map<string, { seq: number; hash: string; hubOffset: number | null }>
  byPlace: Map<string, { hash: string; stub: StubEntry | null }>
  people: Map<string, Kept>
  peopleHead: number
  members: Map<string, Member>
  /** The end of the hub's own chain. */
  own: { chain: string; stationSeq: number; hash: string }
}

/**
 * A hub in memory, by the same rules as the real one, for tests of stations: core/testing/hub-conformance.ts holds both
 * to the same answers. Nothing is durable but what `backup` gave.
 */
export class MemoryHub {
  readonly fair: string
  readonly station: string
  private holds: Holdings
  private readonly listeners = new Map<string, { session: string; hear: (message: LiveMessage) => void }>()
  /** Event types that this release knows; a test makes it older. */
  types: Record<string, number> = Object.fromEntries(KNOWN_EVENTS.map(({ type, version }) => [type, version]))

  constructor(
    fair: string,
    private readonly ports: MemoryHubPorts,
  ) {
    this.fair = fair
    this.station = ports.newUuid()
    this.holds = {
      log: ports.newUuid(),
      isRestored: false,
      entries: [],
      byId: new Map(),
      byPlace: new Map(),
      people: new Map(),
      peopleHead: 0,
      members: new Map(),
      own: { chain: ports.newUuid(), stationSeq: 0, hash: '0'.repeat(64) },
    }
  }

  get log(): string {
    return this.holds.log
  }

  /** Events and stubs, in order. */
  get entries(): readonly Entry[] {
    return this.holds.entries
  }

  /** A copy of all it holds. */
  backup(): unknown {
    return copy(this.holds)
  }

  /** Goes back to a backup: a new log identity, as the restore command gives. */
  restore(backup: unknown): void {
    this.holds = { ...copy(backup as Holdings), log: this.ports.newUuid(), isRestored: true }
    this.holds.own = { chain: this.ports.newUuid(), stationSeq: 0, hash: '0'.repeat(64) }
    for (const { hear } of this.listeners.values()) hear(this.headMessage())
  }

  /** Goes back to a backup without saying so: a copied disk. It finds out by what stations were acknowledged. */
  forget(backup: unknown): void {
    this.holds = copy(backup as Holdings)
  }

  /** As a desk's code and its use would. */
  enrol(station: string, roles: readonly StationRole[]): void {
    const known = this.holds.members.get(station)
    const number = known?.number ?? this.holds.members.size + 1
    this.holds.members.set(station, { number, roles, revokedAt: null, presence: null, lastSeenAt: null })
  }

  /** The hub as this station sees it. */
  as(station: string): Hub {
    const member = () => {
      const found = this.holds.members.get(station)
      if (found === undefined) return err('unknown_station')
      if (found.revokedAt !== null) return err('revoked')
      found.lastSeenAt = this.ports.now()
      return ok(found)
    }
    /** Every request: who asks, then what is asked. */
    const ask = async <T>(work: (who: Member) => HubResult<T>): Promise<HubResult<T>> => {
      const who = member()
      return who.ok ? work(who.value) : who
    }
    const hello = (who: Member) => ({
      fair: this.fair,
      log: this.holds.log,
      schema: HUB_SCHEMA,
      types: this.types,
      station: this.station,
      head: this.holds.entries.length,
      peopleHead: this.holds.peopleHead,
      now: this.ports.now(),
      you: { station, number: who.number, roles: [...who.roles], doubled: false },
    })
    return {
      hello: () => ask((who) => ok(hello(who))),
      report: (presence) =>
        ask((who) => {
          who.presence = presence
          return ok(hello(who))
        }),
      publish: (batch) =>
        ask((who) => {
          const misfit = this.logMisfit(batch.log, batch.acked)
          if (misfit !== null) return misfit
          const receivedAt = this.ports.now()
          const acks = batch.events.map((sent) =>
            this.takeIn(
              sent.text,
              { station, who },
              (event) => sent.hubOffset ?? hubOffsetOf(event, station, batch.clock, receivedAt),
            ),
          )
          this.tell()
          return ok({ log: this.holds.log, acks, head: this.holds.entries.length, now: this.ports.now() })
        }),
      page: (query) =>
        ask((who) => {
          const misfit = this.logMisfit(query.log, query.acked)
          if (misfit !== null) return misfit
          const seen = this.holds.entries.slice(query.after, query.after + query.limit)
          const families = familiesOf(who.roles)
          return ok({
            log: this.holds.log,
            events: seen.filter((entry) => {
              const text = 'text' in entry ? (entry as HubEvent).text : null
              return text === null || families.includes((JSON.parse(text) as LogEvent).family)
            }),
            next: Math.max(query.after, Math.min(query.after + query.limit, this.holds.entries.length)),
            head: this.holds.entries.length,
            now: this.ports.now(),
          })
        }),
      probe: ({ places }) =>
        ask(() =>
          ok({
            log: this.holds.log,
            head: this.holds.entries.length,
            held: places.map(({ seq, id }) => this.holds.byId.get(id)?.seq === seq),
          }),
        ),
      postPeople: ({ rows }) =>
        ask((who) => {
          const acks = rows.map((row) => this.takeRow(row, who))
          this.tell()
          return ok({ acks, head: this.holds.peopleHead })
        }),
      peoplePage: (query) =>
        ask((who) => {
          const misfit = this.logMisfit(query.log, 0)
          if (misfit !== null) return misfit
          const [open, bury] = [groupsFor(who.roles), tombstonesFor(who.roles)]
          const after = [...this.holds.people.values()]
            .filter(({ seq }) => seq > query.after)
            .sort((a, b) => a.seq - b.seq)
            .slice(0, query.limit)
          const rows = after
            .filter(({ row }) => (row.sealed === null ? bury : open).includes(row.group))
            .map(({ row, seq }) => ({ ...row, seq }))
          return ok({
            log: this.holds.log,
            rows,
            next: after.length < query.limit ? this.holds.peopleHead : (after.at(-1)?.seq ?? query.after),
            head: this.holds.peopleHead,
          })
        }),
      live: (session, hear, signal) => {
        const who = member()
        if (!who.ok) return Promise.resolve(who)
        const other = this.listeners.get(station)
        if (other !== undefined && other.session !== session) return Promise.resolve(err('already_live'))
        return new Promise((resolve) => {
          this.listeners.set(station, { session, hear })
          signal.addEventListener('abort', () => {
            this.listeners.delete(station)
            resolve(err('aborted'))
          })
          hear(this.headMessage())
        })
      },
      call: (counter, command) =>
        ask((who) => {
          if (!who.roles.some((role) => role === 'counter' || role === 'desk')) return err('wrong_role')
          const decided = this.decide(command.command, command.after, 'ticket.called', (reads, ctx) =>
            callNext(reads, { requestId: command.command, counter, operator: command.operator }, ctx),
          )
          return decided.ok
            ? ok({
                event: decided.value.event,
                ticket: decided.value.ticket ?? '',
                passedOver: decided.value.passedOver,
              })
            : decided
        }),
      number: (service, command) =>
        ask((who) => {
          if (!who.roles.some((role) => role === 'dispenser' || role === 'counter' || role === 'desk'))
            return err('wrong_role')
          const decided = this.decide(
            command.command,
            command.after,
            command.want === 'lease' ? 'numbers.leased' : 'ticket.issued',
            (reads, ctx) => {
              if (command.want === 'number')
                return issueTicket(reads, { ...command, requestId: command.command, service, numbering: 'own' }, ctx)
              const day = serviceDay(reads.fair, ctx.now)
              const from = Math.max(reads.lastNumber(service, day)?.number ?? 0, reads.leasedUpTo(service, day)) + 1
              const event = numbersLeased.make(
                leaseStream(command.command),
                { service, day, station, from, to: from + LEASE_SIZE - 1 },
                ctx,
                { id: command.command },
              )
              return ok({ events: [event], ticket: null, passedOver: null })
            },
          )
          return decided.ok ? ok({ event: decided.value.event, ticket: decided.value.ticket }) : decided
        }),
      places: () => Promise.resolve(err('refused', { rule: 'no_capacity' })),
      stations: () => ask(() => ok({ stations: this.stationInfos(), now: this.ports.now() })),
      makeCode: () => Promise.resolve(err('unavailable')),
      revoke: (other) =>
        ask((who) => {
          const found = this.holds.members.get(other)
          if (!who.roles.includes('desk')) return err('wrong_role')
          if (found === undefined) return err('not_found')
          found.revokedAt = this.ports.now()
          return ok({ stations: this.stationInfos(), now: this.ports.now() })
        }),
    }
  }

  private logMisfit(log: string, acked: number): ReturnType<typeof err<HubError>> | null {
    const head = this.holds.entries.length
    // A head below what a station was told of: this hub lost some, and says so by a new identity.
    if (log === this.holds.log && acked > head) {
      this.holds.log = this.ports.newUuid()
      this.holds.isRestored = true
    }
    return log === this.holds.log ? null : err('log_changed', { log: this.holds.log, head })
  }

  private takeIn(
    text: string,
    by: { readonly station: string; readonly who: Member },
    offsetOf: (event: LogEvent) => number | null,
  ): Ack {
    const event = readEvent(text)
    const refused = (reason: Refusal, id: string | null, seq: number | null = null): Ack => ({
      status: 'refused',
      id,
      reason,
      seq,
    })
    if (event === null) return refused('not_an_event', null)
    const { id, chain, stationSeq, station } = event
    const hash = this.ports.sha256(text, 'utf8')
    const held = this.holds.byId.get(id)
    if (held !== undefined)
      return held.hash === hash
        ? { status: 'known', id, seq: held.seq, hubOffset: held.hubOffset }
        : refused('hash_differs', id)
    const isDesk = by.who.roles.includes('desk')
    const author = this.holds.members.get(station) ?? null
    if (station !== by.station && !(this.holds.isRestored && (author !== null || isDesk || station === this.station)))
      return refused('not_author', id)
    const place = this.holds.byPlace.get(placeOf(chain, stationSeq))
    if (place !== undefined) {
      return place.hash === hash && place.stub !== null
        ? refused(place.stub.stub.reason, id, place.stub.seq)
        : refused('forked', id)
    }
    const before = this.holds.byPlace.get(placeOf(chain, stationSeq - 1))
    if (before !== undefined && before.hash !== event.prevHash) return refused('forked', id)
    const reason = this.whyNot(event, station === this.station ? null : (author ?? by.who))
    if (reason !== null) {
      const seq = this.holds.entries.length + 1
      const stub: StubEntry = { seq, stub: { id, station, chain, stationSeq, hash, reason } }
      if (REFUSALS[reason].stub) {
        this.holds.entries.push(stub)
        this.holds.byPlace.set(placeOf(chain, stationSeq), { hash, stub })
      }
      return refused(reason, id, REFUSALS[reason].stub ? seq : null)
    }
    const hubOffset = offsetOf(event)
    const seq = this.store(event, text, hash, hubOffset)
    return { status: 'stored', id, seq, hubOffset }
  }

  /** `author` null: the hub itself, which may write everything. */
  private whyNot(event: LogEvent, author: Member | null): Refusal | null {
    if (author !== null && !mayAppend(author.roles, event.type)) return 'not_allowed'
    const type = KNOWN_EVENTS.find((known) => known.type === event.type && known.version === event.version)
    return type === undefined || type.schema.safeParse(event.body).success ? null : 'bad_body'
  }

  private store(event: LogEvent, text: string, hash: string, hubOffset: number | null): number {
    const seq = this.holds.entries.length + 1
    this.holds.entries.push({ seq, hubOffset, hash, text })
    this.holds.byId.set(event.id, { seq, hash, hubOffset })
    this.holds.byPlace.set(placeOf(event.chain, event.stationSeq), { hash, stub: null })
    return seq
  }

  private takeRow(row: PeopleRow, who: Member): 'stored' | 'known' | 'older' | 'wrong_role' {
    if (!mayWritePeople(who.roles, row.group)) return 'wrong_role'
    const key = `${row.visitor} ${row.group}`
    const old = this.holds.people.get(key)?.row
    if (old !== undefined) {
      if (old.sealed === null) return row.sealed === null ? 'known' : 'older'
      if (row.sealed === old.sealed && row.version === old.version) return 'known'
      if (row.sealed !== null) {
        const isNewer =
          row.version === old.version ? compareBytes(this.ports, row.sealed, old.sealed) > 0 : row.version > old.version
        if (!isNewer) return 'older'
      }
    }
    this.holds.peopleHead += 1
    this.holds.people.set(key, { row, seq: this.holds.peopleHead })
    return 'stored'
  }

  /** Decides as the hub's own station, by the queue as its log has it. */
  private decide(
    command: string,
    after: { readonly chain: string; readonly stationSeq: number } | null,
    type: string,
    work: (reads: QueueWorld['reads'], ctx: { now: number; newId: () => string }) => QueueResult,
  ): HubResult<{ event: HubEvent; ticket: string | null; passedOver: string | null }> {
    const events = this.holds.entries.flatMap((entry) => ('text' in entry ? [entry as HubEvent] : []))
    const repeated = events.find(({ text }) => (JSON.parse(text) as LogEvent).id === command)
    if (repeated !== undefined) {
      const event = JSON.parse(repeated.text) as LogEvent
      if (event.type !== type) return err('command_id_taken')
      return ok({ event: repeated, ticket: ticketOf(event), passedOver: null })
    }
    if (after !== null && !this.holds.byPlace.has(placeOf(after.chain, after.stationSeq))) return err('outbox_first')
    const setup = events.map(({ text }) => JSON.parse(text) as LogEvent).findLast((event) => setupImported.is(event))
    if (setup === undefined || !setupImported.is(setup)) return err('no_setup')
    const world = new QueueWorld(openFair(this.fair, setup.body.setup), this.station)
    for (const { text, seq, hubOffset } of events) {
      const event = JSON.parse(text) as LogEvent
      world.append(event, { station: event.station, hubSeq: seq, offset: hubOffset ?? event.offset })
    }
    const decided = work(world.reads, { now: this.ports.now(), newId: this.ports.newId })
    if (!decided.ok) return err('refused', { rule: decided.code, ...decided.detail })
    const [first] = decided.value.events.map((event) => this.appendOwn(event))
    this.tell()
    if (first === undefined) return err('internal')
    return ok({ event: first, ticket: decided.value.ticket, passedOver: decided.value.passedOver?.id ?? null })
  }

  private appendOwn(fresh: NewEvent): HubEvent {
    const { own } = this.holds
    const event: LogEvent = {
      ...fresh,
      offset: 0,
      station: this.station,
      chain: own.chain,
      stationSeq: own.stationSeq + 1,
      prevHash: own.hash,
    }
    const text = this.ports.canonical(event)
    const hash = this.ports.sha256(text, 'utf8')
    this.holds.own = { chain: own.chain, stationSeq: event.stationSeq, hash }
    return { seq: this.store(event, text, hash, 0), hubOffset: 0, hash, text }
  }

  private headMessage(): LiveMessage {
    return { what: 'head', log: this.holds.log, head: this.holds.entries.length, peopleHead: this.holds.peopleHead }
  }

  private tell(): void {
    for (const { hear } of this.listeners.values()) hear(this.headMessage())
  }

  private stationInfos(): StationInfo[] {
    return [...this.holds.members].map(([station, { number, roles, revokedAt, presence, lastSeenAt }]) => ({
      station,
      number,
      roles: [...roles],
      enrolledAt: 0,
      lastSeenAt,
      live: this.listeners.has(station),
      revokedAt,
      doubledAt: null,
      presence,
    }))
  }
}

const placeOf = (chain: string, stationSeq: number): string => `${chain} ${stationSeq}`

const ticketOf = (event: LogEvent): string | null => {
  const body = z.looseObject({ ticket: z.string() }).safeParse(event.body)
  if (body.success) return body.data.ticket
  const [kind, id] = event.stream.split(':')
  return kind === 'ticket' ? (id ?? null) : null
}

/** Of two seals with the same version the greater SHA-256 wins. */
function compareBytes(ports: MemoryHubPorts, a: string, b: string): number {
  const [x, y] = [ports.sha256(a, 'base64'), ports.sha256(b, 'base64')]
  return x < y ? -1 : x > y ? 1 : 0
}

function readEvent(text: string): LogEvent | null {
  try {
    const json: unknown = JSON.parse(text)
    return Envelope.safeParse(json).success ? (json as LogEvent) : null
  } catch {
    return null // no JSON: refused by name
  }
}

function copy(holds: Holdings): Holdings {
  return {
    ...holds,
    entries: [...holds.entries],
    byId: new Map(holds.byId),
    byPlace: new Map(holds.byPlace),
    people: new Map(holds.people),
    members: new Map([...holds.members].map(([station, member]) => [station, { ...member }])),
    own: { ...holds.own },
  }
}
