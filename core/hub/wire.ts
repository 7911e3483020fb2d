import { z } from 'zod'
import { PEOPLE_GROUPS } from '../people/groups'

/**
 * The hub's routes for the log and for people, under `/v1/fairs/:fair`, JSON both ways, `Authorization: Bearer <token>`
 * (docs/protocol.md has the table). Answers are loose: a newer hub may say more than we read.
 */

const HASH = /^[0-9a-f]{64}$/
export const Hash = z.string().regex(HASH)
/** Base64 of bytes. */
export const Bytes = z.base64()

/**
 * Version of these routes and of the event schemas behind them. The hub is updated first; a station writes no event type
 * that the hub's `types` does not name, and says "the hub needs an update" until it does.
 */
export const HUB_SCHEMA = 1

/** Where a hub listens, and is looked for, when nobody says another port. */
export const HUB_PORT = 7443

/** Batches of the outbox; and how much of the log one page may hold. */
export const MAX_BATCH = 500
export const MAX_PAGE = 1_000
/** Characters of one event's text: the set-up of a large fair is the longest there is. */
export const MAX_EVENT_LENGTH = 1_000_000
/** Bytes of one request's body. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024

/** `GET /` of the fair: who is there, what it knows, and its clock (measure at each contact: halfway of the round trip). */
export const Hello = z.looseObject({
  fair: z.uuid(),
  /** Identity of the log; another one means restored or new (see `log_changed`). */
  log: z.uuid(),
  /** How many identities this log has had. One that is not above what a station followed is an older copy of the hub. */
  generation: z.int().positive(),
  schema: z.int().positive(),
  /** Newest version of each event type that the hub checks and folds. */
  types: z.record(z.string(), z.int().positive()),
  /** The hub's own station in the log. */
  station: z.uuid(),
  head: z.int().nonnegative(),
  peopleHead: z.int().nonnegative(),
  /** The hub's clock, UTC ms. */
  now: z.int(),
  /** What the hub knows this station as. */
  you: z.looseObject({
    station: z.uuid(),
    number: z.int().min(1).max(255),
    roles: z.array(z.string()),
    /** Seen twice at a time: a cloned folder. */
    doubled: z.boolean(),
  }),
})
export type Hello = z.output<typeof Hello>

/** What a station says of its clock when it delivers its events; from it comes their `hubOffset` (core/hub/clock.ts). */
export const SenderClock = z.strictObject({
  /** The station's wall clock when the body was made, UTC ms. */
  sentAt: z.int(),
  /** Milliseconds to add to its clock to get the hub's, as measured over round trips; null: not measured yet. */
  offset: z.int().nullable(),
  /**
   * From which of its own events on this clock has run without a change: the place of the last `clock.changed`, or 1.
   * Events before it, or of another chain, get no `hubOffset`.
   */
  since: z.strictObject({ chain: z.uuid(), stationSeq: z.int().positive() }),
})
export type SenderClock = z.output<typeof SenderClock>

/** The newest place of the hub's sequence that a station holds, by its event. */
const Newest = z.strictObject({ seq: z.int().positive(), id: z.uuid() })

/** What a station was told of the hub's sequence under its identity. */
export interface Told {
  /** The highest sequence that it was ever told of. */
  readonly acked: number
  readonly newest: z.output<typeof Newest> | null
}

/**
 * Does this show that a hub lost some of its log? Its head lies below what it told, or at a place that it gave out lies
 * another event: others filled the gap before this station came.
 * @param idAtNewest the id of the event at `newest`'s place; null: there is none
 */
export const hasLost = ({ acked, newest }: Told, head: number, idAtNewest: string | null): boolean =>
  acked > head || (newest !== null && idAtNewest !== newest.id)

