import type { PersonView } from '../../../../core/contract/people'
import type { MessageId } from '../../../i18n/words'

/** Where a registration came from, in words. */
export const SOURCES = {
  roster: 'merge.source.roster',
  walk_in: 'merge.source.walk_in',
  issued: 'merge.source.issued',
} as const satisfies Readonly<Record<NonNullable<PersonView['source']>, MessageId>>
