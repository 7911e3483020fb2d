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
  /** Folds whole rows anew: after late events, acks, or in a rebuild. Sums are written once for all of them. */
  refold(streams: readonly Stream[]): void
}

/** All events of one stream, in order of arrival. */
export interface Stream {
  readonly name: string
  readonly events: readonly StoredEvent[]
  /** None of them was folded before, so nothing need be looked for to be taken back. */
  readonly isNew: boolean
}

/** A refold that takes one stream after the other. */
export const each =
  (refold: (name: string, events: readonly StoredEvent[]) => void): Projector['refold'] =>
  (streams) =>
    streams.forEach(({ name, events }) => refold(name, events))

/** Folds streams anew with every projector that has to do with them, each once. */
export function foldStreams(projectors: readonly Projector[], streams: readonly Stream[]): void {
  // Of the many projectors a page of events concerns few, and of these each stream mostly as a whole.
  const types = new Set<string>()
  for (const { events } of streams) for (const { event } of events) types.add(event.type)
  for (const projector of projectors) {
    if (![...projector.types].some((type) => types.has(type))) continue
    const isOwn = ({ event }: StoredEvent) => projector.types.has(event.type)
    const own: Stream[] = []
    for (const stream of streams) {
      if (stream.events.every(isOwn)) own.push(stream)
      else if (stream.events.some(isOwn)) own.push({ ...stream, events: stream.events.filter(isOwn) })
    }
    projector.refold(own)
  }
}

/** Order of set-up and visitors: the hub's sequence decides, what it has not seen yet comes after, in order of arrival. */
export function byHubOrder(a: StoredEvent, b: StoredEvent): number {
  return (a.hubSeq ?? Infinity) - (b.hubSeq ?? Infinity) || a.seq - b.seq
}