/** `POST …/log`. Texts as their writers made them, each writer's in order; own ones and, after a restore, those of others. */
export const Batch = z.strictObject({
  /** The log identity this is meant for. */
  log: z.uuid(),
  /** The highest sequence this station was ever told of under that identity: a head below it means that the hub lost some. */
  acked: z.int().nonnegative(),
  /** Another event at that place means the same. Null: nothing is held. */
  newest: Newest.nullable().default(null),
  clock: SenderClock,
  events: z
    .array(
      z.strictObject({
        text: z.string().min(2).max(MAX_EVENT_LENGTH),
        /** As a hub set it under an earlier log identity: it stays. Null: none ever did. */
        hubOffset: z.int().nullable(),
      }),
    )
    .min(1)
    .max(MAX_BATCH),
})
export type Batch = z.output<typeof Batch>

/** Why the hub did not take an event. `stub`: its place in the chain is kept by a stub in the sequence; it is lost for good. */
export const REFUSALS = {
  /** No JSON, or no envelope: nothing is known of it, not even its place. */
  not_an_event: { stub: false },
  /** The hub holds another event under this id. Quarantine it. */
  hash_differs: { stub: false },
  /** The place of its chain is taken by another event, or what comes before it there is another: begin a new chain. */
  forked: { stub: false },
  /** Not the deliverer's own, and this is not the time for others' events; or its author is unknown here (a desk may). */
  not_author: { stub: false },
  /** No role of its author may write this type (core/hub/permissions.ts). */
  not_allowed: { stub: true },
  /** A type and version that the hub knows, with a body that is not what they say. */
  bad_body: { stub: true },
} as const satisfies Record<string, { readonly stub: boolean }>
export type Refusal = keyof typeof REFUSALS
const RefusalCode = z.enum(Object.keys(REFUSALS) as [Refusal, ...Refusal[]])

/** What became of each event, in their order. */
export const Ack = z.discriminatedUnion('status', [
  /** `known`: held already, under the same hash. */
  z.looseObject({
    status: z.enum(['stored', 'known']),
    id: z.uuid(),
    seq: z.int().positive(),
    hubOffset: z.int().nullable(),
  }),
  z.looseObject({
    status: z.literal('refused'),
    /** Null: unreadable. */
    id: z.uuid().nullable(),
    reason: RefusalCode,
    /** Of the stub; null: there is none. */
    seq: z.int().positive().nullable(),
  }),
])
export type Ack = z.output<typeof Ack>

export const Acks = z.looseObject({ log: z.uuid(), acks: z.array(Ack), head: z.int().nonnegative(), now: z.int() })
export type Acks = z.output<typeof Acks>

/** `GET …/log?log=&after=&limit=&acked=&newest=<seq>:<id>` */
export const PageQuery = z.strictObject({
  log: z.uuid(),
  after: z.coerce.number().int().nonnegative(),
  limit: z.coerce.number().int().positive().max(MAX_PAGE).default(MAX_PAGE),
  acked: z.coerce.number().int().nonnegative().default(0),
  newest: z
    .string()
    .transform((text) => {
      const [seq, id] = text.split(':')
      return { seq: Number(seq), id }
    })
    .pipe(Newest)
    .nullable()
    .default(null),
})
export type PageQuery = z.output<typeof PageQuery>

/** An event as the hub hands it out. */
export const HubEvent = z.looseObject({
  seq: z.int().positive(),
  hubOffset: z.int().nullable(),
  hash: Hash,
  text: z.string(),
})
export type HubEvent = z.output<typeof HubEvent>

/** What stands in the place of a refused event, so that nobody sees a hole in its chain. */
export const Stub = z.looseObject({
  id: z.uuid(),
  station: z.uuid(),
  chain: z.uuid(),
  stationSeq: z.int().positive(),
  hash: Hash,
  reason: RefusalCode,
})
export type Stub = z.output<typeof Stub>
export const StubEntry = z.looseObject({ seq: z.int().positive(), stub: Stub })
export type StubEntry = z.output<typeof StubEntry>

const Entry = z.union([HubEvent, StubEntry])

/** What `HubEvent` says, of one as plain as nearly all are: a station that takes in a whole log would pay the schema for each. */
function isPlainEvent(json: unknown): boolean {
  if (typeof json !== 'object' || json === null) return false
  const { seq, hubOffset, hash, text } = json as Record<string, unknown>
  return (
    typeof text === 'string' &&
    Number.isSafeInteger(seq) &&
    (seq as number) > 0 &&
    (hubOffset === null || Number.isSafeInteger(hubOffset)) &&
    typeof hash === 'string' &&
    HASH.test(hash)
  )
}

