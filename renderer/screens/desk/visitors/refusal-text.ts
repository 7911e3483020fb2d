import type { Reason } from '../../../../core/events/checkin'
import type { MessageId } from '../../../i18n/words'

/** What the rules of a list say against an entry, in a few words for staff. */
export const REFUSAL_TEXT: Readonly<Record<Reason, MessageId>> = {
  reentry: 'people.refusal.reentry',
  exit: 'people.refusal.exit',
  invalid: 'people.refusal.invalid',
  already_admitted: 'people.refusal.already_admitted',
  revoked: 'people.refusal.revoked',
  blocked: 'people.refusal.blocked',
  canceled: 'people.refusal.canceled',
  unpaid: 'people.refusal.unpaid',
  unapproved: 'people.refusal.unapproved',
  too_early: 'people.refusal.too_early',
  too_late: 'people.refusal.too_late',
  category: 'people.refusal.category',
  full: 'people.refusal.full',
  wrong_fair: 'people.refusal.wrong_fair',
  consent: 'people.refusal.consent',
  questions: 'people.refusal.questions',
}
