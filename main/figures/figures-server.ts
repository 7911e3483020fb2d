import { checkinQueries } from '../../db/queries/checkin'
import { figureQueries } from '../../db/queries/figures'
import { queueQueries } from '../../db/queries/queue'
import { assertNever } from '../../core/result/result'
import { reportFacts } from '../reports/report-facts'
import { failureOf } from '../app/failures'
import { openLogToRead } from '../folder/fair-folder'
import type { FigureAnswers, FigureOrder, FigureQuestion, FigureReply } from './messages'
import { movedOnto, todayView, type LiveReads } from './today'
import type { Fair } from '../../core/setup/fair'
import type { TodayView } from '../../core/contract/today'

/** The day before changes only by what stations send late: it is counted anew so often, ms. */
const BEFORE_MS = 60_000

/**
 * Counts, in a process of its own with its own connection that only reads: neither a window nor a scan ever waits for
 * it. It needs no keys, since no figure holds anything personal.
 * @returns takes the next order
 */
export function figuresServer(
  dir: string,
  uptime: () => number,
  reply: (message: FigureReply) => void,
): { take: (order: FigureOrder) => void; close: () => void } {
  const log = openLogToRead(dir)
  const checkin = checkinQueries(log)
  const queue = queueQueries(log)
  const reads: LiveReads = { checkin, queue, figures: figureQueries(log, { checkin, queue }) }
  // One moment for all figures of an answer, though they are many queries.
  const atOnce = log.transaction((work: () => FigureAnswers[FigureQuestion['what']]) => work())
  const daysBefore = new DaysBefore(reads, uptime)
  return {
    take: ({ n, question }) => {
      try {
        const fair = checkin.fair()
        if (fair === null) reply({ n, say: 'no_fair' })
        else {
          const answer = atOnce(() => answerTo(reads, daysBefore, fair, question))
          reply({ n, say: 'answer', answer })
        }
      } catch (thrown) {
        reply({ n, say: 'failed', failure: failureOf(thrown, dir) })
      }
    },
    close: () => log.close(),
  }
}

function answerTo(
  reads: LiveReads,
  daysBefore: DaysBefore,
  fair: Fair,
  question: FigureQuestion,
): FigureAnswers[FigureQuestion['what']] {
  switch (question.what) {
    case 'today': {
      const { day, now } = question
      return todayView(reads, fair, day, now, daysBefore.of(fair, day, now))
    }
    case 'report':
      return reportFacts(reads, fair, question.kind, question.now)
    default:
      return assertNever(question)
  }
}

/** The fair's day before each day, kept for a while. */
class DaysBefore {
  #kept: { readonly key: string; readonly at: number; readonly quarters: TodayView['before'] } | null = null

  constructor(
    private readonly reads: LiveReads,
    private readonly uptime: () => number,
  ) {}

  of(fair: Fair, day: string, now: number): TodayView['before'] {
    const { days } = fair.setup
    const before = days[days.indexOf(day) - 1]
    if (before === undefined) return null
    const key = `${fair.id} ${day}`
    if (this.#kept?.key === key && this.uptime() - this.#kept.at < BEFORE_MS) return this.#kept.quarters
    const quarters = movedOnto(this.reads, fair, before, day, now)
    this.#kept = { key, at: this.uptime(), quarters }
    return quarters
  }
}
