import type { AnswerOf } from '../../core/contract/channels'
import type { ENROL_ERRORS } from '../../core/contract/stations'
import type { HubError } from '../../core/hub/errors'
import type { Detail } from '../../core/result/result'
import type { EnrolError } from './enrol'

type Code = (typeof ENROL_ERRORS)[number]

/** What a person who types a code is told; whatever else a hub or a folder says stands in `detail.problem`. */
const TOLD: Readonly<Partial<Record<EnrolError, Code>>> = {
  bad_enrolment_code: 'enrol_code',
  bad_hub_url: 'enrol_url',
  bad_code: 'enrol_bad_code',
  offline: 'enrol_offline',
  other_hub: 'enrol_other_hub',
  not_our_hub: 'enrol_other_hub',
  folder_not_empty: 'enrol_not_empty',
  no_fair: 'enrol_no_fair',
  no_number_left: 'enrol_full',
  too_many: 'enrol_wait',
  no_set_up_yet: 'enrol_no_setup',
  no_setup: 'enrol_no_setup',
  keychain_unavailable: 'enrol_keychain',
  keychain_refused: 'enrol_keychain',
  wrong_passphrase: 'wrong_passphrase',
  passphrase_needed: 'passphrase_needed',
}

/** Puts why an enrolment failed into one of the words of the contract. */
export function enrolRefusal(
  code: EnrolError,
  detail?: Detail,
): { readonly ok: false; readonly code: Code; readonly detail: Detail } {
  return { ok: false, code: TOLD[code] ?? 'enrol_hub', detail: { ...detail, problem: code } }
}

type MoveCode = Extract<AnswerOf<'app.moveHub'>, { ok: false }>['code']

const MOVE_TOLD: Readonly<Partial<Record<HubError | 'bad_hub_url', MoveCode>>> = {
  bad_hub_url: 'enrol_url',
  offline: 'enrol_offline',
  aborted: 'enrol_offline',
  not_our_hub: 'hub_not_ours',
  other_fair: 'hub_not_ours',
  strange_answer: 'hub_not_ours',
}

/** Why a hub was not found where somebody said that it is now, in one of the words of the contract. */
export function moveRefusal(
  problem: HubError | 'bad_hub_url',
  detail?: Detail,
): Extract<AnswerOf<'app.moveHub'>, { ok: false }> {
  return { ok: false, code: MOVE_TOLD[problem] ?? 'hub_refused', detail: { ...detail, problem } }
}
