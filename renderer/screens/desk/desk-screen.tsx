import type { FairTitle, Locale } from '../../../core/contract/app'
import { Speak, useWords } from '../../i18n/words'

interface Props {
  readonly fair: FairTitle
  readonly locale: Locale
  readonly onMove: () => void
}

/** The organizer's desk. */
export function DeskScreen({ fair, locale, onMove }: Props) {
  return (
    <Speak locale={locale} timeZone={fair.timeZone}>
      <Desk fair={fair} onMove={onMove} />
    </Speak>
  )
}

function Desk({ fair, onMove }: Omit<Props, 'locale'>) {
  const { t, text } = useWords()
  return (
    <main data-screen="desk">
      <h1>{text(fair.name)}</h1>
      <button type="button" onClick={onMove}>
        {t('action.back')}
      </button>
    </main>
  )
}
