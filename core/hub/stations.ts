import { z } from 'zod'
import { STATION_ROLES } from '../people/groups'
import { BEAT_MS, Bytes, Hash, Hello } from './wire'

/** Stations, their enrolment, presence and revocation as they go over the wire. */

const Roles = z.array(z.enum(STATION_ROLES)).min(1).max(STATION_ROLES.length)
/** Raw Ed25519 in hex. */
const PublicKey = z.string().regex(/^[0-9a-f]{64}$/)
/** Ed25519 in hex. */
const Signature = z.string().regex(/^[0-9a-f]{128}$/)

/** How long a code is good. */
export const CODE_MINUTES = 10

/**
 * A station asks something every five seconds. One that was silent for so long is not there, however open its connection
 * seems: after a power cut or without its network TCP notices nothing for many minutes. Until then no other session of it
 * is let in.
 */
export const SILENT_MS = 15_000
/** Heard within this time when another session asks: both run. Nobody is back so soon after a power cut. */
export const BOTH_MS = BEAT_MS
/** After this a doubled station hears nothing of it any more. */
export const DOUBLED_MS = 60_000

/** The fair that a first desk brings into an empty hub. */
export const BroughtFair = z.strictObject({
  fair: z.uuid(),
  demo: z.boolean(),
  /** The desk vouches for the hub: its signature over `vouchText` (core/hub/enrolment.ts). */
  vouch: Signature,
})

/** `POST /v1/enrol`, without token. core/hub/enrolment.ts says how `code` and `proof` are made. */
export const EnrolRequest = z.strictObject({
  /** Name of the code, hex. */
  code: z.string().regex(/^[0-9a-f]{32}$/),
  station: z.uuid(),
  publicKey: PublicKey,
  /** SHA-256 (hex) of the DER of the CA certificate that the hub's TLS chain ends in, as the station sees it. */
  fingerprint: Hash,
  proof: Hash,
  /** The fair that the folder holds already; null: a new folder. */
  holds: z.uuid().nullable(),
  /** Null unless this folder is to be the first desk; the answer to a first desk's code without it is `no_fair`. */
  brings: BroughtFair.nullable(),
})
export type EnrolRequest = z.output<typeof EnrolRequest>

export const EnrolAnswer = z.looseObject({
  /** HMAC of the hub: without it, or with another, it is not our hub. */
  proof: Hash,
  token: z.string().min(20),
  roles: Roles,
  number: z.int().min(1).max(255),
  fair: z.uuid(),
  /** The fair's `demo` flag: a new folder chooses its key adapter by it. */
  demo: z.boolean(),
  /** The roles' fair keys, sealed with `wrap` by the desk that made the code; null: a first desk, which has its own. */
  sealedKeys: Bytes.nullable(),
  /** PEM of the hub's CA, to be pinned. */
  ca: z.string(),
  log: Hello.shape.log,
  schema: z.int().positive(),
  types: Hello.shape.types,
  /** The hub's own station. */
  hub: z.uuid(),
  /** Who vouched for the hub. */
  vouched: z.looseObject({ station: z.uuid(), publicKey: PublicKey, vouch: Signature }),
})
export type EnrolAnswer = z.output<typeof EnrolAnswer>

/**
 * What a station tells of itself at each greeting, every five seconds at least. Nothing personal. Not strict: a newer
 * station may say more, and what this hub does not know is left out rather than the whole refused.
 */
