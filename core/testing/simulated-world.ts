import { ticketFinished, ticketMissed, ticketTransferred } from '../events/queue'
import type { Chance } from '../queue/simulation-chance'
import type { SimulatedClock, SimulatedHall } from '../queue/simulation-stage'
import { serviceDay } from '../queue/hours'
import type { Fair } from '../setup/fair'
import { QueueWorld } from './queue-world'

/** A simulated hall in memory, for tests: the same commands and folds, without a disk. */
export function simulatedWorld(fair: Fair, clock: SimulatedClock, chance: Chance): SimulatedHall {
  const world = new QueueWorld(fair)
  const recent = new Map<string, readonly number[]>()
  let ids = 0
  const newId = () => {
    ids += 1
    const random = Math.floor(chance.next() * 2 ** 32)
    return `00000000-0000-7000-8000-${ids.toString(16).padStart(4, '0').slice(-4)}${random.toString(16).padStart(8, '0')}`
  }
  return {
    fair,
    newId,
    commit: (_requestId, decide) => {
      const decided = decide(world.reads, { now: clock.now, newId })
      if (!decided.ok) return decided
      for (const event of decided.value.events) {
        world.append(event)
        if (![ticketFinished, ticketMissed, ticketTransferred].some(({ type }) => type === event.type)) continue
        noteTurn(recent, world.ticket(decided.value.ticket ?? ''))
      }
      return decided
    },
    figures: (_service, before) => {
      const day = serviceDay(fair, clock.now)
      const ahead = new Map<string, number>()
      for (const { service, sortKey } of world.reads.waiting(
        fair.setup.services.map(({ code }) => code),
        day,
        Infinity,
      ))
        if (sortKey !== null && sortKey < before) ahead.set(service, (ahead.get(service) ?? 0) + 1)
      return {
        ahead,
        recent,
        counters: fair.setup.counters.flatMap(({ code, services }) => {
          const { status, pause } = world.reads.counter(code)
          if (status === 'closed' || (status === 'paused' && (pause?.until ?? null) === null)) return []
          const held = world.reads.held(code)
          const since = held?.calledAt ?? held?.startedAt ?? null
          return [
            {
              services,
              holds: held === null || since === null ? null : { service: held.service, forMs: clock.now - since },
              backInMs: Math.max(0, (pause?.until ?? clock.now) - clock.now),
            },
          ]
        }),
        fallbackMs: (code) => (fair.setup.services.find((one) => one.code === code)?.serviceMinutes ?? 10) * 60_000,
      }
    },
    ticket: (id) => world.reads.ticket(id),
  }
}

/** How long the leg that just ended held its counter. */
function noteTurn(recent: Map<string, readonly number[]>, ticket: ReturnType<QueueWorld['ticket']>): void {
  const leg = ticket.legs.findLastIndex(({ closedAt }) => closedAt !== null)
  const service = ticket.legs[leg]?.service
  if (service === undefined) return
  const held = ticket.intervals
    .filter((one) => one.leg === leg && (one.kind === 'CALL' || one.kind === 'SERVE') && one.to !== null)
    .reduce((sum, { from, to }) => sum + (to ?? from) - from, 0)
  recent.set(service, [held, ...(recent.get(service) ?? [])].slice(0, 50))
}
