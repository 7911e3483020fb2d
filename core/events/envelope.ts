import { z } from 'zod'

/** What an event is about. Roles receive events by family (a display gets `setup` and `queue` only). */
export const FAMILIES = ['setup', 'visitor', 'checkin', 'queue', 'survey', 'system'] as const
export type Family = (typeof FAMILIES)[number]

/**
 * One record of the log. The writer makes its text once (RFC 8785 canonical JSON) and everybody stores that text; these
 * are the fields as read back from it.
 */
export interface LogEvent<Body = unknown> {
  /** UUIDv7, the event's identity on every station and on the hub. */
  readonly id: string
  readonly type: string
  /** Version of the body's schema. */
  readonly version: number
  readonly family: Family
  /** The row this event belongs to; a fold reads only the events of its own row. */
  readonly stream: string
  readonly body: Body
  /** The author's wall clock, UTC milliseconds. */
  readonly at: number
  /** Milliseconds to add to `at` to get the hub's time, as the author knew it then. */
  readonly offset: number
  readonly station: string
  /** Made anew at first start and after every restore; `stationSeq` and `prevHash` count per chain. */
  readonly chain: string
  readonly stationSeq: number
  /** Staff code of who did it; absent for what a visitor did. */
  readonly actor?: string
  /** Event that caused this one (an exit caused by entering another room). */
  readonly causation?: string
  /** SHA-256 (hex) of the text before this one in the chain; 64 zeros at its beginning. */
  readonly prevHash: string
}

/** An event as a command decides it; the log adds who, where in the chain, and the hash. */
export type NewEvent<Body = unknown> = Pick<
  LogEvent<Body>,
  'id' | 'type' | 'version' | 'family' | 'stream' | 'body' | 'at' | 'actor' | 'causation'
>

export const GENESIS_HASH = '0'.repeat(64)

/** Checks an envelope that came from outside (another station, a file); strange keys are kept for newer versions. */
export const Envelope = z.looseObject({
  id: z.uuid(),
  type: z.string().min(1).max(80),
  version: z.int().positive(),
  family: z.enum(FAMILIES),
  stream: z.string().min(1).max(200),
  body: z.record(z.string(), z.unknown()),
  at: z.int(),
  offset: z.int(),
  station: z.uuid(),
  chain: z.uuid(),
  stationSeq: z.int().positive(),
  actor: z.string().optional(),
  causation: z.uuid().optional(),
  prevHash: z.string().regex(/^[0-9a-f]{64}$/),
})

/** What a command may ask of the world: all of it is handed in, so that tests decide time and ids. */
export interface CommandContext {
  /** Wall clock, UTC milliseconds. */
  readonly now: number
  /** Milliseconds to add to `now` to get the hub's time; absent: none known. Places in line go by that time. */
  readonly offset?: number
  /** A fresh UUIDv7. */
  readonly newId: () => string
  /** Staff code of who acts, when somebody signed in. */
  readonly actor?: string
}
