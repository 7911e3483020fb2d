import { describe, expect, it } from 'vitest'
import { aQueueFair } from '../testing/queue-builders'
import { simulatedWorld } from '../testing/simulated-world'
import { openFair } from '../setup/fair'
import { localToEpoch } from '../time/zone'
import { simulateDay } from './simulation'
import { chanceOf } from './simulation-chance'
import { fairOfLoad, LOADS, popularity, visitsOf, type Load } from './simulation-load'
import { reportOf } from './simulation-report'

const SMALL: Load = { ...LOADS.normal, tickets: 720, booths: 4, counters: 8 }
const [THURSDAY, FRIDAY] = ['2026-10-15', '2026-10-16']

/** Plays one small day in memory. */
function aDay(seed: string, day: string) {
  const chance = chanceOf(seed)
  const file = fairOfLoad({ ...aQueueFair().setup, staff: [] }, SMALL)
  const fair = openFair('00000000-0000-7000-8000-00000000fa16', { ...file, staff: [] })
  const clock = { now: localToEpoch(`${day}T06:00`, fair.setup.timeZone) }
  const hall = simulatedWorld(fair, clock, chance.fork('ids'))
  const visits = visitsOf(SMALL, popularity(fair.setup.counters, chance), chance.fork('visits'))
  const played = simulateDay({ day, isFriday: day === FRIDAY, visits, chance }, hall, clock)
  return { fair, played, report: reportOf([played], hall) }
}

describe('a simulated day', () => {
  const days = [aDay('1', THURSDAY), aDay('2', THURSDAY), aDay('1', FRIDAY), aDay('2', FRIDAY)]
  const mean = (of: (day: (typeof days)[number]) => number) => days.reduce((sum, day) => sum + of(day), 0) / days.length

  it('has as many booths and counters as its load says', () => {
    const { setup } = days[0]?.fair ?? aQueueFair()
    expect([setup.agencies.length, setup.counters.length]).toEqual([SMALL.booths, SMALL.counters])
  })
  it('gives every visitor a number or a reason, and brings every ticket to an end', () => {
    for (const { report } of days) {
      const gone = Object.entries(report.refused).reduce((sum, [code, n]) => (code === 'on_break' ? sum : sum + n), 0)
      expect(report.tickets + gone).toBe(SMALL.tickets)
      expect((report.ended.CALLED ?? 0) + (report.ended.SERVING ?? 0) + (report.ended.PARKED ?? 0)).toBe(0)
    }
  })
  it('has people who do not come, come back, are passed on and parked', () => {
    for (const what of ['noShows', 'returned', 'transfers', 'parks', 'cancelled'] as const)
      expect(mean(({ report }) => report.counts[what])).toBeGreaterThan(0)
  })
  it('meets the prayer break on a Friday only', () => {
    expect(days.map(({ report }) => (report.refused['on_break'] ?? 0) > 0)).toEqual([false, false, true, true])
  })
  it('never lets priority overtake beyond its credit', () => {
    for (const { report } of days) expect(report.fairness.beyond).toBe(0)
    expect(mean(({ report }) => report.fairness.mostOvertaken)).toBeGreaterThan(0)
  })
  it('keeps seven of ten promises, of all tickets and of those who found somebody ahead', () => {
    expect(mean(({ report }) => report.estimate.held)).toBeGreaterThanOrEqual(0.7)
    expect(mean(({ report }) => report.estimateInLine.held)).toBeGreaterThanOrEqual(0.7)
  })
  it('promises ranges no wider than the mean wait', () => {
    expect(mean(({ report }) => report.estimate.meanWidth)).toBeLessThan(mean(({ report }) => report.estimate.meanWait))
  })
  it('errs at least a fifth less than people ahead × mean serving', () => {
    const error = mean(({ report }) => report.estimate.error.range)
    expect(error).toBeLessThan(0.8 * mean(({ report }) => report.estimate.error.simple))
  })
  it('is the same day for the same seed, and another for another', () => {
    const [again, other] = [aDay('1', THURSDAY), aDay('3', THURSDAY)]
    expect(again.played).toEqual(days[0]?.played)
    expect(other.played).not.toEqual(days[0]?.played)
  })
})
