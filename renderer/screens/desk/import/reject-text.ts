import type { RosterReject } from '../../../../core/contract/roster'
import { id } from '../../../i18n/id'
import type { MessageId, Say } from '../../../i18n/words'

const isMessage = (key: string): key is MessageId => key in id

/** Why a row was rejected, in words. */
export function rejectText(t: Say, { reason, firstLine }: RosterReject): string {
  const key = `roster.reject.${reason}`
  return isMessage(key) ? t(key, { firstLine: firstLine ?? 0 }) : reason
}

/** Why a whole file was refused, in words. */
export function refusedText(t: Say, code: string, detail: Readonly<Record<string, unknown>>): string {
  const key = `roster.refused.${code}`
  return isMessage(key) ? t(key, { line: Number(detail['line'] ?? 0) }) : t('roster.refused.other')
}
