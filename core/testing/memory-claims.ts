import { attendanceStream, placesLeased, scanRecorded } from '../events/checkin'
import { effectiveAt, type CommandContext, type LogEvent, type NewEvent } from '../events/envelope'
import { numbersLeased } from '../events/queue'
import { setupImported } from '../events/setup'
import type { CallAnswer, CallCommand, NumberAnswer, NumberCommand, PlaceAnswer, PlaceCommand } from '../hub/claims'
import {
  decideBlock,
  decideCall,
  decideNumber,
  grantPlaces,
  readCall,
  readNumber,
  readPlaces,
  roomOf,
  type Granted,
  type ReadAnswer,
} from '../hub/decisions'
import type { HubResult } from '../hub/errors'
import { above, floorUnder, GAP, type Floor } from '../hub/floor'
import { leftOf, shareOf } from '../hub/places'
import type { HubEvent } from '../hub/wire'
import type { StationRole } from '../people/groups'
import { foldAttendance, isInside } from '../projections/attendance'
import type { OrderedEvent } from '../projections/order'
import { serviceDay } from '../queue/hours'
import type { QueueReads } from '../queue/reads'
import { err, ok } from '../result/result'
import { lastReset, openFair, type Fair, type FairList } from '../setup/fair'
import { QueueWorld } from './queue-world'

/** What the claims of a hub in memory stand on. */
export interface ClaimsLog {
  readonly fair: string
  /** The hub's own place in the log. */
  readonly hub: string
  readonly log: string
  readonly head: number
  readonly generation: number
  /** When the log got its identity; null: it is the first. */
  readonly renewedAt: number | null
  /** In order, stubs left out. */
  readonly events: readonly HubEvent[]
  /** By service and day. */
  readonly floors: Map<string, Floor>
  holdsPlace(place: { readonly chain: string; readonly stationSeq: number }): boolean
  /** Stations that play a role, revoked ones left out. */
  countOf(role: StationRole): number
  /** The sequence after which a lease of places of this station counts: none from before it was revoked. */
  leasesFrom(station: string): number
  /** Writes the next event of the hub's own chain. */
  append(event: NewEvent): HubEvent
  readonly ctx: CommandContext
}

const logged = ({ text }: HubEvent): LogEvent => JSON.parse(text) as LogEvent

export const claimCall = (
  log: ClaimsLog,
  station: string,
  counter: string,
  command: CallCommand,
): HubResult<CallAnswer> =>
  decide(
    log,
    station,
    command,
    readCall(counter),
    (reads) => decideCall(reads, counter, command, log.ctx),
    ({ passedOver }) => ({ passedOver }),
  )

export const claimNumber = (
  log: ClaimsLog,
  station: string,
  service: string,
  asked: NumberCommand,
): HubResult<NumberAnswer> =>
  decide(log, station, asked, readNumber(service, asked.want), (world) => {
    const day = serviceDay(world.fair, log.ctx.now)
    const floor = floorOf(log, service, day, world)
    const reads = above(floor, {
      ...world,
      issuedCount: (...of) => world.issuedCount(...of) + leftOfBlocks(log, world, ...of),
    })
    if (asked.want === 'number') return decideNumber(reads, service, day, asked, log.ctx)
    const dispensers = log.countOf('dispenser')
    const block = { command: asked.command, service, station, dispensers, gap: floor > 0 ? GAP : 0 }
    return decideBlock(reads, block, log.ctx)
  })

export const claimPlaces = (
  log: ClaimsLog,
  station: string,
  list: string,
  asked: PlaceCommand,
): HubResult<PlaceAnswer> =>
  decide(log, station, asked, readPlaces(list, station), ({ fair }) => {
    const room = roomOf(fair, list)
    if (!room.ok) return room
    const given = asked.want === 'return' ? 0 : share(log, fair, room.value.list, room.value.limit, station)
    return ok(grantPlaces(list, station, given, asked, log.ctx))
  })

