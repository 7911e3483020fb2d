import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'
import type { FairTitle, Locale } from '../../../core/contract/app'
import { Speak, useWords } from '../../i18n/words'
import { DemoMark, FairHeader } from '../../parts/fair-header'
import { Flower } from '../../parts/icons'
import { LanguageButton } from '../../parts/language-button'
import './start.css'
import './begin.css'

const ChooseLanguage = createContext<(locale: Locale) => void>(() => undefined)

interface Props {
  readonly phase: string
  readonly locale: Locale
  readonly fair?: FairTitle | undefined
  readonly children: ReactNode
}

/** A screen of the start in one of the two languages. */
export function Start({ phase, locale, fair, children }: Props) {
  const [chosen, setChosen] = useState<Locale | null>(null)
  const shown = chosen ?? locale
  useEffect(() => {
    document.documentElement.lang = shown
  }, [shown])
  return (
    <Speak locale={shown} timeZone={fair?.timeZone ?? 'UTC'}>
      <ChooseLanguage value={setChosen}>
        <main className="layers" data-screen="start" data-phase={phase}>
          {children}
          {fair === undefined ? null : <DemoMark fair={fair} />}
        </main>
      </ChooseLanguage>
    </Speak>
  )
}

interface FrameProps {
  readonly fair?: FairTitle | undefined
  readonly step?: string | undefined
  readonly title: string
  readonly lead: string
  readonly back?: ReactNode
  readonly next?: ReactNode
  readonly children?: ReactNode
}

/** Roof with one question or one piece of news, floor with what to do about it. */
export function StartFrame({ fair, step, title, lead, back, next, children }: FrameProps) {
  const { t } = useWords()
  return (
    <div className="kiosk start">
      <header className="roof kawung">
        {fair === undefined ? (
          <Flower className="fair-logo" />
        ) : (
          <FairHeader fair={fair} title={t('start.setup')}>
            {step}
          </FairHeader>
        )}
        <h1 className="headline">{title}</h1>
        <p className="lead">{lead}</p>
      </header>
      <div className="floor">{children}</div>
      <footer className="foot">
        <span>{back}</span>
        <LanguageButton look="quiet" onChoose={useContext(ChooseLanguage)} />
        <span className="foot-next">{next}</span>
      </footer>
    </div>
  )
}
