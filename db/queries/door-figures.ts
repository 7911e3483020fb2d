import { REFUSALS } from '../../core/events/checkin'
import { daySpan, listsOfDay } from '../../core/figures/day-span'
import type { DayFigures, GateFigures, QuarterFigures, RefusalReason, SessionFigures } from '../../core/figures/figures'
import { lastReset, type Fair, type FairList, type Span } from '../../core/setup/fair'
import type { Database } from '../connection'
import { NO_GATE, QUARTER_MS } from '../projections/checkin'
import type { CheckinQueries } from './checkin'
import { LET_IN } from './let-in'
import type { OnlineQueries } from './online'
import { afterTheFirst, type PersonQueries } from './persons'

/** Over how long the pace of a gate is taken: shorter jumps about, longer lags behind. */
const PACE_MS = 15 * 60_000

interface SumRow {
  readonly gate: string
  readonly list: string
  readonly quarter: number
  /** `entry`, `exit`, `duplicate`, or the reason of a refusal. */
  readonly what: string
  readonly n: number
}

interface QuarterPeople {
  readonly quarter: number
  readonly people: number
}

/**
 * The figures of doors and sessions (core/figures/figures.ts says what each means). They are sums that the folds keep,
 * so that asking once a second costs nothing. Who stands on several lists of one day is looked for by the people of the
 * smaller ones; only where a list has people of several days are the day's own entries counted.
 */
