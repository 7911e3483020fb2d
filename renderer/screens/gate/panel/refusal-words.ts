import type { Reason } from '../../../../core/events/checkin'
import type { MessageId } from '../../../i18n/words'

/** What staff call each refusal, within a sentence. */
export const REFUSAL_WORDS: Readonly<Record<Exclude<Reason, 'reentry' | 'exit'>, MessageId>> = {
  invalid: 'gp.refusal.invalid',
  wrong_fair: 'gp.refusal.wrong_fair',
  already_admitted: 'gp.refusal.already_admitted',
  revoked: 'gp.refusal.revoked',
  blocked: 'gp.refusal.blocked',
  canceled: 'gp.refusal.canceled',
  unpaid: 'gp.refusal.unpaid',
  unapproved: 'gp.refusal.unapproved',
  too_early: 'gp.refusal.too_early',
  too_late: 'gp.refusal.too_late',
  category: 'gp.refusal.category',
  full: 'gp.refusal.full',
  consent: 'gp.refusal.consent',
  questions: 'gp.refusal.questions',
}

export const refusalWord = (reason: Reason): MessageId =>
  reason === 'reentry' || reason === 'exit' ? 'gp.refusal.already_admitted' : REFUSAL_WORDS[reason]
