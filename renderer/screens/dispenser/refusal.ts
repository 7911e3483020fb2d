import type { DispenserView, OfferedService } from '../../../core/contract/dispenser'
import { numberLabel } from '../../../core/queue/ticket'
import type { Detail } from '../../../core/result/result'
import type { FailureCode } from '../../api/call'
import type { MessageId, Words } from '../../i18n/words'
import { isPassing, type Request } from './dispenser-machine'
import { whenText } from './wait-text'

export type RefusalPicture = 'clock' | 'coffee' | 'ticket' | 'counter' | 'signpost' | 'calendar' | 'retry' | 'bell'

/** A refusal as the visitor reads it: one huge word, what to do, and perhaps one thing to touch. */
export interface RefusalWords {
  readonly poster: string
  readonly say: string
  readonly picture: RefusalPicture
  /** The number that is held already. */
  readonly held: string | null
  /** `retry`: the same once more. `normal`: the same without priority. */
  readonly action: 'retry' | 'normal' | null
}

interface Refused {
  readonly request: Request
  readonly code: FailureCode
  readonly detail: Detail | undefined
}

/** Says why there is no number, and what to do instead. */
export function refusalOf(
  { request, code, detail }: Refused,
  view: DispenserView,
  words: Words,
  now: number,
): RefusalWords {
  const { t } = words
  const service = serviceOf(view, request)
  const at = (key: string): string | null => {
    const value = detail?.[key]
    return typeof value === 'number' ? whenText(words, value, now) : null
  }
  const said = (poster: MessageId, say: string, picture: RefusalPicture): RefusalWords => ({
    poster: t(poster),
    say,
    picture,
    held: null,
    action: null,
  })
  if (isPassing(code)) return { ...said('refusal.failed', t('refusal.failed.say'), 'retry'), action: 'retry' }
  switch (code) {
    case 'service_closed': {
      const when = at('opensAt')
      return when === null
        ? said('refusal.closed', t('refusal.closed.say'), 'clock')
        : said('refusal.opens', t('refusal.opens.say', { when }), 'clock')
    }
    case 'after_last_number':
      return said('refusal.lastNumber', t('refusal.lastNumber.say'), 'clock')
    case 'on_break': {
      const when = at('until')
      const say = when === null ? t('refusal.break.say') : t('refusal.break.until', { when })
      return said('refusal.break', say, 'coffee')
    }
    case 'quota_used':
      return said('refusal.quota', t('refusal.quota.say'), 'ticket')
    case 'already_waiting':
      return {
        ...said('refusal.held', heldText(service, words), 'ticket'),
        held: heldLabel(detail, service),
      }
    case 'numbers_out':
      return said('refusal.numbersOut', t('refusal.numbersOut.say'), 'counter')
    case 'priority_by_staff':
      return { ...said('refusal.byStaff', t('refusal.byStaff.say'), 'ticket'), action: 'normal' }
    case 'unknown_service':
    case 'unknown_ticket':
      return said('refusal.gone', t('refusal.gone.say'), 'signpost')
    case 'not_today':
    case 'bad_slot':
      return said('refusal.notToday', t('refusal.notToday.say'), 'calendar')
    case 'changed':
    case 'wrong_state':
      return said('refusal.changed', t('refusal.changed.say'), 'signpost')
    default:
      return said('refusal.staff', t('refusal.staff.say'), 'bell')
  }
}

function heldText(service: OfferedService | null, { t, text }: Words): string {
  const name = service === null ? '' : text(service.name)
  const area = service?.areas.join(', ') ?? ''
  return area === '' ? t('refusal.held.anywhere', { service: name }) : t('refusal.held.say', { service: name, area })
}

function serviceOf({ agencies }: DispenserView, request: Request): OfferedService | null {
  if (request.is !== 'issue') return null
  return agencies.flatMap(({ services }) => services).find(({ code }) => code === request.service) ?? null
}

/** `detail.number` is a whole label, or only its figures. */
function heldLabel(detail: Detail | undefined, service: OfferedService | null): string | null {
  const number = detail?.['number']
  if (typeof number === 'string') return number
  return typeof number === 'number' && service !== null ? numberLabel(service.prefix, number) : null
}
