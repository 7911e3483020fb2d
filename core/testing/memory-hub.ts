import { z } from 'zod'
import { attendanceStream, placesLeased, placesStream, scanRecorded } from '../events/checkin'
import { effectiveAt, type LogEvent, type NewEvent } from '../events/envelope'
import { KNOWN_EVENTS } from '../events/known'
import { setupImported } from '../events/setup'
import { callChosen, callNext } from '../commands/queue/call'
import { issueTicket } from '../commands/queue/issue'
import { leaseNumbers } from '../commands/queue/lease'
import type { QueueResult } from '../commands/queue/command'
import type { CallCommand } from '../hub/claims'
import type { HubError, HubResult } from '../hub/errors'
import { leftOf, shareOf } from '../hub/places'
import { judge, readOffered, type Delivery, type Held } from '../hub/judge'
import { familiesOf, groupsFor, mayPostPeople, tombstonesFor } from '../hub/permissions'
import type { Hub } from '../hub/port'
import { Presence, type StationInfo, type Wiped } from '../hub/stations'
import {
  HUB_SCHEMA,
  REFUSALS,
  type Ack,
  type HubEvent,
  type LiveMessage,
  type PeopleRow,
  type Refusal,
  type StubEntry,
  hasLost,
  type Told,
} from '../hub/wire'
import type { StationRole } from '../people/groups'
import { assertNever, err, ok } from '../result/result'
import { foldAttendance, isInside } from '../projections/attendance'
import type { OrderedEvent } from '../projections/order'
import { lastReset, limitOf, openFair, type FairList } from '../setup/fair'
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
  wiped: Wiped | null
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
  /** How many identities it has had. */
  generation: number
  entries: Entry[]
  byId: Map<string, { seq: number; hash: string; hubOffset: number | null; reason: Refusal | null }>
  byPlace: Map<string, string>
  /** Whose chain each is. */
  owners: Map<string, string>
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
      generation: 1,
      entries: [],
      byId: new Map(),
      byPlace: new Map(),
      owners: new Map(),
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
    this.holds = copy(backup as Holdings)
    this.renew()
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
    this.holds.members.set(station, { number, roles, revokedAt: null, wiped: null, presence: null, lastSeenAt: null })
  }

  /** The number of an enrolled station. */
  numberOf(station: string): number {
    return this.holds.members.get(station)?.number ?? 0
  }

  /** The hub as this station sees it. */
  as(station: string): Hub {
    const member = () => {
      const found = this.holds.members.get(station)
      if (found === undefined) return err('unknown_station')
      found.lastSeenAt = this.ports.now()
      return found.revokedAt === null ? ok(found) : err('revoked', { at: this.ports.now() })
    }
    /** Every request: who asks, then what is asked. */
    const ask = async <T>(work: (who: Member) => HubResult<T>): Promise<HubResult<T>> => {
      const who = member()
      return who.ok ? work(who.value) : who
    }
    const hello = (who: Member) => ({
      fair: this.fair,
      log: this.holds.log,
      generation: this.holds.generation,
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
          who.presence = Presence.parse(presence)
          return ok(hello(who))
        }),
      publish: (batch) =>
        ask((who) => {
          const misfit = this.logMisfit(batch.log, batch)
          if (misfit !== null) return misfit
          const receivedAt = this.ports.now()
          const delivery: Delivery = {
            station,
            roles: who.roles,
            clock: batch.clock,
            receivedAt,
            hub: this.station,
            hubChain: this.holds.own.chain,
            isRenewed: this.holds.generation > 1,
            rolesOf: (author) => this.holds.members.get(author)?.roles ?? null,
          }
          const acks = batch.events.map((sent) => this.takeIn(sent, delivery))
          this.tell()
          return ok({ log: this.holds.log, acks, head: this.holds.entries.length, now: this.ports.now() })
        }),
      page: (query) =>
        ask((who) => {
          const misfit = this.logMisfit(query.log, query)
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
          const misfit = this.logMisfit(query.log)
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
          const { chosen, operator } = command
          const by = { requestId: command.command, counter, operator }
          const decided = this.decide(command, 'ticket.called', (reads, ctx) =>
            chosen === undefined ? callNext(reads, by, ctx) : callChosen(reads, { ...by, ...chosen }, ctx),
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
            command,
            command.want === 'lease' ? 'numbers.leased' : 'ticket.issued',
            (reads, ctx) => {
              if (command.want === 'number')
                return issueTicket(reads, { ...command, requestId: command.command, service, numbering: 'own' }, ctx)
              const dispensers = [...this.holds.members.values()].filter(({ roles }) =>
                roles.includes('dispenser'),
              ).length
              return leaseNumbers(reads, { requestId: command.command, service, station, dispensers, gap: 0 }, ctx)
            },
          )
          return decided.ok ? ok({ event: decided.value.event, ticket: decided.value.ticket }) : decided
        }),
      places: (list, command) =>
        ask((who) => {
          if (!who.roles.some((role) => role === 'gate' || role === 'desk')) return err('wrong_role')
          const { want, after } = command
          const decided = this.decide(command, 'places.leased', (reads, ctx) => {
            const found = reads.fair.list(list)
            const limit = found === null ? null : limitOf(found)
            if (found === null || limit === null) return err('unknown_service')
            const given = want === 'return' ? 0 : this.share(found, limit, reads.fair.setup.timeZone, station)
            const body = { list, station, places: given, after }
            const event = placesLeased.make(placesStream(list, station), body, ctx, { id: command.command })
            return ok({ events: [event], ticket: null, passedOver: null })
          })
          if (!decided.ok) return decided
          const event = JSON.parse(decided.value.event.text) as LogEvent
          return ok({ event: decided.value.event, places: placesLeased.is(event) ? event.body.places : 0 })
        }),
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
      sayWiped: async (notice) => {
        const found = this.holds.members.get(station)
        if (found === undefined) return err('unknown_station')
        if (found.revokedAt === null || notice.order < found.revokedAt) return err('not_found')
        found.wiped ??= { ...notice, at: this.ports.now() }
        return ok({ at: found.wiped.at })
      },
    }
  }

  /** A new identity, with a new chain of its own: places of the old one may have been given before. */
  private renew(): void {
    this.holds.log = this.ports.newUuid()
    this.holds.generation += 1
    this.holds.own = { chain: this.ports.newUuid(), stationSeq: 0, hash: '0'.repeat(64) }
  }

  private logMisfit(log: string, told: Told = { acked: 0, newest: null }): ReturnType<typeof err<HubError>> | null {
    const head = this.holds.entries.length
    const at = this.holds.entries[(told.newest?.seq ?? 0) - 1]
    const idAtNewest =
      at === undefined ? null : 'text' in at ? (JSON.parse(String(at.text)) as LogEvent).id : at.stub.id
    // What it lost it says by a new identity.
    if (log === this.holds.log && hasLost(told, head, idAtNewest)) this.renew()
    return log === this.holds.log ? null : err('log_changed', { log: this.holds.log, head })
  }

  /** One event, by the judgement that the real hub uses. */
  private takeIn(sent: { readonly text: string; readonly hubOffset: number | null }, delivery: Delivery): Ack {
    const { text, hubOffset } = sent
    const hash = this.ports.sha256(text, 'utf8')
    const { byId, byPlace, owners } = this.holds
    const held: Held = {
      byId: (id) => byId.get(id) ?? null,
      hashAt: (chain, stationSeq) => byPlace.get(placeOf(chain, stationSeq)) ?? null,
      ownerOf: (chain) => owners.get(chain) ?? null,
    }
    const verdict = judge({ text, hash, event: readOffered(text), hubOffset }, held, delivery)
    switch (verdict.is) {
      case 'known':
        return { status: 'known', id: verdict.id, seq: verdict.seq, hubOffset: verdict.hubOffset }
      case 'refused_before':
        return { status: 'refused', id: verdict.id, reason: verdict.reason, seq: verdict.seq }
      case 'refused': {
        const { event, reason } = verdict
        const seq = event !== null && REFUSALS[reason].stub ? this.keep(event, { text, hash, reason }, null) : null
        return { status: 'refused', id: event?.id ?? null, reason, seq }
      }
      case 'good': {
        const { event } = verdict
        const seq = this.keep(event, { text, hash, reason: null }, verdict.hubOffset)
        return { status: 'stored', id: event.id, seq, hubOffset: verdict.hubOffset }
      }
      default:
        return assertNever(verdict)
    }
  }

  private keep(
    event: LogEvent,
    what: { readonly text: string; readonly hash: string; readonly reason: Refusal | null },
    hubOffset: number | null,
  ): number {
    const { id, station, chain, stationSeq } = event
    const { text, hash, reason } = what
    const seq = this.holds.entries.length + 1
    this.holds.entries.push(
      reason === null
        ? { seq, hubOffset, hash, text }
        : { seq, stub: { id, station, chain, stationSeq, hash, reason } },
    )
    this.holds.byId.set(id, { seq, hash, hubOffset, reason })
    this.holds.byPlace.set(placeOf(chain, stationSeq), hash)
    if (!this.holds.owners.has(chain)) this.holds.owners.set(chain, station)
    return seq
  }

  private takeRow(row: PeopleRow, who: Member): 'stored' | 'known' | 'older' | 'wrong_role' {
    if (!mayPostPeople(who.roles, row)) return 'wrong_role'
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
    { command, log, after }: Pick<CallCommand, 'command' | 'log' | 'after'>,
    type: string,
    work: (reads: QueueWorld['reads'], ctx: { now: number; newId: () => string }) => QueueResult,
  ): HubResult<{ event: HubEvent; ticket: string | null; passedOver: string | null }> {
    const misfit = this.logMisfit(log)
    if (misfit !== null) return misfit
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

  /** A gate's places, by the same counts as the real hub's. */
  private share(list: FairList, limit: number, timeZone: string, station: string): number {
    const events = this.holds.entries.flatMap((entry): OrderedEvent[] => {
      if (!('text' in entry)) return []
      const { text, seq, hubOffset } = entry as HubEvent
      const event = JSON.parse(text) as LogEvent
      return [{ event, hubSeq: seq, seq, at: effectiveAt(event, hubOffset) }]
    })
    const rows = new Map<string, OrderedEvent[]>()
    for (const one of events.filter(({ event }) => event.stream.startsWith(attendanceStream(list.code, '', ''))))
      rows.set(one.event.stream, [...(rows.get(one.event.stream) ?? []), one])
    const resetAt = lastReset(list, timeZone, this.ports.now())
    const inside = [...rows.values()].filter((row) => isInside(foldAttendance(row), resetAt)).length
    const leases = new Map<string, PlacesLeased>()
    for (const { event } of events)
      if (placesLeased.is(event) && event.body.list === list.code) leases.set(event.body.station, event.body)
    const promised = [...leases.values()]
      .filter((lease) => lease.station !== station)
      .reduce((sum, lease) => sum + this.leftOfLease(lease, events), 0)
    const gates = [...this.holds.members.values()].filter(({ roles }) => roles.includes('gate')).length
    return shareOf({ limit, inside, promised, gates })
  }

  private leftOfLease({ list, station, places, after }: PlacesLeased, events: readonly OrderedEvent[]): number {
    const newest = new Map<string, 'entry' | 'exit'>()
    for (const { event } of events) {
      const isSince = after === null || (event.chain === after.chain && event.stationSeq > after.stationSeq)
      if (!scanRecorded.is(event) || event.station !== station || !isSince) continue
      if (event.body.list === list && event.body.outcome === 'admitted') newest.set(event.stream, event.body.direction)
    }
    return leftOf(places, [...newest.values()].filter((direction) => direction === 'entry').length)
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
    return { seq: this.keep(event, { text, hash, reason: null }, 0), hubOffset: 0, hash, text }
  }

  private headMessage(): LiveMessage {
    return { what: 'head', log: this.holds.log, head: this.holds.entries.length, peopleHead: this.holds.peopleHead }
  }

  private tell(): void {
    for (const { hear } of this.listeners.values()) hear(this.headMessage())
  }

  private stationInfos(): StationInfo[] {
    return [...this.holds.members].map(([station, { number, roles, revokedAt, wiped, presence, lastSeenAt }]) => ({
      station,
      number,
      roles: [...roles],
      enrolledAt: 0,
      lastSeenAt,
      live: this.listeners.has(station),
      revokedAt,
      wiped,
      doubledAt: null,
      presence,
    }))
  }
}

type PlacesLeased = z.output<typeof placesLeased.schema>

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

function copy(holds: Holdings): Holdings {
  return {
    ...holds,
    entries: [...holds.entries],
    byId: new Map(holds.byId),
    byPlace: new Map(holds.byPlace),
    owners: new Map(holds.owners),
    people: new Map(holds.people),
    members: new Map([...holds.members].map(([station, member]) => [station, { ...member }])),
    own: { ...holds.own },
  }
}
