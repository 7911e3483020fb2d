import { isVoid, type Ticket, type TicketState } from '../../core/queue/ticket'
import type { Database } from '../connection'

const COUNTS = ['issued', 'waiting', 'called', 'serving', 'parked', 'missed', 'done', 'cancelled', 'expired'] as const
type Count = (typeof COUNTS)[number]

/** Where each state counts; a slot or an unconfirmed slip is in nobody's line yet. */
const COUNT_OF: Readonly<Record<TicketState, Count | null>> = {
  BOOKED: null,
  ISSUING: null,
  WAITING: 'waiting',
  CALLED: 'called',
  SERVING: 'serving',
  PARKED: 'parked',
  MISSED: 'missed',
  DONE: 'done',
  CANCELLED: 'cancelled',
  EXPIRED: 'expired',
}

/** The sums of services and days, moved by what a ticket was and what it is now. */
export function moveSums(db: Database) {
  const add = db.prepare(
    `INSERT INTO service_day (service, day, ${COUNTS.join(', ')}) VALUES (?, ?${', ?'.repeat(COUNTS.length)})
     ON CONFLICT (service, day) DO UPDATE SET ${COUNTS.map((count) => `${count} = ${count} + excluded.${count}`).join(', ')}`,
  )
  const clear = db.prepare('DELETE FROM service_day')
  return {
    clear: (): void => void clear.run(),
    move(old: Ticket | null, ticket: Ticket | null): void {
      const moved = new Map<string, { service: string; day: string; counts: Map<Count, number> }>()
      const count = (service: string, day: string, what: Count, by: 1 | -1) => {
        const key = `${service} ${day}`
        const sum = moved.get(key) ?? { service, day, counts: new Map<Count, number>() }
        moved.set(key, sum)
        sum.counts.set(what, (sum.counts.get(what) ?? 0) + by)
      }
      for (const [state, by] of [
        [old, -1],
        [ticket, 1],
      ] as const) {
        if (state === null) continue
        if (state.number !== null && !isVoid(state)) count(state.issueService, state.day, 'issued', by)
        const stands = COUNT_OF[state.state]
        if (stands !== null) count(state.service, state.day, stands, by)
      }
      for (const { service, day, counts } of moved.values()) {
        if ([...counts.values()].every((n) => n === 0)) continue
        add.run(service, day, ...COUNTS.map((what) => counts.get(what) ?? 0))
      }
    },
  }
}
