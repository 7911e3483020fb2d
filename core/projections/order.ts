import type { LogEvent } from '../events/envelope'

/** An event with what a fold needs to put it in its place. */
export interface OrderedEvent {
  readonly event: LogEvent
  /** Its place in the hub's order; null: the hub has not seen it. */
  readonly hubSeq: number | null
  /** Its place in this folder's order of arrival. */
  readonly seq: number
  /** Effective time, UTC ms (docs/protocol.md, "Effective time"). */
  readonly at: number
}

/** The hub's order; what the hub has not seen comes after it, in order of arrival. */
export function inHubOrder(events: readonly OrderedEvent[]): OrderedEvent[] {
  return events.toSorted((a, b) => (a.hubSeq ?? Infinity) - (b.hubSeq ?? Infinity) || a.seq - b.seq)
}