export const Presence = z.object({
  /** Made anew each time the station's app starts: two alive at once are a cloned folder. */
  session: z.uuid(),
  /** Version of the app. */
  version: z.string().max(40),
  /** Where its windows stand: `gate:<code>`, `counter:<code>+<code>`, `display:<zone>+<zone>`, `dispenser`, `desk`. */
  places: z.array(z.string().max(80)).max(20),
  /** Own events and rows not sent yet. */
  pending: z.int().nonnegative(),
  /** The cursor: how far it has read. */
  readUpTo: z.int().nonnegative(),
  /** ms its clock is behind the hub's; null: not measured. */
  offset: z.int().nullable(),
  printer: z.enum(['none', 'ready', 'trouble']),
  camera: z.enum(['none', 'ready', 'trouble']),
  /** What is wrong with its printer (a word of core/events/queue.ts PrintTrouble, or `labels_held`), and since when. */
  printerTrouble: z
    .object({ what: z.string().max(40), since: z.int() })
    .nullable()
    .optional(),
  /** Own events of types that the hub does not know yet. */
  heldBack: z.int().nonnegative().optional(),
  /** Events that were not taken in, here or at the hub, and are kept aside. */
  keptAside: z.int().nonnegative().optional(),
  /** When its chain began anew since another event had a place in it, UTC ms by the hub's clock; null: never. */
  forkedAt: z.int().nullable().optional(),
  /** Erasures it has carried out up to this place of the people's sequence. */
  erasedUpTo: z.int().nonnegative().optional(),
})
export type Presence = z.output<typeof Presence>

/**
 * What a revoked station says once nothing personal is left there: in its own name, so that neither another station nor
 * the hub can say it in its place.
 */
export const WipedNotice = z.strictObject({
  /** `at` of the order that was carried out (`Revocation`). */
  order: z.int(),
  /** By the station's own key over `wipedText` (core/hub/enrolment.ts). */
  signature: Signature,
})
export type WipedNotice = z.output<typeof WipedNotice>
/** The same as desks see it. `at`: when the hub heard it first, UTC ms. */
export const Wiped = z.looseObject({ ...WipedNotice.shape, at: z.int() })
export type Wiped = z.output<typeof Wiped>
/** `POST …/wiped` */
export const WipedHeard = z.looseObject({ at: z.int() })
export type WipedHeard = z.output<typeof WipedHeard>

/** A station as desks see it. */
export const StationInfo = z.looseObject({
  station: z.uuid(),
  number: z.int().min(1).max(255),
  roles: Roles,
  enrolledAt: z.int(),
  /** Last contact of any kind, UTC ms; null: none since its enrolment. */
  lastSeenAt: z.int().nullable(),
  /** Connected now. */
  live: z.boolean(),
  revokedAt: z.int().nullable(),
  /** What it said after that; null: nothing, or the hub is older than this word. */
  wiped: Wiped.nullable().default(null),
  /** When two connections of it were last alive at once, UTC ms. */
  doubledAt: z.int().nullable(),
  /** Its last report; null: none yet. */
  presence: Presence.nullable().catch(null),
})
export type StationInfo = z.output<typeof StationInfo>
/** `GET …/stations` */
export const Stations = z.looseObject({ stations: z.array(StationInfo), now: z.int() })
export type Stations = z.output<typeof Stations>

/** `POST …/stations` */
export const StationAction = z.discriminatedUnion('action', [
  /** Any role, of itself. Answer: Hello. */
  z.strictObject({ action: z.literal('presence'), presence: Presence }),
  /** A desk made a code. The hub gets what proves it (`auth`) and the keys it cannot open. Answer: CodeMade. */
  z.strictObject({
    action: z.literal('code'),
    code: z.string().regex(/^[0-9a-f]{32}$/),
    /** 32 bytes, hex. */
    auth: Hash,
    roles: Roles,
    sealedKeys: Bytes.max(64 * 1024),
  }),
  /** A desk revokes a station. Answer: Stations. */
  z.strictObject({ action: z.literal('revoke'), station: z.uuid() }),
])
export type StationAction = z.output<typeof StationAction>
export const CodeMade = z.looseObject({ expiresAt: z.int() })
export type CodeMade = z.output<typeof CodeMade>
export type CodeOrder = Omit<Extract<StationAction, { action: 'code' }>, 'action'>

/**
 * The body of every 410: only this wipes people. `at`: now by the hub's clock, and never before the revocation.
 * `signature`: base64 of ECDSA P-256/SHA-256 (IEEE P1363, 64 bytes) by the pinned CA's key over `revocationText`.
 */
export const Revocation = z.looseObject({
  code: z.literal('revoked'),
  revocation: z.looseObject({ station: z.uuid(), log: z.uuid(), at: z.int(), signature: Bytes }),
})
export type Revocation = z.output<typeof Revocation>
