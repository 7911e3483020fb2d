import type { LogEvent, NewEvent } from '../events/envelope'
import { KNOWN_EVENTS } from '../events/known'
import type { HubError, HubResult } from '../hub/errors'
import type { Floor } from '../hub/floor'
import { judge, readOffered, type Delivery, type Held } from '../hub/judge'
import { familiesOf, groupsFor, MAY_ASK, mayPostPeople, tombstonesFor } from '../hub/permissions'
import type { Hub } from '../hub/port'
import { BOTH_MS, DOUBLED_MS, Presence, SILENT_MS, type StationInfo, type Wiped } from '../hub/stations'
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
import { claimCall, claimNumber, claimPlaces, type ClaimsLog } from './memory-claims'

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
  /** Of the app that runs there, and when it was last heard. */
  session: { readonly id: string; readonly at: number } | null
  doubledAt: number | null
  /** The head when it was revoked last: places that it held before are free. */
  freedAt: number
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
  /** When it got the newest; null: the first. */
  renewedAt: number | null
  /** By service and day. */
  floors: Map<string, Floor>
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
  private readonly listeners = new Map<string, (message: LiveMessage) => void>()
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
      renewedAt: null,
      floors: new Map(),
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
    for (const hear of this.listeners.values()) hear(this.headMessage())
  }

  /** Goes back to a backup without saying so: a copied disk. It finds out by what stations were acknowledged. */
  forget(backup: unknown): void {
    this.holds = copy(backup as Holdings)
  }

  /** As a desk's code and its use would. */
  enrol(station: string, roles: readonly StationRole[]): void {
    const known = this.holds.members.get(station)
    const number = known?.number ?? this.holds.members.size + 1
    const nothingHeard = { presence: null, lastSeenAt: null, session: null, doubledAt: null }
    const freedAt = known?.freedAt ?? 0
    this.holds.members.set(station, { number, roles, revokedAt: null, wiped: null, ...nothingHeard, freedAt })
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
    /** Every request: who asks, may its roles, then what is asked. */
    const ask = async <T>(
      work: (who: Member) => HubResult<T>,
      may: keyof typeof MAY_ASK | null = null,
    ): Promise<HubResult<T>> => {
      const who = member()
      if (!who.ok) return who
      const needs: readonly StationRole[] | null = may === null ? null : MAY_ASK[may].roles
      if (needs !== null && !needs.some((role) => who.value.roles.includes(role)))
        return err('wrong_role', { needs: needs.join(' ') })
      return work(who.value)
    }
    /** Hears a session; false: another of this station was heard not long ago. */
    const hear = (who: Member, session: string): boolean => {
      const [now, other] = [this.ports.now(), who.session]
      const heardAgo = other === null || other.id === session ? Infinity : now - other.at
      if (heardAgo < BOTH_MS) who.doubledAt = now
      if (heardAgo < SILENT_MS) return false
      who.session = { id: session, at: now }
      return true
    }
    const isDoubled = ({ doubledAt }: Member) => doubledAt !== null && doubledAt > this.ports.now() - DOUBLED_MS
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
      you: { station, number: who.number, roles: [...who.roles], doubled: isDoubled(who) },
    })
    return {
      hello: () => ask((who) => ok(hello(who))),
      report: (presence) =>
        ask((who) => {
          if (!hear(who, presence.session)) return err('already_live')
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
      live: (session, listen, signal) => {
        const who = member()
        if (!who.ok) return Promise.resolve(who)
        if (!hear(who.value, session)) return Promise.resolve(err('already_live'))
        return new Promise((resolve) => {
          this.listeners.set(station, listen)
          signal.addEventListener('abort', () => {
            this.listeners.delete(station)
            // Its next session need not wait.
            if (who.value.session?.id === session) who.value.session = null
            resolve(err('aborted'))
          })
          listen(this.headMessage())
        })
      },
      call: (counter, command) => ask(() => this.claim((log) => claimCall(log, station, counter, command)), 'call'),
      number: (service, command) =>
        ask(() => this.claim((log) => claimNumber(log, station, service, command)), 'numbers'),
      places: (list, command) => ask(() => this.claim((log) => claimPlaces(log, station, list, command)), 'places'),
      stations: () => ask(() => ok({ stations: this.stationInfos(), now: this.ports.now() }), 'stations'),
      makeCode: () => Promise.resolve(err('unavailable')),
      revoke: (other) =>
        ask(() => {
          const found = this.holds.members.get(other)
          if (found === undefined) return err('not_found')
          found.revokedAt ??= this.ports.now()
          found.freedAt = this.holds.entries.length
          return ok({ stations: this.stationInfos(), now: this.ports.now() })
        }, 'revoke'),
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
    this.holds.renewedAt = this.ports.now()
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

  /** Something that the hub decides for all, on what its log says now. */
  private claim<T>(work: (log: ClaimsLog) => HubResult<T>): HubResult<T> {
    const { holds, ports } = this
    const claimed = work({
      fair: this.fair,
      hub: this.station,
      log: holds.log,
      head: holds.entries.length,
      generation: holds.generation,
      renewedAt: holds.renewedAt,
      floors: holds.floors,
      events: holds.entries.flatMap((entry) => ('text' in entry ? [entry as HubEvent] : [])),
      holdsPlace: ({ chain, stationSeq }) => holds.byPlace.has(placeOf(chain, stationSeq)),
      countOf: (role) =>
        [...holds.members.values()].filter(({ roles, revokedAt }) => revokedAt === null && roles.includes(role)).length,
      leasesFrom: (station) => holds.members.get(station)?.freedAt ?? 0,
      append: (event) => this.appendOwn(event),
      ctx: { now: ports.now(), newId: ports.newId },
    })
    if (claimed.ok) this.tell()
    return claimed
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
    for (const hear of this.listeners.values()) hear(this.headMessage())
  }

  private stationInfos(): StationInfo[] {
    return [...this.holds.members].map(([station, member]) => ({
      station,
      number: member.number,
      roles: [...member.roles],
      enrolledAt: 0,
      lastSeenAt: member.lastSeenAt,
      live: this.listeners.has(station),
      revokedAt: member.revokedAt,
      wiped: member.wiped,
      doubledAt: member.doubledAt,
      presence: member.presence,
    }))
  }
}

const placeOf = (chain: string, stationSeq: number): string => `${chain} ${stationSeq}`

/** Of two seals with the same version the greater SHA-256 wins. */
function compareBytes(ports: MemoryHubPorts, a: string, b: string): number {
  const [x, y] = [ports.sha256(a, 'base64'), ports.sha256(b, 'base64')]
  return x < y ? -1 : x > y ? 1 : 0
}

function copy(holds: Holdings): Holdings {
  return {
    ...holds,
    floors: new Map(holds.floors),
    entries: [...holds.entries],
    byId: new Map(holds.byId),
    byPlace: new Map(holds.byPlace),
    owners: new Map(holds.owners),
    people: new Map(holds.people),
    members: new Map([...holds.members].map(([station, member]) => [station, { ...member }])),
    own: { ...holds.own },
  }
}
