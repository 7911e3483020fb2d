import { standsBefore } from './credit'
import type { QueueReads } from './reads'
import type { Ticket } from './ticket'

/**
 * Who is called next from these services: the smallest (sort key, id) over all of them. Where a service caps priority
 * calls in a row and the cap is reached, its priority tickets let a normal one go first, if one waits.
 */
export function headOf(reads: QueueReads, services: readonly string[], day: string): Ticket | null {
  const capped = services.filter((code) => isCapReached(reads, code, day))
  const free = services.filter((code) => !capped.includes(code))
  const heads = free.length > 0 ? [...reads.waiting(free, day, 1)] : []
  for (const code of capped) {
    const head = reads.waiting([code], day, 1, 'normal')[0] ?? reads.waiting([code], day, 1)[0]
    if (head !== undefined) heads.push(head)
  }
  return heads.reduce<Ticket | null>(
    (first, ticket) => (first === null || standsBefore(ticket, first) ? ticket : first),
    null,
  )
}

function isCapReached(reads: QueueReads, code: string, day: string): boolean {
  const cap = reads.fair.setup.services.find((service) => service.code === code)?.rules.priorityInARow ?? null
  return cap !== null && reads.priorityRun(code, day) >= cap
}
