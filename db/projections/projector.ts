import type { LogEvent } from '../../core/events/envelope'

/** An event as it lies in this station's log. */
export interface StoredEvent {
  /** Local order of arrival. */
  readonly seq: number
  readonly event: LogEvent
  /** What the hub said of it; null until it did. */
  readonly hubSeq: number | null
  readonly hubOffset: number | null
}

/** A fold from events to rows. Its rows can be thrown away at any time: `refold` of every stream gives the same ones. */
export interface Projector {
  readonly name: string
  /** Raised when the same events shall give other rows: the next start rebuilds. */
  readonly version: number
  readonly types: ReadonlySet<string>
  /** Empties its rows, before a rebuild. */
  clear(): void
  /** Folds an event that has just been stored. Never throws over what the event says. */
  fold(stored: StoredEvent): void
  /** Folds a whole row anew, from all its events in order of arrival: after a late event, an ack, or in a rebuild. */
  refold(stream: string, events: readonly StoredEvent[]): void
}

/** Order of set-up and visitors: the hub's sequence decides, what it has not seen yet comes after, in order of arrival. */
export function byHubOrder(a: StoredEvent, b: StoredEvent): number {
  return (a.hubSeq ?? Infinity) - (b.hubSeq ?? Infinity) || a.seq - b.seq
}
