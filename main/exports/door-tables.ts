import type { Fair, FairList } from '../../core/setup/fair'
import { daySpan } from '../../core/figures/day-span'
import type { ExportQueries } from '../../db/queries/exports'
import { columnsOf, type ExportTable, type Line } from './table'
import type { Words } from './words'

/** Which lists and days of the fair's calendar an export is about; null: all. */
export interface ExportFilter {
  readonly lists: readonly FairList[] | null
  readonly days: readonly string[] | null
}

const ATTENDANCE = columnsOf({
  day: 'date',
  list: 'word',
  firstEntry: 'time',
  lastEntry: 'time',
  lastExit: 'time',
  entries: 'number',
  exits: 'number',
  duplicates: 'number',
  gate: 'word',
  category: 'word',
  institution: 'text',
  mode: 'word',
  onlineMinutes: 'number',
  visitor: 'text',
  person: 'text',
})

/** One row a person and list and day: a list that serves several days has a row for each on which the person came. */
export function attendanceTable(queries: ExportQueries, fair: Fair, filter: ExportFilter, words: Words): ExportTable {
  const lists = (filter.lists ?? fair.lists).toSorted((a, b) => a.opensAt - b.opensAt)
  const asked = () =>
    lists
      .flatMap((list) => queries.daysOf(fair, list).map((day) => ({ list, day })))
      .filter(({ day }) => filter.days === null || filter.days.includes(day))
      .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
  return {
    what: 'attendance',
    columns: ATTENDANCE,
    count: () => asked().reduce((sum, { list, day }) => sum + queries.attendanceCount(fair, list, day), 0),
    *rows(): Generator<Line> {
      for (const { list, day } of asked()) {
        const name = words.list(list.code)
        for (const row of queries.attendance(fair, list, day)) {
          yield {
            visitor: row.visitor,
            values: [
              day,
              name,
              row.first_entry_at,
              row.last_entry_at,
              row.last_exit_at,
              row.entries,
              row.exits,
              row.duplicates,
              words.gate(row.gate),
              words.category(row.category),
              row.institution,
              words.mode(row.first_entry_at !== null, row.online_ms !== null),
              row.online_ms === null ? null : Math.round(row.online_ms / 60_000),
              row.visitor,
              row.person,
            ],
          }
        }
      }
    },
  }
}

const SCANS = columnsOf({
  time: 'time',
  list: 'word',
  gate: 'word',
  direction: 'word',
  outcome: 'word',
  reason: 'word',
  mark: 'word',
  via: 'word',
  category: 'word',
  institution: 'text',
  visitor: 'text',
  scan: 'text',
})

/** One row a scan, by time, refused ones too. */
export function scanTable(queries: ExportQueries, fair: Fair, filter: ExportFilter, words: Words): ExportTable {
  const asked = {
    lists: filter.lists?.map(({ code }) => code) ?? null,
    spans: filter.days?.toSorted().map((day) => daySpan(fair, day)) ?? null,
  }
  return {
    what: 'scans',
    columns: SCANS,
    count: () => queries.scanCount(asked),
    *rows(): Generator<Line> {
      for (const row of queries.scans(asked)) {
        // In its place: the row is in the order of the columns already.
        row[1] = words.list(row[1])
        row[2] = words.gate(row[2])
        row[8] = words.category(row[8])
        yield { visitor: row[10], values: row }
      }
    },
  }
}

const VISITORS = columnsOf({
  visitor: 'text',
  category: 'word',
  institution: 'text',
  status: 'word',
  source: 'word',
  firstEntry: 'time',
  listsEntered: 'number',
  tickets: 'number',
})

/** One row a registered visitor. With lists: their entries to those; nobody is left out who did not come. */
export function visitorTable(queries: ExportQueries, fair: Fair, filter: ExportFilter, words: Words): ExportTable {
  const lists = (filter.lists ?? fair.lists).map(({ code }) => code)
  return {
    what: 'visitors',
    columns: VISITORS,
    count: queries.visitorCount,
    *rows(): Generator<Line> {
      for (const row of queries.visitors(lists)) {
        yield {
          visitor: row.visitor,
          values: [
            row.visitor,
            words.category(row.category),
            row.institution,
            row.status,
            row.source,
            row.first_entry_at,
            row.lists,
            row.tickets,
          ],
        }
      }
    },
  }
}
