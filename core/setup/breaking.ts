import { openingSpans, serviceDay } from '../queue/hours'
import { limitOf, openFair, type Fair, type Span } from './fair'
import { isSame, rowName } from './part-names'
import type { FairFile, Text } from './schema'

/** What runs at the moment, as far as a change of the set-up may break it. Each is asked only where it matters. */
export interface FairFacts {
  readonly now: number
  /** Who makes the change. */
  readonly actor: string
  /** Numbers of a service that are waiting, called, served, parked or missed today, and all that it gave today. */
  live(service: string): number
  waiting(service: string): number
  issued(service: string): number
  /** Who works at a counter that is open; null: nobody. */
  operatorAt(counter: string): string | null
  isOpen(counter: string): boolean
  /** People inside a list now, and everybody who ever entered it. */
  inside(list: string): number
  entered(list: string): number
  /** Scans of a gate today. */
  scans(gate: string): number
  /** Registered visitors of a category. */
  visitors(category: string): number
}

/** What a change would break, in a word of ours: screens have a sentence for each. */
export const BREAKS = [
  'service_gone',
  'service_prefix',
  'service_closes',
  'service_quota',
  'service_unserved',
  'counter_open',
  'counter_staff',
  'gate_used',
  'list_gone',
  'list_closes',
  'list_full',
  'list_category',
  'category_used',
  'day_gone',
  'zone_changes',
  'own_role',
] as const
export type BreakWord = (typeof BREAKS)[number]

export interface Break {
  readonly why: BreakWord
  /** What it happens to; null: the fair. */
  readonly name: Text | null
  readonly values: Readonly<Record<string, string | number>>
}

/** Everything that going from one set-up to another would break now. Nothing, where nothing is under way. */
export function breaksOf(before: FairFile, after: FairFile, facts: FairFacts): Break[] {
  return [
    ...ofServices(before, after, facts),
    ...ofCounters(before, after, facts),
    ...ofDoors(before, after, facts),
    ...ofTheFair(before, after, facts),
  ]
}

const found = (why: BreakWord, row: Parameters<typeof rowName>[0] | null, values: Break['values'] = {}): Break => ({
  why,
  name: row === null ? null : rowName(row),
  values,
})

const byCode = <T extends { readonly code: string }>(rows: readonly T[]) => new Map(rows.map((row) => [row.code, row]))

/** Every row of before, with what became of it; undefined: it is gone. */
const pairs = <T extends { readonly code: string }>(before: readonly T[], after: readonly T[]) => {
  const then = byCode(after)
  return before.map((row) => ({ row, next: then.get(row.code) }))
}

function ofServices(before: FairFile, after: FairFile, facts: FairFacts): Break[] {
  const [was, becomes] = [openFair('', { ...before, lists: [] }), openFair('', { ...after, lists: [] })]
  // Calendar work is slow: asked only of services whose hours change.
  const closes = (row: Service, next: Service) =>
    (before.timeZone !== after.timeZone || !isSame(row.hours, next.hours)) &&
    isOpenAt(was, row, facts.now) &&
    !isOpenAt(becomes, next, facts.now)
  return pairs(before.services, after.services).flatMap(({ row, next }) => {
    if (next === undefined) {
      const [live, issued] = [facts.live(row.code), facts.issued(row.code)]
      return live + issued > 0 ? [found('service_gone', row, { live, issued })] : []
    }
    const isTighterNow = isTighter(row.quota, next.quota)
    const issued = row.prefix !== next.prefix || isTighterNow ? facts.issued(row.code) : 0
    const isClosing = closes(row, next)
    const isLeft = isServed(before, row.code) && !isServed(after, row.code)
    const waiting = isClosing || isLeft ? facts.waiting(row.code) : 0
    return [
      ...(row.prefix !== next.prefix && issued > 0
        ? [found('service_prefix', row, { from: row.prefix, to: next.prefix, n: issued })]
        : []),
      ...(next.quota !== null && isTighterNow && issued >= next.quota
        ? [found('service_quota', row, { quota: next.quota, n: issued })]
        : []),
      ...(isClosing && waiting > 0 ? [found('service_closes', row, { n: waiting })] : []),
      ...(isLeft && waiting > 0 ? [found('service_unserved', row, { n: waiting })] : []),
    ]
  })
}

