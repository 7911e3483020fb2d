import type { TicketClass } from '../events/queue'
import type { FairFile, Service } from '../setup/schema'
import type { Chance } from './simulation-chance'

/** How much goes on in a simulated day. */
export interface Load {
  /** Numbers a day; a visitor takes one and a half on average. */
  readonly tickets: number
  readonly booths: number
  readonly counters: number
  /** How many have their number before the counters open. */
  readonly crowd: number
  /** A bus arrives: so many numbers more within so many minutes. */
  readonly rush: { readonly atHour: number; readonly minutes: number; readonly tickets: number } | null
}

export const LOAD_NAMES = ['normal', 'rush', 'stress'] as const
export type LoadName = (typeof LOAD_NAMES)[number]

const NORMAL: Load = { tickets: 4_500, booths: 30, counters: 60, crowd: 0, rush: null }
export const LOADS: Readonly<Record<LoadName, Load>> = {
  normal: NORMAL,
  rush: { ...NORMAL, rush: { atHour: 10, minutes: 10, tickets: 600 } },
  stress: { ...NORMAL, tickets: 45_000, counters: 600, crowd: 5_000 },
}

/** Opening hours of a simulated day, and when the dispensers start. */
export const DAY = { dispensers: '07:30', from: '08:00', to: '17:00', firstHour: 8 } as const
/** Friday prayer: no numbers meanwhile. */
export const PRAYER = { from: '11:30', to: '12:45' } as const
/** Arrivals from 8 to 17 h, by hour, relative. */
const BY_HOUR = [8, 13, 14, 13, 10, 10, 10, 11, 10] as const
const PRIORITY_SHARE = 0.12
/** How many numbers one visitor takes. */
const NUMBERS_EACH = [
  { numbers: 1, weight: 6 },
  { numbers: 2, weight: 3 },
  { numbers: 3, weight: 1 },
] as const
const HOUR = 3_600_000

/**
 * A fair as large as the load says, made of a given one: its agencies and counters are copied until there are enough.
 * It has real opening hours and a Friday break, since a demo fair is open at night too.
 */
export function fairOfLoad(file: FairFile, load: Load): FairFile {
  const booths = withCopies(file, load)
  const times = Math.max(1, Math.round(load.counters / booths.counters.length))
  return {
    ...booths,
    services: booths.services.map((service) => ({
      ...service,
      hours: [{ from: DAY.dispensers, to: DAY.to }],
      lastNumber: null,
      breaks: [{ ...PRAYER, weekdays: ['fri'], reason: 'prayer' }],
      quota: service.quota === null ? null : service.quota * times,
    })),
    counters: booths.counters.flatMap((counter) =>
      Array.from({ length: times }, (_, n) => (n === 0 ? counter : { ...counter, code: `${counter.code}-x${n}` })),
    ),
  }
}

/** Copies agencies, each with its first counter or two and what is served there, until booths and counters suffice. */
function withCopies(file: FairFile, load: Load): FairFile {
  const agencies = [...file.agencies]
  const services = [...file.services]
  const counters = [...file.counters]
  const prefixes = freePrefixes(file.services)
  const goal = load.counters > 2 * load.booths ? 2 * load.booths : load.counters
  const missing = Math.max(0, load.booths - agencies.length)
  for (let n = 0; n < missing; n += 1) {
    const model = file.agencies[n % file.agencies.length]
    if (model === undefined) break
    const mark = `-b${n + 1}`
    const own = new Set(file.services.filter((service) => service.agency === model.code).map(({ code }) => code))
    const take =
      Math.round(((n + 1) * (goal - file.counters.length)) / missing) - (counters.length - file.counters.length)
    const copied = file.counters.filter((counter) => counter.services.some((code) => own.has(code))).slice(0, take)
    const served = new Set(copied.flatMap((counter) => counter.services))
    agencies.push({ ...model, code: model.code + mark })
    for (const service of file.services) {
      if (!served.has(service.code)) continue
      services.push({
        ...service,
        code: service.code + mark,
        agency: model.code + mark,
        prefix: prefixes.next().value ?? service.prefix,
      })
    }
    counters.push(
      ...copied.map((counter) => ({
        ...counter,
        code: counter.code + mark,
        services: counter.services.map((code) => code + mark),
      })),
    )
  }
  return { ...file, agencies, services, counters }
}

function* freePrefixes(taken: readonly Service[]): Generator<string, undefined> {
  const used = new Set(taken.map(({ prefix }) => prefix))
  const letters = 'ABCDEFGHJKLMNPRSTUVWXYZ'
  for (const first of letters) for (const second of letters) if (!used.has(first + second)) yield first + second
}

/** One visitor who comes for one or more numbers. */
export interface Visit {
  /** Ms after midnight. */
  readonly at: number
  readonly services: readonly string[]
  readonly class: TicketClass
}

/** How much each service is wanted, the same on every day: as its counters can serve, more or less. */
export function popularity(
  counters: readonly { readonly services: readonly string[] }[],
  chance: Chance,
): ReadonlyMap<string, number> {
  const wanted = new Map<string, number>()
  for (const { services } of counters)
    for (const code of services) wanted.set(code, (wanted.get(code) ?? 0) + 1 / services.length)
  return new Map([...wanted].map(([code, share]) => [code, share * chance.lognormal(0, 0.3)]))
}

/** The visits of a day, in order of time. */
export function visitsOf(load: Load, wanted: ReadonlyMap<string, number>, chance: Chance): readonly Visit[] {
  const visits: Visit[] = []
  const codes = [...wanted.keys()]
  const add = (tickets: number, at: () => number) => {
    for (let left = tickets; left > 0;) {
      const { numbers } = chance.pick(NUMBERS_EACH, ({ weight }) => weight)
      const services = new Set<string>()
      while (services.size < Math.min(numbers, left, codes.length))
        services.add(chance.pick(codes, (code) => wanted.get(code) ?? 0))
      visits.push({
        at: at(),
        services: [...services],
        class: chance.happens(PRIORITY_SHARE) ? 'priority' : 'normal',
      })
      left -= services.size
    }
  }
  const hours = BY_HOUR.map((weight, n) => ({ hour: DAY.firstHour + n, weight }))
  add(load.crowd, () => chance.between(DAY.firstHour - 0.5, DAY.firstHour) * HOUR)
  add(load.tickets - load.crowd, () => (chance.pick(hours, ({ weight }) => weight).hour + chance.next()) * HOUR)
  const { rush } = load
  if (rush !== null) add(rush.tickets, () => (rush.atHour + (chance.next() * rush.minutes) / 60) * HOUR)
  return visits.sort((a, b) => a.at - b.at)
}
