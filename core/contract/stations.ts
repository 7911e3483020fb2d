import { z } from 'zod'
import type { StationAlert, StationFacts } from '../desk/stations'
import { STATION_ROLES } from '../people/groups'
import type { Text } from '../setup/schema'
import { call } from './call'
import type { Link } from './queue'
import { DESK_ERRORS } from './desk'

/** One station on the desk's page. */
export interface StationLine extends StationFacts {
  /** The computer this desk runs on. */
  readonly isHere: boolean
  /** What its windows are called, one each; empty: it told nothing yet, and goes by its number. */
  readonly names: readonly Text[]
  /** Where they stand, as the set-up says; empty: it says nothing of it. */
  readonly areas: readonly string[]
  /** An older version of the app than this desk's. */
  readonly isOld: boolean
  readonly alerts: readonly StationAlert[]
}

/** How this desk stands to a hub. */
export type HubState =
  | { readonly is: 'none' }
  | { readonly is: 'reached'; readonly url: string }
  /** What is shown is of `asOf` (UTC ms); null: nothing was read since this desk was opened. `problem`: a HubError. */
  | { readonly is: 'away'; readonly url: string; readonly asOf: number | null; readonly problem: string }

/** An event that was not taken in, here or at the hub. */
export interface KeptAside {
  readonly event: string
  readonly problem: 'not_an_event' | 'hash_differs' | 'forked' | 'refused'
  /** The hub's word for it; null: it was refused here. */
  readonly reason: string | null
  /** Type of the event; null: it is not in the log here. */
  readonly type: string | null
  /** Written at this computer. */
  readonly isOwn: boolean
  readonly at: number
}

/** What came out when stations that were cut off met again, as long as somebody can act on it. All times UTC ms. */
export type Meeting =
  /** Let in at two doors; the first counts. `name` null: not known here. */
  | {
      readonly is: 'entered_twice'
      readonly visitor: string
      readonly name: string | null
      readonly list: Text
      readonly first: { readonly at: number; readonly gate: Text | null }
      readonly second: { readonly at: number; readonly gate: Text | null }
    }
  /** Called to two counters; `counter` has the ticket, `other` called second. */
  | {
      readonly is: 'called_twice'
      readonly ticket: string
      readonly label: string
      readonly counter: Text
      readonly other: Text
      readonly at: number
    }
  /** One counter is open on two computers: two people serve under its name. */
  | { readonly is: 'open_twice'; readonly code: string; readonly counter: Text; readonly at: number | null }

/** "This computer is the hub": the hub that this app runs beside itself. */
export interface HubHereView {
  readonly state: 'off' | 'starting' | 'running' | 'stopping' | 'failed'
  /** Its address while it runs. */
  readonly url: string | null
  /** Why it does not run, in a word of hub/problem.ts; null: nothing is amiss. */
  readonly problem: string | null
  /** What was chosen once; null: this computer was never the hub. */
  readonly chosen: HubHereChoice | null
  /** Addresses of this computer that others can reach; `127.0.0.1` is none of them. */
  readonly addresses: readonly string[]
}

/** Where this computer's hub listens, and whether it runs whenever the app does. */
export const HubHereChoice = z.object({
  host: z.union([z.ipv4(), z.ipv6()]),
  port: z.int().min(0).max(65_535),
  startsWithApp: z.boolean(),
})
export type HubHereChoice = z.output<typeof HubHereChoice>

/** All stations of the fair, the worst first. */
export interface StationsView {
  /** The clock that all times here are of: the hub's, else this computer's. */
  readonly now: number
  readonly hub: HubState
  readonly here: HubHereView
  readonly lines: readonly StationLine[]
  /** Of this computer alone, the newest first. */
  readonly keptAside: readonly KeptAside[]
  readonly meetings: readonly Meeting[]
  /** The keys of this folder lie under a passphrase, which enrolling asks for. */
  readonly asksPassphrase: boolean
}

