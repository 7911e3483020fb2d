import { useEffect, useState } from 'react'
import type { DisplayView } from '../../../core/contract/display'
import { useWords } from '../../i18n/words'
import { FairLogo } from '../../parts/fair-logo'
import { StaffCorner } from '../../parts/staff/staff-corner'
import { tickerPages } from './ticker'

const TICK_MS = 1_000
/** How long one page of the text stays. */
const PAGE_MS = 10_000

/** The foot: time, one sentence at a time, the fair. */
export function DisplayFoot({ view, onStaff }: { view: DisplayView; onStaff: () => void }) {
  const { t, text, times } = useWords()
  const clock = useClock()
  const pages = [
    ...(view.returnMinutes > 0 ? [t('display.missed', { n: view.returnMinutes })] : []),
    ...(view.ticker === null ? [] : tickerPages(text(view.ticker))),
  ]
  const page = pages[Math.floor(clock / PAGE_MS) % Math.max(1, pages.length)]
  return (
    <footer className="bar">
      <time>{times.time(clock)}</time>
      <p>{page}</p>
      <span className="bar-fair">
        <FairLogo logo={view.fair.logo} className="mark" />
        <span>{text(view.fair.name)}</span>
      </span>
      <StaffCorner hasNotice={false} onOpen={onStaff} />
    </footer>
  )
}

function useClock(): number {
  const [clock, setClock] = useState(() => Date.now())
  useEffect(() => {
    const timer = window.setInterval(() => setClock(Date.now()), TICK_MS)
    return () => window.clearInterval(timer)
  }, [])
  return clock
}