export function doorFigures(
  db: Database,
  { checkin, persons, online }: { checkin: CheckinQueries; persons: PersonQueries; online: OnlineQueries },
) {
  const sums = db.prepare<[number, number], SumRow>(
    'SELECT gate, list, quarter, what, n FROM gate_quarter WHERE quarter >= ? AND quarter < ? AND n > 0 ORDER BY quarter',
  )
  const isEnteredElsewhen = db.prepare<[string, number, number], { one: 1 }>(
    `SELECT 1 AS one FROM gate_quarter
     WHERE list = ? AND what IN ('entry', 'duplicate') AND n > 0 AND NOT (quarter >= ? AND quarter < ?) LIMIT 1`,
  )
  const listPeople = db.prepare<[string], QuarterPeople>(
    'SELECT quarter, people FROM list_quarter WHERE list = ? AND people > 0 ORDER BY quarter',
  )
  // Each person of all lists but one (and who takes part in a merge) is looked for on all of them.
  const several = db.prepare<[{ lists: string; fewer: string }], { person: string; at: number }>(
    `WITH candidate (visitor) AS (
       SELECT a.visitor FROM json_each(@fewer) f CROSS JOIN attendance a ON a.list = f.value
       WHERE a.first_entry_at IS NOT NULL
       UNION SELECT merged.visitor FROM visitor_person merged)
     SELECT coalesce(merged.person, c.visitor) AS person, a.first_entry_at AS at
     FROM candidate c CROSS JOIN json_each(@lists) l CROSS JOIN attendance a ON a.list = l.value AND a.visitor = c.visitor
       LEFT JOIN visitor_person merged ON merged.visitor = c.visitor
     WHERE a.first_entry_at IS NOT NULL ORDER BY person, at`,
  )
  const dayPeople = db.prepare<[number, number, string], QuarterPeople>(
    `SELECT first / ${QUARTER_MS} AS quarter, count(*) AS people FROM (
       SELECT min(s.effective_at) AS first FROM scan s LEFT JOIN visitor_person p ON p.visitor = s.visitor
       WHERE s.effective_at >= ? AND s.effective_at < ? AND ${LET_IN} AND s.list IN (SELECT value FROM json_each(?))
       GROUP BY coalesce(p.person, s.visitor)
     ) GROUP BY quarter ORDER BY quarter`,
  )
  const pace = db.prepare<[number, number, string], { gate: string | null; n: number }>(
    `SELECT gate, count(*) AS n FROM scan
     WHERE effective_at > ? AND effective_at <= ? AND direction = 'entry' AND outcome = 'admitted' AND mark IS NULL
       AND list IN (SELECT value FROM json_each(?))
     GROUP BY gate`,
  )
  const tally = db.prepare<[], { category: string; visitors: number }>('SELECT category, visitors FROM category_tally')

  /** People by the quarter hour of their first entry to any of these lists within the span. */
  const people = (lists: readonly string[], span: Span, rows: readonly SumRow[]): readonly QuarterPeople[] => {
    const entered = [...new Set(rows.flatMap(({ list, what }) => (isEntry(what) && lists.includes(list) ? list : [])))]
    const [only] = entered
    if (only === undefined) return []
    const isElsewhen = (list: string) =>
      isEnteredElsewhen.get(list, span.from / QUARTER_MS, span.to / QUARTER_MS) !== undefined
    if (entered.some(isElsewhen)) return dayPeople.all(span.from, span.to, JSON.stringify(lists))
    // Everybody on these lists came within the span: the lists' own sums say it, but for who stands on several.
    if (entered.length === 1) return without(listPeople.all(only), persons.secondEntries(only))
    const ofLists = entered
      .map((list) => ({ list, rows: listPeople.all(list) }))
      .sort((a, b) => total(b.rows) - total(a.rows))
    const fewer = ofLists.slice(1).map(({ list }) => list)
    const times = several.all({ lists: JSON.stringify(entered), fewer: JSON.stringify(fewer) })
    return without(together(ofLists.flatMap(({ rows: own }) => own)), afterTheFirst(times))
  }

  const expected = (lists: readonly FairList[]): number => {
    const isAdmitted = (category: string) => lists.some(({ admits }) => admits === null || admits.has(category))
    const visitors = tally.all().reduce((sum, row) => sum + (isAdmitted(row.category) ? row.visitors : 0), 0)
    return visitors - persons.secondExpected(isAdmitted)
  }
  const inside = (fair: Fair, list: FairList, now: number): number =>
    checkin.inside(list, fair.setup.timeZone, now) -
    persons.secondInside(list.code, lastReset(list, fair.setup.timeZone, now))

  return {
    /** The doors on a day of the fair, as of `now`. */
    day(fair: Fair, day: string, now: number): DayFigures {
      const span = daySpan(fair, day)
      const doors = fair.lists.filter(({ kind }) => kind === 'door').map(({ code }) => code)
      const all = sums.all(span.from / QUARTER_MS, span.to / QUARTER_MS).filter(({ list }) => doors.includes(list))
      const todays = listsOfDay(fair, day, 'door')
      const first = people(doors, span, all)
      const count = total(first)
      const [entries, duplicates] = [sumOf(all, 'entry'), sumOf(all, 'duplicate')]
      const refusals = refusalsIn(all)
      return {
        day,
        people: count,
        inside: todays.reduce((sum, list) => sum + inside(fair, list, now), 0),
        expected: expected(todays),
        capacity: capacityOf(todays),
        entries,
        duplicates,
        again: entries + duplicates - count,
        exits: sumOf(all, 'exit'),
        refused: refusals.reduce((sum, { n }) => sum + n, 0),
        refusals,
        quarters: quartersOf(all, first),
        gates: gatesOf(fair, all, pace.all(now - PACE_MS, now, JSON.stringify(doors))),
      }
    },
    /** The sessions of a day, in the order of their beginning. */
    sessions(fair: Fair, day: string, now: number): SessionFigures[] {
      const span = daySpan(fair, day)
      const rows = sums.all(span.from / QUARTER_MS, span.to / QUARTER_MS)
      return fair.setup.sessions
        .filter(({ from }) => from.startsWith(day))
        .toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
        .flatMap((session): SessionFigures[] => {
          const list = fair.list(session.list)
          if (list === null) return []
          const own = rows.filter((row) => row.list === list.code)
          return [
            {
              session: session.code,
              list: list.code,
              people: total(people([list.code], span, own)),
              inside: inside(fair, list, now),
              capacity: list.capacity,
              expected: expected([list]),
              refused: refusalsIn(own).reduce((sum, { n }) => sum + n, 0),
              online: online.people([list.code]).size,
            },
          ]
        })
    },
  }
}
/** One row a quarter hour, in their order. */
function together(rows: readonly QuarterPeople[]): readonly QuarterPeople[] {
  const sums = new Map<number, number>()
  for (const { quarter, people } of rows) sums.set(quarter, (sums.get(quarter) ?? 0) + people)
  return [...sums].sort(([a], [b]) => a - b).map(([quarter, people]) => ({ quarter, people }))
}

