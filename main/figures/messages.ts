import type { Report, ReportKind } from '../../core/contract/reports'
import type { TodayView } from '../../core/contract/today'
import type { Failure } from '../app/failures'

/** What may be asked of the process that counts. Times are UTC ms of the asking process. */
export type FigureQuestion =
  | { readonly what: 'today'; readonly day: string; readonly now: number }
  | { readonly what: 'report'; readonly kind: ReportKind; readonly now: number }

export interface FigureAnswers {
  readonly today: TodayView
  readonly report: Report
}

/** An order to the process: question `n`. */
export interface FigureOrder {
  readonly n: number
  readonly question: FigureQuestion
}

/** What it says of question `n`; `no_fair`: the folder has none any more. */
export type FigureReply = { readonly n: number } & (
  | { readonly say: 'answer'; readonly answer: FigureAnswers[FigureQuestion['what']] }
  | { readonly say: 'no_fair' }
  | { readonly say: 'failed'; readonly failure: Failure }
)
