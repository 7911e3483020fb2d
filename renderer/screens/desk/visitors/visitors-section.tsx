import { useWords } from '../../../i18n/words'
import type { SectionProps } from '../section'

/** Everybody of the roster and who came besides. */
export function VisitorsSection(_props: SectionProps) {
  const { t } = useWords()
  return (
    <main className="desk-main" data-section-open="visitors">
      <header className="desk-top">
        <h1>{t('desk.visitors')}</h1>
      </header>
    </main>
  )
}
