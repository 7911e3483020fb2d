/** Why a command of the queue was refused; each has its sentence in the screens' and the commands' words. */
export const QUEUE_ERRORS = [
  'unknown_service',
  'unknown_counter',
  'unknown_ticket',
  'unknown_reason',
  /** Outside the opening hours. detail.opensAt (UTC ms) when it opens again today. */
  'service_closed',
  /** After the last-number time. */
  'after_last_number',
  /** A break. detail.until (UTC ms or null). */
  'on_break',
  'quota_used',
  /** This visitor has a live ticket here. detail.number */
  'already_waiting',
  /** The leased block is used up and the hub not reachable. */
  'numbers_out',
  /** Priority is said by staff here. */
  'priority_by_staff',
  'no_appointments',
  'slot_taken',
  'bad_slot',
  'counter_closed',
  'counter_paused',
  'counter_open',
  /** Holds a called or served ticket. detail.number */
  'ticket_in_hand',
  'tickets_parked',
  'park_limit',
  'nobody_waiting',
  /** All who wait are served elsewhere just now. */
  'served_elsewhere',
  /** Somebody else was faster. detail: by (counter), at (UTC ms), state */
  'changed',
  /** The ticket's state does not allow it. detail.state */
  'wrong_state',
  'other_counter',
  'other_service',
  /** detail.seconds to wait, detail.calls still to make. */
  'too_soon',
  'reason_needed',
  'too_late_to_return',
  'returned_too_often',
  'not_today',
  'same_service',
  'nothing_to_undo',
  'bad_slip',
  'slip_of_other_fair',
  'slip_unknown_station',
  'not_signed_in',
] as const
export type QueueError = (typeof QUEUE_ERRORS)[number]
export const isQueueError = (code: unknown): code is QueueError => QUEUE_ERRORS.some((known) => known === code)
