import { scanRecorded, attendanceStream, type ScanBody } from '../core/events/checkin'
import {
  counterOpened,
  counterStream,
  ticketCalled,
  ticketFinished,
  ticketIssued,
  ticketMissed,
  ticketStarted,
  ticketStream,
} from '../core/events/queue'
import { visitorRegistered, visitorStream } from '../core/events/visitor'
import type { CommandContext, NewEvent } from '../core/events/envelope'
import { daySpan, listsOfDay } from '../core/figures/day-span'
import { chanceOf, type Chance } from '../core/queue/simulation-chance'
import { openingSpans } from '../core/queue/hours'
import type { Fair } from '../core/setup/fair'
import type { FairFolder } from '../main/folder/fair-folder'

/** How busy a fair to make. */
export interface Busy {
  /** What happens after it is left out, UTC ms. */
  readonly until: number
  readonly days: readonly string[]
  /** Registered people; two thirds of them come each day. */
  readonly visitors: number
  readonly ticketsADay: number
  /** Once more the same with another seed is another fair. */
  readonly seed: string
}

interface Happening {
  readonly at: number
  readonly make: (ctx: CommandContext) => NewEvent
}

const MINUTE = 60_000
/** Arrivals by hour from eight, relative. */
const HOURS = [8, 13, 14, 13, 10, 10, 10, 11, 10] as const
const AT_ONCE = 5_000

/** Fills a folder with days of a fair, through the real log and folds: people, scans at the doors and rooms, tickets. */
export function makeBusy(folder: FairFolder, fair: Fair, busy: Busy): void {
  const chance = chanceOf(busy.seed)
  const visitors = people(fair, busy, chance.fork('people'), folder)
  const happenings = busy.days.flatMap((day) => [
    ...doors(fair, day, visitors, chance.fork(`doors ${day}`), folder),
    ...rooms(fair, day, visitors, chance.fork(`rooms ${day}`), folder),
    ...queues(fair, day, busy, chance.fork(`queues ${day}`), folder),
  ])
  const past = happenings.filter(({ at }) => at <= busy.until).sort((a, b) => a.at - b.at)
  for (let from = 0; from < past.length; from += AT_ONCE) {
    folder.log.transact((append) => {
      for (const { at, make } of past.slice(from, from + AT_ONCE))
        append(make({ now: Math.round(at), newId: folder.ports.newId }))
    })
  }
}

const INSTITUTIONS = [
  'Dinas Kominfo Jawa Timur',
  'Pemerintah Kota Surabaya',
  'Universitas Airlangga',
  'Koperasi Makmur Sejahtera',
  'RSUD Dr. Soetomo',
  'Kecamatan Wonokromo',
  'CV Sinar Abadi',
] as const

function people(fair: Fair, { visitors }: Busy, chance: Chance, folder: FairFolder): readonly string[] {
  const { categories } = fair.setup
  const ids = Array.from({ length: visitors }, () => folder.ports.newId())
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    folder.log.transact((append) => {
      for (const visitor of ids.slice(from, from + AT_ONCE)) {
        const pick = Math.floor(chance.next() ** 2 * categories.length)
        const institution = chance.next() < 0.55 ? null : (INSTITUTIONS[Math.floor(chance.next() ** 2 * 7)] ?? null)
        const body = {
          visitor,
          category: categories[pick]?.code ?? '',
          institution,
          status: 'active',
          codeHmac: null,
          rowHmac: null,
          source: 'roster',
        } as const
        append(
          visitorRegistered.make(visitorStream(visitor), body, { now: folder.ports.wall(), newId: folder.ports.newId }),
        )
      }
    })
  }
  return ids
}

/** A moment of the day, as busy as its hour is. */
function arrival(from: number, chance: Chance): number {
  const all = HOURS.reduce((sum: number, share) => sum + share, 0)
  let left = chance.next() * all
  const hour = HOURS.findIndex((share) => (left -= share) < 0)
  return Math.round(from + (Math.max(0, hour) + chance.next()) * 60 * MINUTE)
}

/** One scan as a camera's. */
export const scanOf = (
  at: number,
  newId: () => string,
  body: Pick<ScanBody, 'list' | 'visitor' | 'gate' | 'direction' | 'outcome' | 'reason'>,
): Happening => ({
  at,
  make: (ctx) => {
    const id = newId()
    const whole: ScanBody = {
      via: 'camera',
      credential: {
        kind: body.visitor === null ? 'unknown' : 'roster',
        hmac: 'a'.repeat(64),
        length: 9,
        looks: 'short_code',
      },
      rules: { multipleEntries: false, entryAfterExit: true, resetAt: null },
      typedAt: null,
      ...body,
    }
    return scanRecorded.make(attendanceStream(body.list, body.visitor, id), whole, ctx, { id })
  },
})

