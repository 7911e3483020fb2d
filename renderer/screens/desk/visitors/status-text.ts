import type { VisitorStatus } from '../../../../core/events/visitor'
import type { MessageId } from '../../../i18n/words'

/** The state of a registration in a word. */
export const STATUS_TEXT: Readonly<Record<VisitorStatus, MessageId>> = {
  active: 'people.status.active',
  canceled: 'people.status.canceled',
  blocked: 'people.status.blocked',
  revoked: 'people.status.revoked',
  unpaid: 'people.status.unpaid',
  unapproved: 'people.status.unapproved',
}
