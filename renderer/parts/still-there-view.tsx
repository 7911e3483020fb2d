import { Hand } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Locale } from '../../core/contract/app'
import { useWords } from '../i18n/words'
import { Ring } from './icons'
import { LanguageButton } from './language-button'
import { STILL_THERE_MS } from './patience'
import { posterSize } from './poster-size'

interface Props {
  readonly since: number
  readonly onYes: () => void
  readonly onDone: () => void
  readonly onLanguage: (locale: Locale) => void
}

/** Asks whether anybody is still there; the ring says how long it waits. */
export function StillThereView({ since, onYes, onDone, onLanguage }: Props) {
  const { t } = useWords()
  const yes = useRef<HTMLButtonElement>(null)
  useEffect(() => yes.current?.focus(), [])
  return (
    <section
      className="kiosk result still-there"
      data-tone="brand"
      role="alertdialog"
      aria-modal="true"
      aria-labelledby="still-title"
      aria-describedby="still-say"
    >
      <div className="seal">
        <Ring seconds={STILL_THERE_MS / 1000} turn={since} />
        <Hand className="icon" aria-hidden="true" />
      </div>
      <div className="verdict">
        <h1 className="poster" id="still-title" data-size={posterSize(t('still.headline'))}>
          {t('still.headline')}
        </h1>
        <p className="say" id="still-say">
          {t('still.say')}
        </p>
      </div>
      <div className="next">
        <div className="next-buttons">
          <button type="button" className="btn btn-on" onClick={onDone}>
            {t('still.no')}
          </button>
          <button ref={yes} type="button" className="btn btn-yes" onClick={onYes}>
            {t('still.yes')}
          </button>
        </div>
      </div>
      <footer className="foot">
        <span />
        <LanguageButton look="on" onChoose={onLanguage} />
        <span />
      </footer>
    </section>
  )
}
