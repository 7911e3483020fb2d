import { ArrowLeft, Search } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useWords } from '../../i18n/words'
import { LanguageButton } from '../../parts/language-button'
import { TouchKeyboard } from '../../parts/touch-keyboard'
import { useEscape } from '../../parts/use-keys'
import { findAgencies } from './agency-pages'
import { AgencyTile, chooseAgency } from './agency-tile'
import type { DispenserScreen } from './dispenser-machine'
import { Hours } from './hours'
import { noticeText } from './notice-text'
import type { ViewProps } from './view-props'

type Props = ViewProps & { screen: Extract<DispenserScreen, { at: 'search' }> }

/** So many tiles fit above the keys. */
const MOST = 6

/** A field above, what was found and the keys below; a real keyboard writes into the same field. */
export function SearchView({ screen, view, model, clock, onLanguage }: Props) {
  const words = useWords()
  const { t } = words
  const { state, send } = model
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const onBack = () => send({ type: 'back' })
  useEscape(onBack)
  const found = findAgencies(view.agencies, screen.typed)
  const said =
    screen.typed.trim() === ''
      ? t('search.begin')
      : found.length === 0
        ? t('search.none')
        : t(found.length > MOST ? 'search.more' : 'search.found', { found: found.length })
  return (
    <div className="kiosk agencies search">
      <header className="roof">
        <Hours view={view} />
        <h1 className="headline">{t('search.headline')}</h1>
        <label className="search-field">
          <Search className="icon" aria-hidden="true" />
          <input
            ref={field}
            aria-label={t('search.field')}
            placeholder={t('search.hint')}
            value={screen.typed}
            maxLength={60}
            inputMode="none"
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => send({ type: 'typed', typed: event.target.value })}
          />
        </label>
        <p className="lead" role="status">
          {state.notice === null ? said : noticeText(words, state.notice.of, view.agencies, clock)}
        </p>
      </header>
      <section className="floor">
        <div className="tiles">
          {found.slice(0, MOST).map((agency) => (
            <AgencyTile key={agency.code} agency={agency} clock={clock} onChoose={() => chooseAgency(agency, send)} />
          ))}
        </div>
        <TouchKeyboard field={field} kind="search" />
      </section>
      <footer className="foot">
        <button type="button" className="btn btn-quiet" onClick={onBack}>
          <ArrowLeft className="icon" aria-hidden="true" />
          {t('action.back')}
        </button>
        <LanguageButton look="quiet" onChoose={onLanguage} />
        <span />
      </footer>
    </div>
  )
}
