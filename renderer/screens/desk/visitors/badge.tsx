import { useState } from 'react'
import { call } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useWords } from '../../../i18n/words'
import { useRefresh } from './use-refresh'

/** How the badge that was asked for comes along. */
export type BadgeProgress = 'none' | 'busy' | 'printed' | { readonly trouble: string }

/** Prints a visitor's badge on this computer's label printer. A press after one that came out is another badge, a copy. */
export function useBadge(visitor: string): { readonly badge: BadgeProgress; readonly printBadge: () => Promise<void> } {
  const { t } = useWords()
  const refresh = useRefresh()
  const [badge, setBadge] = useState<BadgeProgress>('none')
  // Kept for every retry until a badge is out.
  const [requestId, setRequestId] = useState(() => crypto.randomUUID())
  const printBadge = async () => {
    setBadge('busy')
    const answer = await call('badge.print', { requestId, visitor })
    if (!answer.ok) return setBadge({ trouble: t(FAILURE_TEXT[answer.code]) })
    setRequestId(crypto.randomUUID())
    setBadge('printed')
    await refresh()
  }
  return { badge, printBadge }
}

/** Says how it went, beside the button. */
export function BadgeNote({ badge }: { badge: BadgeProgress }) {
  const { t } = useWords()
  if (badge === 'none' || badge === 'busy') return null
  return (
    <p
      className={badge === 'printed' ? 'desk-badge' : 'desk-badge st-bad'}
      role="status"
      data-badge={badge === 'printed' ? 'printed' : 'trouble'}
    >
      {badge === 'printed' ? t('person.badge.printed') : badge.trouble}
    </p>
  )
}