/** Without people who were counted in an earlier quarter hour already. */
function without(rows: readonly QuarterPeople[], times: readonly number[]): readonly QuarterPeople[] {
  return rows
    .map(({ quarter, people }) => ({
      quarter,
      people: people - times.filter((at) => Math.floor(at / QUARTER_MS) === quarter).length,
    }))
    .filter(({ people }) => people > 0)
}

const isEntry = (what: string): boolean => what === 'entry' || what === 'duplicate'
const isRefusal = (what: string): what is RefusalReason => REFUSALS.some((reason) => reason === what)
const total = (rows: readonly QuarterPeople[]): number => rows.reduce((sum, { people }) => sum + people, 0)
const sumOf = (rows: readonly SumRow[], ...kinds: readonly string[]): number =>
  rows.reduce((sum, { what, n }) => sum + (kinds.includes(what) ? n : 0), 0)

function refusalsIn(rows: readonly SumRow[]): DayFigures['refusals'] {
  return REFUSALS.map((reason) => ({ reason, n: sumOf(rows, reason) }))
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n)
}

function capacityOf(lists: readonly FairList[]): number | null {
  let sum = 0
  for (const { capacity } of lists) {
    if (capacity === null) return null
    sum += capacity
  }
  return lists.length === 0 ? null : sum
}

function quartersOf(rows: readonly SumRow[], first: readonly QuarterPeople[]): QuarterFigures[] {
  const quarters = new Map<number, { people: number; entries: number; exits: number; refused: number }>()
  const at = (quarter: number) => {
    const found = quarters.get(quarter) ?? { people: 0, entries: 0, exits: 0, refused: 0 }
    quarters.set(quarter, found)
    return found
  }
  for (const { quarter, what, n } of rows) {
    if (what === 'entry') at(quarter).entries += n
    else if (what === 'exit') at(quarter).exits += n
    else if (isRefusal(what)) at(quarter).refused += n
  }
  for (const { quarter, people } of first) at(quarter).people += people
  return [...quarters]
    .sort(([a], [b]) => a - b)
    .map(([quarter, figures]) => ({ from: quarter * QUARTER_MS, ...figures }))
}

function gatesOf(
  fair: Fair,
  rows: readonly SumRow[],
  pace: readonly { gate: string | null; n: number }[],
): GateFigures[] {
  const inSetup = fair.setup.gates.map(({ code }) => code)
  // Gates that a changed set-up has no more still had their scans.
  const others = [...new Set(rows.map(({ gate }) => gate))].filter((gate) => !inSetup.includes(gate)).sort()
  return [...inSetup, ...others.filter((gate) => gate !== NO_GATE), ...others.filter((gate) => gate === NO_GATE)].map(
    (code) => {
      const gate = code === NO_GATE ? null : code
      const own = rows.filter((row) => row.gate === code)
      return {
        gate,
        entries: sumOf(own, 'entry'),
        exits: sumOf(own, 'exit'),
        refused: sumOf(own, ...REFUSALS),
        perMinute: (pace.find((row) => row.gate === gate)?.n ?? 0) / (PACE_MS / 60_000),
      }
    },
  )
}
