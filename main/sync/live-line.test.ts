import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { HubResult } from '../../core/hub/errors'
import type { LiveMessage } from '../../core/hub/wire'
import { err, ok } from '../../core/result/result'
import type { Link } from '../../core/sync/machine'
import { liveLine } from './live-line'

const UP = { link: { is: 'up' } } as const
const GREETING: { link: Link } = { link: { is: 'ungreeted', failures: 0, pausing: false, problem: null } }
const REFUSED: { link: Link } = { link: { is: 'ungreeted', failures: 1, pausing: true, problem: 'unknown_station' } }
const HOUR = 3_600_000

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A hub whose lines a test ends. */
function aLine() {
  const lines: { hear: (message: LiveMessage) => void; end: (result: HubResult<'ended'>) => Promise<void> }[] = []
  let [looks, isAborted] = [0, false]
  const line = liveLine({
    open: (hear, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          isAborted = true
          resolve(err('aborted'))
        })
        const end = async (result: HubResult<'ended'>) => {
          resolve(result)
          await vi.advanceTimersByTimeAsync(0)
        }
        lines.push({ hear, end })
      }),
    hear: () => undefined,
    look: () => (looks += 1),
    random: () => 0,
    report: (thrown) => {
      throw thrown
    },
  })
  return {
    line,
    last: () => {
      const last = lines.at(-1)
      if (last === undefined) throw new Error('no line was opened')
      return last
    },
    opened: () => lines.length,
    looks: () => looks,
    isAborted: () => isAborted,
  }
}

describe('the live connection', () => {
  it('is opened once the hub has answered, and stays through the greetings that follow', async () => {
    const { line, opened } = aLine()
    line.told(GREETING)
    line.told(REFUSED)
    await vi.advanceTimersByTimeAsync(HOUR)
    expect(opened()).toBe(0)
    for (const state of [UP, GREETING, UP]) line.told(state)
    expect(opened()).toBe(1)
  })

  it('that was refused asks no more until the hub has answered again, and is then opened at once', async () => {
    const { line, opened, looks, last } = aLine()
    line.told(UP)
    await last().end(err('unknown_station'))
    expect(looks()).toBe(1)
    line.told(REFUSED)
    await vi.advanceTimersByTimeAsync(HOUR)
    expect([opened(), looks()]).toEqual([1, 1])
    line.told(UP)
    expect(opened()).toBe(2)
  })

  it('is opened again soon after it broke, and less and less often when it never brings anything', async () => {
    const { line, opened, last } = aLine()
    line.told(UP)
    await last().end(ok('ended'))
    await vi.advanceTimersByTimeAsync(500)
    expect(opened()).toBe(2)
    await last().end(err('offline'))
    await vi.advanceTimersByTimeAsync(999)
    expect(opened()).toBe(2)
    await vi.advanceTimersByTimeAsync(1)
    expect(opened()).toBe(3)
    last().hear({ what: 'beat', now: 1 })
    await last().end(ok('ended'))
    await vi.advanceTimersByTimeAsync(500)
    expect(opened()).toBe(4)
  })

  it('of a revoked station ends for good', async () => {
    const { line, opened, isAborted } = aLine()
    line.told(UP)
    line.told({ link: { is: 'over', left: null } })
    expect(isAborted()).toBe(true)
    line.told(UP)
    await vi.advanceTimersByTimeAsync(HOUR)
    expect(opened()).toBe(1)
  })

  it('waits for nothing once it was stopped', async () => {
    const { line, opened, last } = aLine()
    line.told(UP)
    await last().end(err('offline'))
    line.stop()
    await vi.advanceTimersByTimeAsync(HOUR)
    expect(opened()).toBe(1)
  })
})
