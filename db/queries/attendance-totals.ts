import type { AttendanceTotals, PeopleCount } from '../../core/figures/figures'
import { daySpan } from '../../core/figures/day-span'
import type { Fair } from '../../core/setup/fair'
import { ZoneClock } from '../../core/time/zone-clock'
import type { Database } from '../connection'
import { LET_IN } from './let-in'

/** Plain rows: there are as many as entries. */
type EntryRow = readonly [
  person: string,
  at: number,
  gate: string | null,
  category: string | null,
  institution: string | null,
]

/** More days than this do not fit the marks of one number; no fair is that long. */
const MOST_DAYS = 31

/**
 * Who came, over whole days, by category, institution, gate and hour: one pass over the entries of the doors. It reads
 * as many rows as there were entries; where a window waits, ask it in a process of its own.
 */
export function attendanceTotals(db: Database): (fair: Fair, days: readonly string[]) => AttendanceTotals {
  const entries = db
    .prepare<[number, number, string], EntryRow>(
      `SELECT coalesce(p.person, s.visitor) AS person, s.effective_at AS at, s.gate, coalesce(v.category, s.category) AS category, v.institution
       FROM scan s LEFT JOIN visitor v ON v.id = s.visitor LEFT JOIN visitor_person p ON p.visitor = s.visitor
       WHERE s.effective_at >= ? AND s.effective_at < ? AND ${LET_IN}
         AND s.list IN (SELECT value FROM json_each(?))
       ORDER BY s.effective_at, s.seq`,
    )
    .raw()
  return (fair, asked) => {
    const days = asked.slice(0, MOST_DAYS)
    const doors = JSON.stringify(fair.lists.filter(({ kind }) => kind === 'door').map(({ code }) => code))
    const clock = new ZoneClock(fair.setup.timeZone)
    const tables = {
      people: new Tally<null>(days.length),
      categories: new Tally<string>(days.length),
      institutions: new Tally<string | null>(days.length),
      gates: new Tally<string | null>(days.length),
      hours: new Tally<number>(days.length),
    }
    /** On which of the days somebody was seen already, a bit each: rows come in order of time, the first is the first entry. */
    const seen = new Map<string, number>()
    days.forEach((day, n) => {
      const { from, to } = daySpan(fair, day)
      for (const [person, at, gate, category, institution] of entries.iterate(from, to, doors)) {
        const marks = seen.get(person) ?? 0
        if ((marks & (1 << n)) !== 0) continue
        seen.set(person, marks | (1 << n))
        const isNew = marks === 0
        tables.people.count(null, n, isNew)
        tables.categories.count(category ?? '', n, isNew)
        tables.institutions.count(institution, n, isNew)
        tables.gates.count(gate, n, isNew)
        tables.hours.count(clock.hour(at), n, true)
      }
    })
    const order = (codes: readonly string[]) => (a: string, b: string) =>
      place(codes, a) - place(codes, b) || (a < b ? -1 : 1)
    const categories = order(fair.setup.categories.map(({ code }) => code))
    const gates = order(fair.setup.gates.map(({ code }) => code))
    return {
      days,
      people: tables.people.rows()[0]?.[1] ?? { all: 0, days: days.map(() => 0) },
      categories: tables.categories
        .rows()
        .sort(([a], [b]) => categories(a, b))
        .map(([category, count]) => ({ category, ...count })),
      institutions: tables.institutions
        .rows()
        .sort(([a, n], [b, m]) => m.all - n.all || ((a ?? '') < (b ?? '') ? -1 : 1))
        .map(([institution, count]) => ({ institution, ...count })),
      gates: tables.gates
        .rows()
        .sort(([a], [b]) => gates(a ?? '', b ?? ''))
        .map(([gate, count]) => ({ gate, ...count })),
      hours: tables.hours
        .rows()
        .sort(([a], [b]) => a - b)
        .map(([hour, count]) => ({ hour, ...count })),
    }
  }
}

const place = (codes: readonly string[], code: string): number => {
  const index = codes.indexOf(code)
  return index < 0 ? codes.length : index
}

/** People by some key and by day. */
class Tally<Key> {
  readonly #rows = new Map<Key, { all: number; days: number[] }>()
  constructor(private readonly days: number) {}

  count(key: Key, day: number, isNew: boolean): void {
    let row = this.#rows.get(key)
    if (row === undefined) {
      row = { all: 0, days: Array.from({ length: this.days }, () => 0) }
      this.#rows.set(key, row)
    }
    row.days[day] = (row.days[day] ?? 0) + 1
    if (isNew) row.all += 1
  }

  rows(): [Key, PeopleCount][] {
    return [...this.#rows]
  }
}