/** One decision, by what the log says to the station that asks; a command that was decided before gets the same answer. */
function decide<T>(
  log: ClaimsLog,
  station: string,
  asked: Pick<CallCommand, 'command' | 'log' | 'after'>,
  read: ReadAnswer<T>,
  work: (reads: QueueReads) => HubResult<Granted>,
  tell: (granted: Granted) => Partial<T> = () => ({}),
): HubResult<T> {
  if (asked.log !== log.log) return err('log_changed', { log: log.log, head: log.head })
  const all = log.events.map((held) => ({ held, event: logged(held) }))
  const before = all.find(({ event }) => event.id === asked.command)
  if (before !== undefined) {
    const answer = before.event.station === log.hub ? read(before.held, before.event) : null
    return answer === null ? err('command_id_taken') : ok(answer)
  }
  if (asked.after !== null && !log.holdsPlace(asked.after)) return err('outbox_first')
  const setup = all.map(({ event }) => event).findLast((event) => setupImported.is(event))
  if (setup === undefined || !setupImported.is(setup)) return err('no_setup')
  const world = new QueueWorld(openFair(log.fair, setup.body.setup), station)
  for (const { event, held } of all)
    world.append(event, { station: event.station, hubSeq: held.seq, offset: held.hubOffset ?? event.offset })
  const decided = work(world.reads)
  if (!decided.ok) return decided
  const own = log.append(decided.value.event)
  const answer = read(own, logged(own))
  if (answer === null) throw new Error('a decision cannot read its own event')
  return ok({ ...answer, ...tell(decided.value) })
}

/** The number that counts as given at least, kept at the first question under a new identity; 0: none does. */
function floorOf(
  { renewedAt, generation, floors }: ClaimsLog,
  service: string,
  day: string,
  reads: QueueReads,
): number {
  if (renewedAt === null) return 0
  const key = `${service} ${day}`
  const highest = reads.lastNumber(service, day)?.number ?? 0
  const floor = floorUnder({ generation, renewedAt }, floors.get(key) ?? null, day, highest)
  floors.set(key, floor)
  return floor.floor
}

/** Numbers of leased blocks that nobody was given yet. */
function leftOfBlocks({ events }: ClaimsLog, reads: QueueReads, service: string, day: string): number {
  let left = 0
  for (const event of events.map(logged)) {
    if (!numbersLeased.is(event) || event.body.service !== service || event.body.day !== day) continue
    for (let number = event.body.from; number <= event.body.to; number += 1)
      if (reads.byNumber(service, day, number) === null) left += 1
  }
  return left
}

/** A gate's places, by the same counts as the real hub's. */
function share(log: ClaimsLog, fair: Fair, list: FairList, limit: number, station: string): number {
  const events = log.events.map((held): OrderedEvent => {
    const event = logged(held)
    return { event, hubSeq: held.seq, seq: held.seq, at: effectiveAt(event, held.hubOffset) }
  })
  const rows = new Map<string, OrderedEvent[]>()
  for (const one of events.filter(({ event }) => event.stream.startsWith(attendanceStream(list.code, '', ''))))
    rows.set(one.event.stream, [...(rows.get(one.event.stream) ?? []), one])
  const resetAt = lastReset(list, fair.setup.timeZone, log.ctx.now)
  const inside = [...rows.values()].filter((row) => isInside(foldAttendance(row), resetAt)).length
  const leases = new Map<string, PlacesLeased>()
  for (const { event, seq } of events)
    if (placesLeased.is(event) && event.body.list === list.code && seq > log.leasesFrom(event.body.station))
      leases.set(event.body.station, event.body)
  const promised = [...leases.values()]
    .filter((lease) => lease.station !== station)
    .reduce((sum, lease) => sum + leftOfLease(lease, events), 0)
  return shareOf({ limit, inside, promised, gates: log.countOf('gate') })
}

type PlacesLeased = ReturnType<typeof placesLeased.schema.parse>

function leftOfLease({ list, station, places, after }: PlacesLeased, events: readonly OrderedEvent[]): number {
  const newest = new Map<string, 'entry' | 'exit'>()
  for (const { event } of events) {
    const isSince = after === null || (event.chain === after.chain && event.stationSeq > after.stationSeq)
    if (!scanRecorded.is(event) || event.station !== station || !isSince) continue
    if (event.body.list === list && event.body.outcome === 'admitted') newest.set(event.stream, event.body.direction)
  }
  return leftOf(places, [...newest.values()].filter((direction) => direction === 'entry').length)
}
