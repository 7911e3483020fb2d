import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serviceDay } from '../../../core/queue/hours'
import { simulateDay, type SimulatedDay } from '../../../core/queue/simulation'
import { chanceOf, type Chance } from '../../../core/queue/simulation-chance'
import { fairOfLoad, LOADS, popularity, visitsOf, type LoadName } from '../../../core/queue/simulation-load'
import { reportOf, type SimulationReport } from '../../../core/queue/simulation-report'
import type { SimulatedClock, SimulatedHall } from '../../../core/queue/simulation-stage'
import { countersOf, type Fair } from '../../../core/setup/fair'
import type { FairFile } from '../../../core/setup/schema'
import { localToEpoch, shiftDays } from '../../../core/time/zone'
import type { LogPorts } from '../../../db/log/event-log'
import { openFairFolder, type FairFolder } from '../../folder/fair-folder'
import { hallFigures } from '../../views/hall'
import { importFair, startOn } from '../fair-file'
import { commitQueue } from './commit'

export interface SimulationRequest {
  readonly days: number
  readonly load: LoadName
  readonly seed: string
}

export interface Simulated extends SimulationReport {
  readonly load: LoadName
  readonly seed: string
  readonly days: number
  readonly booths: number
  readonly counters: number
  readonly services: number
  /** Events in the log, and how many of them a second were decided, written to the disk and folded. */
  readonly events: number
  readonly eventsPerSecond: number
  readonly seconds: number
}

/** The last simulated day is a Friday, so that every simulation meets the prayer break. */
const LAST_DAY = '2026-10-16'

/**
 * Plays days of a fair through the real commands, on a real data folder made for it in the system's place for temporary
 * files and removed afterwards. Only the clock and the ids are the simulation's own.
 */
export async function simulate(
  file: FairFile,
  { days, load: name, seed }: SimulationRequest,
  onDay: (day: number) => void,
): Promise<Simulated> {
  const home = mkdtempSync(join(tmpdir(), 'pendopo-simulation-'))
  const load = LOADS[name]
  const chance = chanceOf(seed)
  const firstDay = shiftDays(LAST_DAY, 1 - days)
  const clock: SimulatedClock = { now: localToEpoch(`${firstDay}T06:00`, file.timeZone) }
  const ports = simulatedPorts(clock, chance.fork('ids'))
  const dir = join(home, 'fair')
  try {
    const moved = startOn(fairOfLoad(file, load), firstDay, clock.now)
    if (moved === null) throw new Error(`a fair cannot start on ${firstDay}`)
    const imported = await importFair(dir, moved, ports, {})
    if (!imported.ok) throw new Error(imported.code)
    const opened = await openFairFolder(dir, ports, {})
    if (!opened.ok) throw new Error(opened.code)
    const folder = opened.value
    try {
      const fair = folder.checkin.fair()
      if (fair === null) throw new Error('the simulated fair has no set-up')
      const hall = realHall(folder, fair)
      const wanted = popularity(fair.setup.counters, chance.fork('popularity'))
      const played: SimulatedDay[] = []
      const started = performance.now()
      for (let n = 1; n <= days; n += 1) {
        const day = shiftDays(LAST_DAY, n - days)
        const today = chance.fork(day)
        const visits = visitsOf(load, wanted, today.fork('visits'))
        played.push(simulateDay({ day, isFriday: day === LAST_DAY, visits, chance: today }, hall, clock))
        onDay(n)
      }
      const seconds = (performance.now() - started) / 1_000
      const events = folder.log.pendingCount()
      return {
        load: name,
        seed,
        days,
        booths: fair.setup.agencies.length,
        counters: fair.setup.counters.length,
        services: fair.setup.services.length,
        events,
        eventsPerSecond: Math.round(events / seconds),
        seconds: Math.round(seconds * 10) / 10,
        ...reportOf(played, hall),
      }
    } finally {
      folder.close()
    }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

/** The simulated clock, which never jumps, and ids that the seed gives. */
function simulatedPorts(clock: SimulatedClock, chance: Chance): LogPorts {
  const bits = (count: number) => Math.floor(chance.next() * 2 ** count)
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')
  let made = 0
  return {
    wall: () => clock.now,
    uptime: () => clock.now,
    // As real ones: the time first, then a count within it, then chance.
    newId: () => {
      const time = hex(clock.now, 12)
      made = (made + 1) % 2 ** 12
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(made, 3)}-8${hex(bits(12), 3)}-${hex(bits(24), 6)}${hex(bits(24), 6)}`
    },
    newUuid: () =>
      `${hex(bits(32), 8)}-${hex(bits(16), 4)}-4${hex(bits(12), 3)}-8${hex(bits(12), 3)}-${hex(bits(48), 12)}`,
  }
}

function realHall(folder: FairFolder, fair: Fair): SimulatedHall {
  const { ports, queue } = folder
  const reads = queue.reads(fair)
  return {
    fair,
    newId: ports.newId,
    commit: (requestId, decide, opensDay) => {
      const done = commitQueue(folder, requestId, decide, { opensDay })
      if (done.ok) return done
      if (done.code === 'no_fair') throw new Error('the simulated fair is gone')
      return { ...done, code: done.code }
    },
    figures: (service, before) => {
      const now = ports.wall()
      const beside = new Set(countersOf(fair.setup, service).flatMap((counter) => counter.services))
      const figures = hallFigures(folder, fair, [...beside], now)
      // Whoever stands behind all who wait is told by the sums, as in the product.
      if (before >= now) return figures
      return { ...figures, ahead: queue.aheadByService(serviceDay(fair, now), { sortKey: before, id: '' }) }
    },
    ticket: (id) => reads.ticket(id),
  }
}
