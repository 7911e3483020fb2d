import { afterEach, describe, expect, it, vi } from 'vitest'
import type { TodayView } from '../../core/contract/today'
import { CountingFailed, LiveFigures, type FigureProcess } from './live-figures'
import type { FigureOrder, FigureReply } from './messages'

/** The process as a test plays it. */
class FakeProcess implements FigureProcess {
  readonly orders: FigureOrder[] = []
  isStopped = false
  say: (reply: FigureReply) => void = () => undefined
  end: () => void = () => undefined
  send = (order: FigureOrder) => void this.orders.push(order)
  onReply = (listener: (reply: FigureReply) => void) => void (this.say = listener)
  onEnd = (listener: () => void) => void (this.end = listener)
  stop = () => void (this.isStopped = true)
}

function started() {
  const made: FakeProcess[] = []
  const figures = new LiveFigures(() => {
    const process = new FakeProcess()
    made.push(process)
    return process
  })
  return { made, figures }
}
const question = { what: 'today', day: '2026-10-13', now: 0 } as const
const view = (day: string) => ({ day }) as TodayView

describe('LiveFigures', () => {
  afterEach(() => vi.useRealTimers())

  it('starts its process with the first question, and gives each the answer to its own', async () => {
    const { made, figures } = started()
    expect(made).toHaveLength(0)
    const [first, second] = [figures.ask(question), figures.ask(question)]
    made[0]?.say({ n: 2, say: 'answer', answer: view('b') })
    made[0]?.say({ n: 1, say: 'answer', answer: view('a') })
    expect([(await first)?.day, (await second)?.day]).toEqual(['a', 'b'])
    expect(made).toHaveLength(1)
  })

  it('tells whoever waits when the process ends, and starts another at the next question', async () => {
    const { made, figures } = started()
    const lost = figures.ask(question)
    made[0]?.end()
    await expect(lost).rejects.toThrow(CountingFailed)
    void figures.ask(question)
    expect(made).toHaveLength(2)
  })

  it('passes on why it could not be counted', async () => {
    const { made, figures } = started()
    const failed = figures.ask(question)
    made[0]?.say({ n: 1, say: 'failed', failure: { code: 'database_damaged', detail: {} } })
    await expect(failed).rejects.toMatchObject({ failure: { code: 'database_damaged' } })
  })

  it('answers null for a folder without a fair', async () => {
    const { made, figures } = started()
    const none = figures.ask(question)
    made[0]?.say({ n: 1, say: 'no_fair' })
    expect(await none).toBeNull()
  })

  it('lets the process go when nobody asks any more', async () => {
    vi.useFakeTimers()
    const { made, figures } = started()
    const answer = figures.ask(question)
    made[0]?.say({ n: 1, say: 'answer', answer: view('a') })
    await answer
    vi.advanceTimersByTime(29_000)
    expect(made[0]?.isStopped).toBe(false)
    vi.advanceTimersByTime(2_000)
    expect(made[0]?.isStopped).toBe(true)
  })
})