function doors(fair: Fair, day: string, visitors: readonly string[], chance: Chance, folder: FairFolder): Happening[] {
  const list = listsOfDay(fair, day, 'door')[0]
  if (list === undefined) return []
  const { newId } = folder.ports
  const eight = daySpan(fair, day).from + 8 * 60 * MINUTE
  const gates = list.gates.length === 0 ? fair.setup.gates.map(({ code }) => code) : list.gates
  const admitted = { list: list.code, outcome: 'admitted', reason: null } as const
  return visitors.flatMap((visitor) => {
    if (!chance.happens(2 / 3)) return []
    const gate = () => gates[Math.floor(chance.next() ** 1.4 * gates.length)] ?? null
    const inAt = arrival(eight, chance)
    const outAt = inAt + (30 + chance.next() * 150) * MINUTE
    const happened = [scanOf(inAt, newId, { ...admitted, visitor, gate: gate(), direction: 'entry' })]
    if (chance.happens(0.7))
      happened.push(scanOf(outAt, newId, { ...admitted, reason: 'exit', visitor, gate: gate(), direction: 'exit' }))
    if (chance.happens(0.05))
      happened.push(
        scanOf(outAt + 40 * MINUTE, newId, {
          ...admitted,
          reason: 'reentry',
          visitor,
          gate: gate(),
          direction: 'entry',
        }),
      )
    if (chance.happens(0.03)) {
      const reasons = ['already_admitted', 'already_admitted', 'invalid', 'too_early', 'category'] as const
      const reason = reasons[Math.floor(chance.next() * reasons.length)] ?? 'invalid'
      const who = reason === 'invalid' ? null : visitor
      happened.push(
        scanOf(inAt + 5 * MINUTE, newId, {
          list: list.code,
          visitor: who,
          gate: gate(),
          direction: 'entry',
          outcome: 'refused',
          reason,
        }),
      )
    }
    return happened
  })
}

function rooms(fair: Fair, day: string, visitors: readonly string[], chance: Chance, folder: FairFolder): Happening[] {
  return listsOfDay(fair, day, 'session').flatMap((list) => {
    const window = list.windows.find(({ from, to }) => from < daySpan(fair, day).to && to > daySpan(fair, day).from)
    if (window === undefined || window.to - window.from > 12 * 60 * MINUTE) return []
    const seats = Math.floor((list.capacity ?? 100) * (0.7 + chance.next() * 0.3))
    return visitors.slice(0, seats).flatMap((visitor) => {
      const at = window.from + chance.next() * 45 * MINUTE
      const body = { list: list.code, visitor, gate: list.gates[0] ?? null, outcome: 'admitted' } as const
      return [
        scanOf(at, folder.ports.newId, { ...body, direction: 'entry', reason: null }),
        scanOf(window.to - chance.next() * 20 * MINUTE, folder.ports.newId, {
          ...body,
          direction: 'exit',
          reason: 'exit',
        }),
      ]
    })
  })
}

function queues(fair: Fair, day: string, { ticketsADay }: Busy, chance: Chance, folder: FairFolder): Happening[] {
  const { services, counters } = fair.setup
  const { newId } = folder.ports
  const free = new Map<string, number>()
  const happened: Happening[] = []
  const eight = daySpan(fair, day).from + 8 * 60 * MINUTE
  for (const { code } of counters) {
    // A tenth of the counters stays shut.
    if (chance.happens(0.1)) continue
    const at = eight - chance.next() * 10 * MINUTE
    free.set(code, at)
    happened.push({
      at,
      make: (ctx) => counterOpened.make(counterStream(code), { counter: code, operator: 'cli' }, ctx),
    })
  }
  const weights = services.map(() => 0.2 + chance.next() ** 2)
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const arrivals = services
    .flatMap((service, n) =>
      Array.from({ length: Math.round((ticketsADay * (weights[n] ?? 0)) / all) }, () => ({
        service,
        at: arrival(eight, chance),
      })),
    )
    .sort((a, b) => a.at - b.at)
  const numbers = new Map<string, number>()
  for (const { service, at } of arrivals) {
    const closes = Math.max(...openingSpans(fair, service, day).map(({ to }) => to))
    if (at >= closes) continue
    const number = (numbers.get(service.code) ?? 0) + 1
    numbers.set(service.code, number)
    const ticket = newId()
    const stream = ticketStream(ticket)
    happened.push({
      at,
      make: (ctx) =>
        ticketIssued.make(
          stream,
          {
            ticket,
            service: service.code,
            day,
            prefix: service.prefix,
            number,
            class: 'normal',
            visitor: null,
            eligibleAt: at,
            sortKey: at,
            printing: false,
            via: 'dispenser',
            promised: null,
          },
          ctx,
        ),
    })
    const mine = counters.filter((counter) => counter.services.includes(service.code) && free.has(counter.code))
    const counter = mine.toSorted((a, b) => (free.get(a.code) ?? 0) - (free.get(b.code) ?? 0))[0]?.code
    if (counter === undefined) continue
    const by = { counter, operator: 'cli' }
    const callAt = Math.max(at + 10_000, free.get(counter) ?? 0) + 5_000
    happened.push({ at: callAt, make: (ctx) => ticketCalled.make(stream, { ...by, outOfOrder: false }, ctx) })
    if (chance.happens(0.05)) {
      const missedAt = callAt + 90_000
      happened.push({ at: missedAt, make: (ctx) => ticketMissed.make(stream, { ...by, reason: null }, ctx) })
      free.set(counter, missedAt)
      continue
    }
    const startAt = callAt + 8_000 + chance.next() * 25_000
    // Half take two minutes, one in twenty ten.
    const endAt = startAt + chance.lognormal(4.82, 0.95) * 1_000
    happened.push(
      {
        at: startAt,
        make: (ctx) => ticketStarted.make(stream, { ...by, direct: false, outOfOrder: false, slip: null }, ctx),
      },
      { at: endAt, make: (ctx) => ticketFinished.make(stream, { ...by, outcome: 'solved' }, ctx) },
    )
    free.set(counter, endAt)
  }
  return happened
}
