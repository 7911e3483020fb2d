import type { TicketClass } from '../events/queue'
import type { Service } from '../setup/schema'

/** How much earlier a class counts as come, ms: what bounds its overtaking (docs/decisions/0011-priority-bound.md). */
export function credit(service: Service, ticketClass: TicketClass): number {
  return ticketClass === 'priority' ? (service.priorityMinutes ?? 0) * 60_000 : 0
}

/** Does `a` stand before `b`? Smaller sort key first, ties by id, so that every station agrees. */
export function standsBefore(a: PlaceInLine, b: PlaceInLine): boolean {
  const [keyA, keyB] = [a.sortKey ?? Infinity, b.sortKey ?? Infinity]
  return keyA === keyB ? a.id < b.id : keyA < keyB
}

export interface PlaceInLine {
  readonly id: string
  readonly sortKey: number | null
}