type Service = FairFile['services'][number]

const isServed = (file: FairFile, service: string): boolean =>
  file.counters.some(({ services }) => services.includes(service))

const isTighter = (from: number | null, to: number | null): boolean => to !== null && (from === null || to < from)

const holds = (span: Span, now: number): boolean => span.from <= now && now < span.to

const isOpenAt = (fair: Fair, service: Service, now: number): boolean =>
  openingSpans(fair, service, serviceDay(fair, now)).some((span) => holds(span, now))

function ofCounters(before: FairFile, after: FairFile, facts: FairFacts): Break[] {
  const staff = byCode(after.staff)
  return pairs(before.counters, after.counters).flatMap(({ row, next }) => {
    if (next === undefined) return facts.isOpen(row.code) ? [found('counter_open', row)] : []
    const operator = facts.operatorAt(row.code)
    const isGone = operator !== null && before.staff.some(({ code }) => code === operator) && !staff.has(operator)
    return isGone ? [found('counter_staff', row)] : []
  })
}

function ofDoors(before: FairFile, after: FairFile, facts: FairFacts): Break[] {
  // Only lists that change are opened, since their windows take calendar work.
  const then = byCode(after.lists)
  const touched = before.lists.filter(
    (list) => before.timeZone !== after.timeZone || !isSame(list, then.get(list.code)),
  )
  const [was, becomes] = [
    openFair('', { ...before, lists: touched }),
    openFair('', { ...after, lists: touched.flatMap(({ code }) => then.get(code) ?? []) }),
  ]
  const gates = pairs(before.gates, after.gates).flatMap(({ row, next }) => {
    const n = next === undefined ? facts.scans(row.code) : 0
    return n > 0 ? [found('gate_used', row, { n })] : []
  })
  const lists = pairs(was.lists, becomes.lists).flatMap(({ row, next }) => {
    const inside = () => facts.inside(row.code)
    if (next === undefined) {
      const entered = facts.entered(row.code)
      return entered > 0 ? [found('list_gone', row, { inside: inside(), n: entered })] : []
    }
    const isOpen = (list: typeof row) => list.windows.some((span) => holds(span, facts.now))
    const [limit, nextLimit] = [limitOf(row), limitOf(next)]
    const isFuller = nextLimit !== null && isTighter(limit, nextLimit) && inside() > nextLimit
    const { admits } = next
    const shut = before.categories.filter(
      ({ code }) => (row.admits?.has(code) ?? true) && !(admits?.has(code) ?? true) && facts.visitors(code) > 0,
    )
    return [
      ...(isOpen(row) && !isOpen(next) ? [found('list_closes', row, { n: inside() })] : []),
      ...(isFuller ? [found('list_full', row, { capacity: nextLimit, n: inside() })] : []),
      ...(shut.length > 0 && facts.entered(row.code) > 0
        ? [found('list_category', row, { n: shut.reduce((sum, { code }) => sum + facts.visitors(code), 0) })]
        : []),
    ]
  })
  return [...gates, ...lists]
}

function ofTheFair(before: FairFile, after: FairFile, facts: FairFacts): Break[] {
  const categories = pairs(before.categories, after.categories).flatMap(({ row, next }) => {
    const n = next === undefined ? facts.visitors(row.code) : 0
    return n > 0 ? [found('category_used', row, { n })] : []
  })
  const gone = before.days.filter((day) => !after.days.includes(day))
  const isMoved = before.timeZone !== after.timeZone
  const entered = gone.length > 0 || isMoved ? before.lists.reduce((sum, { code }) => sum + facts.entered(code), 0) : 0
  const role = (file: FairFile) => file.staff.find(({ code }) => code === facts.actor)?.role ?? null
  return [
    ...categories,
    ...(entered > 0 && gone.length > 0 ? [found('day_gone', null, { days: gone.join(', '), n: entered })] : []),
    ...(entered > 0 && isMoved ? [found('zone_changes', null, { n: entered })] : []),
    ...(role(before) === 'organizer' && role(after) !== 'organizer' ? [found('own_role', null)] : []),
  ]
}
