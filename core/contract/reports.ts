import { z } from 'zod'
import type { AttendanceTotals, DayFigures, PeopleCount, SessionFigures } from '../figures/figures'
import type { TicketFigures } from '../figures/service-report'
import type { Text } from '../setup/schema'
import type { Locale } from './app'
import { call } from './call'
import { DESK_ERRORS } from './desk'
import type { TodaySession } from './today'

export const REPORT_KINDS = ['attendance', 'services'] as const
export type ReportKind = (typeof REPORT_KINDS)[number]

/** What every report begins with. */
interface ReportHead {
  readonly fair: {
    readonly name: Text
    readonly venue: Text
    readonly city: string
    readonly days: readonly string[]
    readonly timeZone: string
    readonly brand: string
  }
  /** Days of the fair that have begun: the report is of these. */
  readonly days: readonly string[]
  /** As of when, UTC ms. */
  readonly madeAt: number
}

/** Something of the set-up by its code, with its name; null: it is not in the set-up (any more), or there is none. */
type Named<T> = T & { readonly name: Text | null }

/** A day at the doors as the report shows it. */
export interface ReportDay extends Omit<DayFigures, 'gates' | 'quarters' | 'inside' | 'capacity'> {
  /** The busiest quarter hour of first entries; null: nobody came. */
  readonly peak: { readonly from: number; readonly people: number } | null
}

type ReportSession = Pick<TodaySession, 'title' | 'room' | 'from' | 'to'> &
  Pick<SessionFigures, 'session' | 'people' | 'capacity' | 'refused'>

/** Who came: every figure is one of core/figures/figures.ts. */
export interface AttendanceReport extends ReportHead {
  readonly kind: 'attendance'
  readonly people: PeopleCount
  /** In the order of `days`. */
  readonly byDay: readonly ReportDay[]
  readonly gates: readonly Named<AttendanceTotals['gates'][number]>[]
  readonly categories: readonly Named<AttendanceTotals['categories'][number]>[]
  readonly institutions: AttendanceTotals['institutions']
  readonly hours: AttendanceTotals['hours']
  readonly sessions: readonly ReportSession[]
}

/** Figures of tickets by one thing they can be looked at by. */
export interface FiguresBy<Key> {
  readonly key: Key
  readonly figures: TicketFigures
}

/** How one agency served, or all of them together. */
export interface AgencyReport {
  readonly all: TicketFigures
  readonly days: readonly FiguresBy<string>[]
  readonly hours: readonly FiguresBy<number>[]
  readonly counters: readonly Named<FiguresBy<string>>[]
  /** Every service of the set-up, also one that nobody wanted; in its order. */
  readonly services: readonly (FiguresBy<string> & {
    readonly name: Text
    readonly prefix: string
    /** Waiting time promised, ms. */
    readonly targetMs: number
  })[]
}

/** How the services did: every figure is one of core/figures/service-report.ts. */
export interface ServicesReport extends ReportHead {
  readonly kind: 'services'
  readonly all: Pick<AgencyReport, 'all' | 'days' | 'hours'>
  /** Agencies that have services, in the order of the set-up. */
  readonly agencies: readonly (AgencyReport & {
    readonly code: string
    readonly agency: { readonly name: Text; readonly shortName: string }
  })[]
}

export type Report = AttendanceReport | ServicesReport

/** The keys of a fair on paper, to be put away: whoever has it can open every name. */
export interface RecoverySheet extends Omit<ReportHead, 'days'> {
  readonly kind: 'recovery'
  /** One key a line; the picture holds all of them. */
  readonly lines: readonly (readonly string[])[]
}

/** What a hidden page is to lay out. */
export interface ReportPage {
  readonly report: Report | RecoverySheet
  /** The fair's picture, PNG in base64; null: it has none. */
  readonly logo: string | null
  readonly locale: Locale
}

/** How far a report has come: its figures are counted, its pages laid out, its file written. */
export type ReportStep = 'counting' | 'laying_out' | 'writing'

/** The report that a desk of this installation makes, or made last. */
export type ReportsView =
  | { readonly phase: 'idle' }
  | { readonly phase: 'running'; readonly kind: ReportKind; readonly step: ReportStep }
  | { readonly phase: 'done'; readonly kind: ReportKind; readonly file: string; readonly pages: number }
  | { readonly phase: 'failed'; readonly kind: ReportKind; readonly code: ReportFailure }

/** Why no report came of it; nothing was left behind. */
export type ReportFailure = 'disk_full' | 'folder_read_only' | 'file_missing' | 'internal'

export const reportCalls = {
  /** The hidden page of a report asks what it is to show. */
  'reports.page': call<ReportPage>()({ input: z.null(), errors: ['not_a_report'] }),
  /** The hidden page stands, ready to be printed. */
  'reports.laidOut': call<null>()({ input: z.null(), errors: ['not_a_report'] }),
  'reports.view': call<ReportsView>()({ input: z.null(), errors: DESK_ERRORS }),
  /** Asks where to save, then makes the report; false: nobody chose a place. */
  'reports.make': call<{ readonly started: boolean }>()({
    input: z.strictObject({ kind: z.enum(REPORT_KINDS), locale: z.enum(['id', 'en']) }),
    errors: [...DESK_ERRORS, 'not_now'],
  }),
  'reports.cancel': call<null>()({ input: z.null(), errors: DESK_ERRORS }),
}
