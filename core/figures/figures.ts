import type { REFUSALS } from '../events/checkin'
import type { Percentiles } from '../queue/measures'

/*
 * What every figure of a fair means. Each is made in one place (db/queries/figures.ts, service-figures.ts,
 * core/figures/service-report.ts) and nowhere else: live view, `stats`, the summary sheet of an export and the reports
 * all ask there, so that they cannot disagree. Times are effective times, UTC ms; a day is a date in the fair's zone.
 */

export type RefusalReason = (typeof REFUSALS)[number]

/** The doors of a fair on one day: all its lists of the kind `door` together. */
export interface DayFigures {
  readonly day: string
  /**
   * Everybody who was let in at a door that day, each counted once: however often, on however many lists, and after
   * merging (visitors that were found to be one person are one).
   */
  readonly people: number
  /** Inside the day's door lists at the moment asked for; daily resets counted. */
  readonly inside: number
  /** Active visitors whom one of the day's door lists admits. */
  readonly expected: number
  /** How many the day's door lists hold together; null: one of them has no limit, or there is none. */
  readonly capacity: number | null
  /** Admitted entries that broke no rule. */
  readonly entries: number
  /** Entries that would not have been admitted had their gate known the others; they were let in all the same. */
  readonly duplicates: number
  /** Of `entries` and `duplicates` those that were not the first of their person that day. */
  readonly again: number
  readonly exits: number
  /** Scans that were refused, the sum of `refusals`. */
  readonly refused: number
  /** By reason, the most frequent first. */
  readonly refusals: readonly { readonly reason: RefusalReason; readonly n: number }[]
  /** Quarter hours in which something happened, in order. */
  readonly quarters: readonly QuarterFigures[]
  /** In the order of the set-up, then scans without a gate (entered by a command; `gate` null), if there are any. */
  readonly gates: readonly GateFigures[]
}

export interface QuarterFigures {
  /** When it begins, UTC ms. */
  readonly from: number
  /** People whose first entry of the day lies here: the quarters sum up to `people`. */
  readonly people: number
  readonly entries: number
  readonly exits: number
  readonly refused: number
}

export interface GateFigures {
  readonly gate: string | null
  readonly entries: number
  readonly exits: number
  readonly refused: number
  /** Entries a minute, over the last quarter of an hour before the moment asked for. */
  readonly perMinute: number
}

/** Where the people of a day were, each counted once: the three add up to everybody. */
export interface PresenceFigures {
  /** At the doors only, online only (at a session of the day, for its minimum at least), and both. */
  readonly onSite: number
  readonly online: number
  readonly both: number
}

/** A session of the symposium: its own list. */
export interface SessionFigures {
  readonly session: string
  readonly list: string
  /** People who entered the room, each counted once. */
  readonly people: number
  readonly inside: number
  readonly capacity: number | null
  readonly expected: number
  readonly refused: number
  /** People present online for the minimum at least, each counted once; who was in the room as well is among them. */
  readonly online: number
}

/** A service on one day. Measures: core/queue/measures.ts; of served tickets whose times can be trusted, in ms. */
export interface ServiceFigures {
  readonly service: string
  /** Numbers given, void ones left out. */
  readonly issued: number
  readonly waiting: number
  readonly called: number
  readonly serving: number
  readonly parked: number
  readonly missed: number
  readonly done: number
  readonly cancelled: number
  readonly expired: number
  /** Who has stood in line longest, and the wait so far; null: nobody waits. */
  readonly longest: { readonly ticket: string; readonly label: string; readonly ms: number } | null
  readonly waits: Percentiles | null
  /** Share (0–1) of the waits within the promised time; null: nobody was served from the line yet. */
  readonly inTarget: number | null
  readonly targetMs: number
  /** How often somebody was called and did not come: each time counts, also of one who came back. */
  readonly noShows: number
  /** Counters that serve it, and how many of them are open and not paused now. */
  readonly counters: number
  readonly openCounters: number
}

/** All services together: sums, and measures over all waits (never means of the services' measures). */
export interface ServiceTotals extends Omit<ServiceFigures, 'service' | 'targetMs' | 'longest'> {
  readonly longest: (ServiceFigures['longest'] & { readonly service: string }) | null
}

/** People at the doors over several days. Each person counts once in `all`, and once on each day. */
export interface PeopleCount {
  readonly all: number
  /** In the order of the days asked for. */
  readonly days: readonly number[]
}

/** Who came, by what they are and when: for reports. */
export interface AttendanceTotals {
  readonly days: readonly string[]
  readonly people: PeopleCount
  /** By category of the visitor, else the one that their code names; in the order of the set-up, unknown ones last. */
  readonly categories: readonly ({ readonly category: string } & PeopleCount)[]
  /** The most people first; null: without one. */
  readonly institutions: readonly ({ readonly institution: string | null } & PeopleCount)[]
  /** By the gate of the first entry of the day (in `all`: of the first of all). */
  readonly gates: readonly ({ readonly gate: string | null } & PeopleCount)[]
  /** By the hour (0–23, the fair's zone) of the first entry of the day; `all` is the sum of the days here. */
  readonly hours: readonly ({ readonly hour: number } & PeopleCount)[]
}