/** Why enrolling failed, for who types the code. `enrol_hub`: the hub said something else, in `detail.problem`. */
export const ENROL_ERRORS = [
  'enrol_code',
  'enrol_url',
  'enrol_bad_code',
  'enrol_offline',
  'enrol_other_hub',
  'enrol_not_empty',
  'enrol_no_fair',
  'enrol_full',
  'enrol_wait',
  'enrol_no_setup',
  'enrol_keychain',
  'enrol_hub',
  'enrol_busy',
  'wrong_passphrase',
  'passphrase_needed',
] as const

/** What a person types, or a camera reads, to enrol. */
export const EnrolInput = z.strictObject({
  /** As typed; core/hub/enrolment.ts reads it. */
  code: z.string().min(1).max(60),
  /** Address of the hub as typed: `192.168.1.5:7443` will do. */
  url: z.string().min(1).max(240),
  /** For folders whose keys lie, or shall lie, under a passphrase. */
  passphrase: z.string().min(1).max(1_000).optional(),
})
export type EnrolInput = z.output<typeof EnrolInput>

const STATION_ERRORS = ['not_enrolled', 'hub_offline', 'hub_refused'] as const

export const stationsCalls = {
  'stations.view': call<StationsView>()({ input: z.null(), errors: DESK_ERRORS }),
  /** A one-time code for a new station in these roles. `picture`: the text of its QR, which holds the hub's address. */
  'stations.makeCode': call<{
    readonly code: string
    readonly url: string
    readonly picture: string
    /** UTC ms by this computer's clock, and how long that is from now. */
    readonly expiresAt: number
    readonly lastsMs: number
  }>()({
    input: z.strictObject({ roles: z.array(z.enum(STATION_ROLES)).min(1).max(STATION_ROLES.length) }),
    errors: [...DESK_ERRORS, ...STATION_ERRORS],
  }),
  /** Takes a lost station out of the fair: at its next contact it wipes what it holds of people. For organizers. */
  'stations.revoke': call<null>()({
    input: z.strictObject({ station: z.uuid() }),
    errors: [...DESK_ERRORS, ...STATION_ERRORS, 'unknown_station', 'own_station'],
  }),
  /** Makes this desk's folder the first desk of a hub that runs elsewhere, or enrols it anew. For organizers. */
  'stations.join': call<null>()({ input: EnrolInput, errors: [...DESK_ERRORS, ...ENROL_ERRORS] }),
  /**
   * Makes this computer the hub, and this desk its first, or starts it again. For organizers. `hub_problem`: it does not
   * run, `detail.problem` says why; `hub_elsewhere`: this desk belongs to a hub on another computer.
   */
  'hub.start': call<null>()({
    input: z.strictObject({ ...HubHereChoice.omit({ port: true }).shape, passphrase: EnrolInput.shape.passphrase }),
    errors: [...DESK_ERRORS, ...ENROL_ERRORS, 'hub_problem', 'hub_elsewhere'],
  }),
  /** Stops this computer's hub in good order; it stays off until it is started again. For organizers. */
  'hub.stop': call<null>()({ input: z.null(), errors: DESK_ERRORS }),
  /** Makes an empty folder, or one that was revoked, a station of a fair. */
  'app.enrol': call<null>()({ input: EnrolInput, errors: ENROL_ERRORS }),
  /** Where this station looks for its hub, and how it stands to it; null: it has none. For staff. */
  'app.hub': call<{ readonly url: string; readonly link: Link } | null>()({ input: z.null(), errors: [] }),
  /**
   * The hub answers at another address now: this station looks for it there from now on. Kept only when it does answer
   * there, so any window may ask. `hub_told`: the address was given when the program was started, and counts before.
   */
  'app.moveHub': call<{ readonly url: string }>()({
    input: EnrolInput.pick({ url: true }),
    errors: ['enrol_url', 'enrol_offline', 'hub_not_ours', 'hub_refused', 'hub_told', 'not_enrolled'],
  }),
  /** How the camera of a gate's window is, for the desk. */
  'station.camera': call<null>()({
    input: z.strictObject({ state: z.enum(['starting', 'running', 'missing', 'denied', 'lost', 'stopped']) }),
    errors: [],
  }),
}
