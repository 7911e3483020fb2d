import { Ticket } from 'lucide-react'
import { useWords } from '../../i18n/words'

/** Before the first call: what will appear here, and how to get a number. */
export function NoCalls({ isSpoken }: { isSpoken: boolean }) {
  const { t } = useWords()
  return (
    <section className="call call-none" role="status">
      <div className="kawung call-soon">
        <h1>{t('display.none')}</h1>
        <p>{t(isSpoken ? 'display.none.spoken' : 'display.none.shown')}</p>
      </div>
      <div className="call-to">
        <p>
          <Ticket className="icon" aria-hidden="true" />
          <span className="call-word">{t('display.none.take')}</span>
        </p>
      </div>
    </section>
  )
}