/** In hub order, of the families that the roles get. `next`: the last sequence looked at, the cursor of the next page. */
export const Page = z.looseObject({
  log: z.uuid(),
  events: z.array(z.custom<z.output<typeof Entry>>((json) => isPlainEvent(json) || Entry.safeParse(json).success)),
  next: z.int().nonnegative(),
  head: z.int().nonnegative(),
  now: z.int(),
})
export type Page = z.output<typeof Page>

/** `POST …/log/probe`: which of these does the hub hold at exactly these places? Works under any log identity. */
export const Probe = z.strictObject({
  places: z
    .array(z.strictObject({ seq: z.int().positive(), id: z.uuid() }))
    .min(1)
    .max(200),
})
export type Probe = z.output<typeof Probe>
export const Probed = z.looseObject({ log: z.uuid(), head: z.int().nonnegative(), held: z.array(z.boolean()) })
export type Probed = z.output<typeof Probed>

/** A sealed row of a person and group as it travels; `sealed` null: a tombstone, which beats every version for ever. */
export const PeopleRow = z.strictObject({
  /** A visitor's UUID, a note's, or `staff:<code>`. */
  visitor: z.string().min(1).max(80),
  group: z.enum(PEOPLE_GROUPS),
  version: z.int().nonnegative(),
  sealed: Bytes.max(64 * 1024).nullable(),
  /** HMACs beside a `greet` row. */
  phone: Bytes.max(64).nullable(),
  email: Bytes.max(64).nullable(),
  /** With a tombstone: the HMAC of the code or roster row, so that importing it again is rejected. */
  keep: Bytes.max(64).nullable(),
})
export type PeopleRow = z.output<typeof PeopleRow>

/** `POST …/people`, before the event that names the row is sent. */
export const PeopleBatch = z.strictObject({ rows: z.array(PeopleRow).min(1).max(MAX_BATCH) })
export type PeopleBatch = z.output<typeof PeopleBatch>

/** `older`: a higher version, the greater bytes of an equal one, or a tombstone stands there. All but `wrong_role` are settled. */
export const PeopleAck = z.enum(['stored', 'known', 'older', 'wrong_role'])
export type PeopleAck = z.output<typeof PeopleAck>
export const PeopleAcks = z.looseObject({ acks: z.array(PeopleAck), head: z.int().nonnegative() })
export type PeopleAcks = z.output<typeof PeopleAcks>

/** `GET …/people?log=&after=&limit=`: rows of the groups that the roles open, tombstones of those that they open or write. */
export const PeopleQuery = PageQuery.omit({ acked: true, newest: true })
export type PeopleQuery = z.output<typeof PeopleQuery>
export const PeoplePage = z.looseObject({
  log: z.uuid(),
  rows: z.array(z.looseObject({ ...PeopleRow.shape, seq: z.int().positive() })),
  next: z.int().nonnegative(),
  head: z.int().nonnegative(),
})
export type PeoplePage = z.output<typeof PeoplePage>

/**
 * `GET …/live?session=` answers server-sent events, each `data:` one of these as JSON. `head` at once and at every
 * change; `beat` every 5 s; `presence` to desks, at once and at every change of it; `bye` before the hub stops.
 */
export const LiveMessage = z.discriminatedUnion('what', [
  z.looseObject({
    what: z.literal('head'),
    log: z.uuid(),
    head: z.int().nonnegative(),
    peopleHead: z.int().nonnegative(),
  }),
  z.looseObject({ what: z.literal('beat'), now: z.int() }),
  z.looseObject({ what: z.literal('presence') }),
  z.looseObject({ what: z.literal('bye') }),
])
export type LiveMessage = z.output<typeof LiveMessage>
export const BEAT_MS = 5_000

/**
 * Header in which a running app names itself, the same UUID that its presence and its `live` have: what it asks shows that
 * this very session is there, where a command beside it, or a copy of its folder, asks with the same token.
 */
export const SESSION_HEADER = 'pendopo-session'
