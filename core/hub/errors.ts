import { QUEUE_ERRORS } from '../queue/errors'
import { z } from 'zod'
import type { Result } from '../result/result'

/**
 * Why the hub refused a whole request, or was not asked at all. On the wire: the status beside each, and the body
 * `{ code, detail? }`. The codes under 0 never leave the station: its client makes them.
 */
export const HUB_ERRORS = {
  /** Body, path or query is not what docs/protocol.md says. detail.at: where. */
  bad_request: 400,
  /** No token, or one the hub does not know. Keep everything and ask for an enrolment; wipe nothing. */
  unknown_station: 401,
  /** The token is good, the role is not. detail.needs: the roles that may. */
  wrong_role: 403,
  /** The token belongs to another fair than the path names. */
  other_fair: 403,
  /** No such route, counter, station, revocation … */
  not_found: 404,
  /**
   * The log is not the one the request was made for: the hub was restored or is new. detail.log: the identity now,
   * detail.head. Find the last place both know (`probe`), then offer all that lies after it.
   */
  log_changed: 409,
  /** Another connection of this station is alive: a cloned folder. The older one stays. */
  already_live: 409,
  /** The hub does not hold the station's events up to `after`: empty the outbox, ask again. */
  outbox_first: 409,
  /** An event with this command's id exists and is another act. */
  command_id_taken: 409,
  /** The fair's set-up has not reached the hub yet. */
  no_setup: 409,
  /**
   * Signed by the hub's CA (`Revocation` in the body): wipe people, keep the log. detail.at, added by the station's client:
   * `at` of the order, for the notice that it was carried out.
   */
  revoked: 410,
  too_large: 413,
  /** A rule of the queue or the list stands against it: `code` in detail.rule, see QUEUE_ERRORS and PLACE_ERRORS. */
  refused: 422,
  /** detail.seconds to wait. */
  too_many: 429,
  /** A bug of the hub; its own log tells more. */
  internal: 500,
  /** The database is away, or the hub is stopping: try again. */
  unavailable: 503,

  /** Enrolment: no such code, used up, or run out. One answer for all three: a stranger learns nothing. */
  bad_code: 403,
  /** Enrolment: this folder holds a fair, and the code is not that of a first desk. */
  folder_not_empty: 409,
  /** Enrolment of a first desk: the folder brings no fair. */
  no_fair: 409,
  /** Enrolment: all numbers of stations (1–255) are given. */
  no_number_left: 409,

  /** Nobody answers at the hub's address, or the answer was cut off. detail.cause: a short word. */
  offline: -1,
  /** The certificate is not of the pinned CA: not our hub. */
  not_our_hub: -2,
  /** An answer that is none of docs/protocol.md: the hub is of another release, or no hub. */
  strange_answer: -3,
  /** The caller's signal ended it. */
  aborted: -4,
} as const
export type HubError = keyof typeof HUB_ERRORS
export const isHubError = (code: string): code is HubError => Object.hasOwn(HUB_ERRORS, code)

/** Why the hub gave no places of a list. */
export const PLACE_ERRORS = ['unknown_list', 'no_capacity', 'not_a_gate'] as const

/** What `refused` names in detail.rule. */
export const RULES = [...QUEUE_ERRORS, ...PLACE_ERRORS] as const
export type Rule = (typeof RULES)[number]

/** The body of every answer that is not 2xx. */
export const ErrorBody = z.looseObject({
  code: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
})
export type ErrorBody = z.output<typeof ErrorBody>

export type HubResult<T> = Result<T, HubError>
