import { CloudAlert, CloudDownload, CloudUpload, MonitorOff, Wifi, WifiOff, type LucideIcon } from 'lucide-react'
import type { Link, LinkTrouble } from '../../core/contract/queue'
import { assertNever } from '../../core/result/result'
import type { MessageId, Words } from '../i18n/words'

const TROUBLES: Readonly<Record<LinkTrouble, MessageId>> = {
  hub_old: 'link.hub_old',
  revoked: 'link.revoked',
  not_enrolled: 'link.not_enrolled',
  other_hub: 'link.other_hub',
  in_use: 'link.in_use',
  hub_busy: 'link.hub_busy',
  refused: 'link.refused',
  failed: 'link.failed',
}

/** How a station stands to the others, as every screen of staff says it. */
export interface LinkWords {
  readonly Icon: LucideIcon
  /** For the middle of a line. */
  readonly said: string
  /** Somebody should know: cut off, or waiting for what only people can do. */
  readonly isBad: boolean
}

/** The hub may be elsewhere by now: nobody answers, or somebody else does. */
export const mayHaveMoved = ({ state, trouble }: Link): boolean =>
  state === 'cut_off' && (trouble === null || trouble === 'other_hub')

/** The words for a link; trouble that people must mend comes before what passes by itself. */
export function linkWords({ state, since, pending, trouble, catchUp }: Link, { t, times }: Words): LinkWords {
  if (trouble !== null) return { Icon: CloudAlert, said: t(TROUBLES[trouble]), isBad: true }
  switch (state) {
    case 'alone':
      return { Icon: MonitorOff, said: t('link.alone'), isBad: false }
    case 'cut_off': {
      const said = since === null ? t('link.cutOff.now') : t('link.cutOff', { time: times.time(since) })
      return { Icon: WifiOff, said, isBad: true }
    }
    case 'connected':
      if (catchUp !== undefined) {
        const { done, total } = catchUp
        return { Icon: CloudDownload, said: t('link.catchUp', { done, total }), isBad: false }
      }
      return pending > 0
        ? { Icon: CloudUpload, said: t('link.pending', { n: pending }), isBad: false }
        : { Icon: Wifi, said: t('link.connected'), isBad: false }
    default:
      return assertNever(state)
  }
}
