import { daySpan } from '../../core/figures/day-span'
import type { PresenceFigures } from '../../core/figures/figures'
import type { Present } from '../../core/projections/online'
import type { Fair, Span } from '../../core/setup/fair'
import type { Database } from '../connection'
import { LET_IN } from './let-in'
import type { PersonQueries } from './persons'

/** Who was at sessions online. */
export function onlineQueries(db: Database, persons: PersonQueries) {
  const present = db.prepare<[string, string], { present: string; minimum: number }>(
    'SELECT present, minimum FROM online_attendance WHERE list = ? AND visitor = ?',
  )
  const counted = db.prepare<[string], { person: string }>(
    `SELECT DISTINCT coalesce(p.person, o.visitor) AS person FROM online_attendance o
     LEFT JOIN visitor_person p ON p.visitor = o.visitor WHERE o.list = ? AND o.total >= o.minimum`,
  )
  const count = db.prepare<[string], { n: number }>(
    `SELECT count(DISTINCT coalesce(p.person, o.visitor)) AS n FROM online_attendance o
     LEFT JOIN visitor_person p ON p.visitor = o.visitor WHERE o.list = ? AND o.total >= o.minimum`,
  )
  const entered = db.prepare<[string, string], { first: number | null; last: number | null }>(
    'SELECT first_entry_at AS first, last_entry_at AS last FROM attendance WHERE list = ? AND visitor = ?',
  )
  const between = db.prepare<[string, number, number], { one: 1 }>(
    `SELECT 1 AS one FROM event_log e JOIN scan s ON s.seq = e.seq
     WHERE e.stream = ? AND s.effective_at >= ? AND s.effective_at < ? AND ${LET_IN} LIMIT 1`,
  )

  const enteredWithin = (list: string, visitor: string, { from, to }: Span): boolean => {
    const row = entered.get(list, visitor)
    if (row === undefined || row.first === null || row.last === null) return false
    const isIn = (at: number) => at >= from && at < to
    if (isIn(row.first) || isIn(row.last)) return true
    if (row.first >= to || row.last < from) return false
    // Before the day and after it: only the scans themselves say whether on it.
    return between.get(`checkin:${list}:${visitor}`, from, to) !== undefined
  }

  return {
    /** When somebody was at a session online; null: never. */
    row(list: string, visitor: string): { readonly present: readonly Present[]; readonly minimum: number } | null {
      const row = present.get(list, visitor)
      return row === undefined ? null : { present: JSON.parse(row.present) as Present[], minimum: row.minimum }
    },
    /** People online for long enough to count, of any of these lists. */
    people: (lists: readonly string[]): ReadonlySet<string> =>
      new Set(lists.flatMap((list) => counted.all(list).map(({ person }) => person))),
    /** How many people were on a list online for long enough to count. */
    count: (list: string): number => count.get(list)?.n ?? 0,
    /** On site and online on a day, each person counted once. `onSite`: all people at the doors that day. */
    presence(fair: Fair, day: string, onSite: number): PresenceFigures {
      const span = daySpan(fair, day)
      const doors = fair.lists.filter(({ kind }) => kind === 'door').map(({ code }) => code)
      const sessions = fair.setup.sessions.filter(({ from }) => from.startsWith(day)).map(({ list }) => list)
      let [online, both] = [0, 0]
      for (const person of this.people(sessions)) {
        const isHere = persons
          .visitorsOf(person)
          .some((visitor) => doors.some((list) => enteredWithin(list, visitor, span)))
        if (isHere) both += 1
        else online += 1
      }
      return { onSite: onSite - both, online, both }
    },
  }
}
export type OnlineQueries = ReturnType<typeof onlineQueries>
