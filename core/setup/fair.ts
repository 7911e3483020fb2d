import { dailySpan, localToEpoch } from '../time/zone'
import type { Category, CheckInList, FairSetup, Gate } from './schema'

/** A span of time, UTC milliseconds: `from` counts, `to` no longer. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** A check-in list with its windows as moments; made once per set-up, since a scan must not do calendar work. */
export interface FairList extends Omit<CheckInList, 'windows' | 'categories'> {
  readonly windows: readonly Span[]
  readonly opensAt: number
  readonly closesAt: number
  /** Category codes admitted; null: everybody. */
  readonly admits: ReadonlySet<string> | null
}

/** The set-up made ready for use: looked up by code, times as moments. */
export interface Fair {
  readonly id: string
  readonly setup: FairSetup
  readonly lists: readonly FairList[]
  list(code: string): FairList | null
  category(code: string): Category | null
  gate(code: string | null): Gate | null
}

export function openFair(id: string, setup: FairSetup): Fair {
  const lists = setup.lists.map((list) => openList(list, setup.timeZone))
  const byCode = <T extends { code: string }>(rows: readonly T[]) => new Map(rows.map((row) => [row.code, row]))
  const [listOf, categoryOf, gateOf] = [byCode(lists), byCode(setup.categories), byCode(setup.gates)]
  return {
    id,
    setup,
    lists,
    list: (code) => listOf.get(code) ?? null,
    category: (code) => categoryOf.get(code) ?? null,
    gate: (code) => (code === null ? null : (gateOf.get(code) ?? null)),
  }
}

/** Finds a thing by what a person calls it: its code, else either of its names; capital letters do not matter. */
export function findNamed<T extends { code: string; name: { id: string; en: string } }>(
  rows: readonly T[],
  called: string,
): T | null {
  const wanted = fold(called)
  return (
    rows.find((row) => fold(row.code) === wanted) ??
    rows.find((row) => fold(row.name.id) === wanted || fold(row.name.en) === wanted) ??
    null
  )
}

type Counters = Pick<FairSetup, 'counters'>

/** Counters that serve a service, in the order of the set-up. */
export const countersOf = ({ counters }: Counters, service: string): Counters['counters'] =>
  counters.filter((counter) => counter.services.includes(service))

/** The zones where a service is served, each once, in the order of the set-up. */
export const areasOf = (setup: Counters, service: string): readonly string[] => [
  ...new Set(countersOf(setup, service).map((counter) => counter.zone)),
]

/** How many may be inside a list at once; null: nobody is refused for it. */
export const limitOf = ({ capacity, countOnly }: Pick<FairList, 'capacity' | 'countOnly'>): number | null =>
  countOnly === true ? null : capacity

/**
 * The list a gate serves when nobody chose one: of its door lists (else of the sessions that name this gate) the one
 * open now, else the next to open, else the last that closed. Asked again at every scan, so that a gate left on
 * overnight is right the next morning.
 */
export function listForGate(fair: Fair, gate: string | null, now: number): FairList | null {
  const doors = fair.lists.filter(
    (list) => list.kind === 'door' && (gate === null || list.gates.length === 0 || list.gates.includes(gate)),
  )
  const sessions = fair.lists.filter((list) => list.kind === 'session' && gate !== null && list.gates.includes(gate))
  const lists = doors.length > 0 ? doors : sessions
  const open = lists.find((list) => list.windows.some((span) => span.from <= now && now < span.to))
  if (open !== undefined) return open
  const opensNext = (list: FairList) =>
    Math.min(...list.windows.filter((span) => span.from > now).map((span) => span.from))
  const next = lists.filter((list) => opensNext(list) < Infinity).sort((a, b) => opensNext(a) - opensNext(b))[0]
  return next ?? lists.toSorted((a, b) => b.closesAt - a.closesAt)[0] ?? null
}

/** The window of a list to show at a moment: the one open, else the next, else the last. */
export function windowAt(list: FairList, now: number): Span & { readonly open: 'now' | 'later' | 'over' } {
  const open = list.windows.find((span) => span.from <= now && now < span.to)
  if (open !== undefined) return { ...open, open: 'now' }
  const next = list.windows.find((span) => span.from > now)
  if (next !== undefined) return { ...next, open: 'later' }
  return { ...(list.windows.at(-1) ?? { from: list.opensAt, to: list.closesAt }), open: 'over' }
}

/** Day of the fair (1, 2 …) on which a list opens, or null when it opens on none of its days. */
export function dayNumber(fair: Fair, date: string): number | null {
  const index = fair.setup.days.indexOf(date)
  return index < 0 ? null : index + 1
}

/** When everybody on a list last counted as gone, at a moment (UTC ms); null: the list knows no such time. */
export function lastReset(list: Pick<FairList, 'resetAt'>, timeZone: string, at: number): number | null {
  return list.resetAt === null ? null : dailySpan(at, list.resetAt, timeZone).last
}

function openList(list: CheckInList, timeZone: string): FairList {
  const windows = list.windows
    .map(({ from, to }) => ({ from: localToEpoch(from, timeZone), to: localToEpoch(to, timeZone) }))
    .sort((a, b) => a.from - b.from)
  return {
    ...list,
    windows,
    opensAt: Math.min(...windows.map((span) => span.from)),
    closesAt: Math.max(...windows.map((span) => span.to)),
    admits: list.categories.length === 0 ? null : new Set(list.categories),
  }
}

const fold = (text: string): string => text.normalize('NFC').trim().toLowerCase()
