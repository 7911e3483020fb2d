import type { QueueError } from '../../core/queue/errors'
import type { MessageId } from '../i18n/words'
import type { FailureCode } from './call'

/** Failures that say the same on every screen. Why a queue refused is said by the screen, to whom stands before it. */
export type PlainFailure = Exclude<FailureCode, Exclude<QueueError, 'unknown_counter' | 'unknown_ticket' | 'not_signed_in'>>

/** The words for every plain failure of the contract; a code without words is a type error. */
export const FAILURE_TEXT: Readonly<Record<PlainFailure, MessageId>> = {
  bad_input: 'failure.bad_input',
  not_allowed: 'failure.not_allowed',
  disk_full: 'failure.disk_full',
  folder_read_only: 'failure.folder_read_only',
  database_busy: 'failure.database_busy',
  database_damaged: 'failure.database_damaged',
  internal: 'failure.internal',
  unknown_gate: 'failure.unknown_gate',
  role_taken: 'failure.role_taken',
  unknown_counter: 'failure.unknown_counter',
  unknown_zone: 'failure.unknown_zone',
  unknown_ticket: 'failure.unknown_ticket',
  not_signed_in: 'failure.not_signed_in',
  no_fair: 'failure.no_fair',
  not_a_gate: 'failure.not_a_gate',
  not_a_dispenser: 'failure.not_a_dispenser',
  not_a_counter: 'failure.not_a_counter',
  not_a_display: 'failure.not_a_display',
  no_list: 'failure.no_list',
  unknown_code: 'failure.unknown_code',
  printer_trouble: 'failure.printer_trouble',
  unknown_staff: 'failure.unknown_staff',
  pin_exists: 'failure.pin_exists',
  pin_weak: 'failure.pin_weak',
  voucher_needed: 'failure.voucher_needed',
  wrong_pin: 'failure.wrong_pin',
  locked: 'failure.locked',
  wrong_passphrase: 'failure.wrong_passphrase',
  pin_not_set: 'failure.pin_not_set',
}
