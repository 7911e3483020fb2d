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

/** The largest number that a station and the hub keep in a column of its own, which is one of 32 bits. */
export const MAX_COUNT = 2_147_483_647

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
  stationSeq: z.int().positive().max(MAX_COUNT),
  actor: z.string().optional(),
  causation: z.uuid().optional(),
  prevHash: z.string().regex(/^[0-9a-f]{64}$/),
})

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const HASH = /^[0-9a-f]{64}$/
const isUuid = (value: unknown): boolean => typeof value === 'string' && UUID.test(value)
const isText = (value: unknown, max: number): boolean =>
  typeof value === 'string' && value.length > 0 && value.length <= max
const isPlace = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) > 0

/**
 * Is this piece of JSON an event's envelope? What `Envelope` says of it. Nearly all are as plain as can be and are seen at
 * once; only the others are worth the schema's care, which a station that takes in a whole log would else pay for each.
 */
export function isEnvelope(json: unknown): json is LogEvent {
  return isPlain(json) || Envelope.safeParse(json).success
}

function isPlain(json: unknown): boolean {
  if (typeof json !== 'object' || json === null) return false
  const {
    id,
    type,
    version,
    family,
    stream,
    body,
    at,
    offset,
    station,
    chain,
    stationSeq,
    actor,
    causation,
    prevHash,
  } = json as Record<string, unknown>
  return (
    isUuid(id) &&
    isText(type, 80) &&
    isPlace(version) &&
    FAMILIES.some((known) => known === family) &&
    isText(stream, 200) &&
    typeof body === 'object' &&
    body !== null &&
    !Array.isArray(body) &&
    Number.isSafeInteger(at) &&
    Number.isSafeInteger(offset) &&
    isUuid(station) &&
    isUuid(chain) &&
    isPlace(stationSeq) &&
    (stationSeq as number) <= MAX_COUNT &&
    (actor === undefined || typeof actor === 'string') &&
    (causation === undefined || isUuid(causation)) &&
    typeof prevHash === 'string' &&
    HASH.test(prevHash)
  )
}

/** When an event counts, UTC ms: by its author's clock and the best that is known of how far that was off. */
export const effectiveAt = (event: Pick<LogEvent, 'at' | 'offset'>, hubOffset: number | null): number =>
  event.at + (hubOffset ?? event.offset)

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
