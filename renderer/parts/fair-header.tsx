import type { ReactNode } from 'react'
import type { FairTitle } from '../../core/contract/app'
import { useWords } from '../i18n/words'
import { FairLogo } from './fair-logo'

/** The fair's logo and name, and at the right what this place and moment are. */
export function FairHeader({ fair, title, children }: { fair: FairTitle; title: string; children?: ReactNode }) {
  const { text } = useWords()
  return (
    <div className="fair">
      <FairLogo logo={fair.logo} className="fair-logo" />
      <p className="fair-name">{text(fair.name)}</p>
      <p className="fair-day">
        <b>{title}</b>
        <span>{children}</span>
      </p>
    </div>
  )
}

/** Says on every screen that this fair is one to try things with. */
export function DemoMark({ fair }: { fair: FairTitle }) {
  const { t } = useWords()
  return fair.demo ? (
    <aside className="demo-mark" aria-label={t('demo.mark')}>
      {t('demo.mark')}
    </aside>
  ) : null
}
