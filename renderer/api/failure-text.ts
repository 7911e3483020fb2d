import type { MessageId } from '../i18n/words'
import type { FailureCode } from './call'

/** The words for every failure of the contract; a code without words is a type error. */
export const FAILURE_TEXT: Readonly<Record<FailureCode, MessageId>> = {
  bad_input: 'failure.bad_input',
  not_allowed: 'failure.not_allowed',
  disk_full: 'failure.disk_full',
  folder_read_only: 'failure.folder_read_only',
  database_busy: 'failure.database_busy',
  database_damaged: 'failure.database_damaged',
  internal: 'failure.internal',
  unknown_gate: 'failure.unknown_gate',
  role_taken: 'failure.role_taken',
  no_fair: 'failure.no_fair',
  not_a_gate: 'failure.not_a_gate',
  no_list: 'failure.no_list',
  unknown_staff: 'failure.unknown_staff',
  pin_exists: 'failure.pin_exists',
  pin_weak: 'failure.pin_weak',
  voucher_needed: 'failure.voucher_needed',
  wrong_pin: 'failure.wrong_pin',
  locked: 'failure.locked',
  wrong_passphrase: 'failure.wrong_passphrase',
  pin_not_set: 'failure.pin_not_set',
}
