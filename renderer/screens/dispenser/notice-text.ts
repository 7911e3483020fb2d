import type { OfferedAgency } from '../../../core/contract/dispenser'
import { assertNever } from '../../../core/result/result'
import type { Words } from '../../i18n/words'
import type { Notice } from './dispenser-machine'
import { notNowText } from './wait-text'

/** What is said in passing; null: what it was about is open by now, or gone. */
export function noticeText(
  words: Words,
  notice: Notice,
  agencies: readonly OfferedAgency[],
  now: number,
): string | null {
  const { t, text } = words
  switch (notice.is) {
    case 'unknown-code':
      return t('agencies.unknownCode')
    case 'unread-code':
      return t('agencies.unreadCode')
    case 'part-of-a-code':
      return t('agencies.partOfACode')
    case 'closed': {
      const agency = agencies.find(({ code }) => code === notice.what)
      const service = agencies.flatMap(({ services }) => services).find(({ code }) => code === notice.what)
      const notNow = service?.notNow ?? agency?.notNow ?? null
      const name = service === undefined ? agency?.shortName : text(service.name)
      if (notNow === null || name === undefined) return null
      return t('agencies.closedNow', { name, why: notNowText(words, notNow, now) })
    }
    default:
      return assertNever(notice)
  }
}
