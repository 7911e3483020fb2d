import { ScanQrCode, Search } from 'lucide-react'
import type { DispenserView } from '../../../core/contract/dispenser'
import { useWords } from '../../i18n/words'
import { HandLine } from '../../parts/hand-line'
import { LanguageButton } from '../../parts/language-button'
import { Pager } from '../../parts/pager'
import { StaffCorner } from '../../parts/staff/staff-corner'
import { useHeading } from '../../parts/use-heading'
import { useWide } from '../../parts/use-wide'
import { agencyPage, type AgencyPage } from './agency-pages'
import { AgencyTile, chooseAgency } from './agency-tile'
import type { DispenserScreen } from './dispenser-machine'
import { Hours } from './hours'
import { noticeText } from './notice-text'
import type { Model, ViewProps } from './view-props'

type Props = ViewProps & { screen: Extract<DispenserScreen, { at: 'agencies' }> }

/** Colour above is read, paper below is touched: the agencies as tiles. */
export function AgenciesView({ screen, view, model, clock, onLanguage }: Props) {
  const words = useWords()
  const { t } = words
  const { state, send } = model
  const shown = agencyPage(view.agencies, screen, useWide())
  const name = state.visitor?.name ?? null
  return (
    <div className="kiosk agencies">
      <header className="roof kawung">
        <Hours view={view} />
        {state.visitor === null ? null : (
          <p className="greeting" data-name role="status">
            {name === null ? t('visitor.hello.noName') : t('agencies.hello', { name })}
          </p>
        )}
        <h1 className="headline" {...useHeading()}>
          {t(view.agencies.length === 0 ? 'agencies.none' : 'agencies.headline')}
        </h1>
        <p className="lead" role="status" data-notice={state.notice?.of.is}>
          {state.notice === null ? leadOf(view, words.t) : noticeText(words, state.notice.of, view.agencies, clock)}
        </p>
        {view.handScanner !== null && state.visitor === null && view.agencies.length > 0 ? (
          <HandLine
            side={view.handScanner}
            icon={ScanQrCode}
            text={t(view.handScanner === 'left' ? 'agencies.hand.left' : 'agencies.hand.right')}
          />
        ) : null}
      </header>
      <section className="floor">
        {shown.isMany ? <Tools shown={shown} group={screen.group} send={send} /> : null}
        <div className="tiles" data-many={shown.isMany ? '' : undefined} data-rows={rowsOf(shown)}>
          {shown.agencies.map((agency) => (
            <AgencyTile key={agency.code} agency={agency} clock={clock} onChoose={() => chooseAgency(agency, send)} />
          ))}
        </div>
      </section>
      <footer className="foot">
        {state.visitor === null ? (
          <span />
        ) : (
          <button type="button" className="btn btn-quiet" onClick={() => send({ type: 'done' })}>
            {t('number.done')}
          </button>
        )}
        <LanguageButton look="quiet" onChoose={onLanguage} />
        <StaffCorner
          hasNotice={view.notices.length > 0 || view.printer?.state === 'trouble'}
          onOpen={() => send({ type: 'open-staff', wants: 'panel', who: null })}
        />
      </footer>
    </div>
  )
}

function leadOf({ agencies }: DispenserView, t: ReturnType<typeof useWords>['t']): string {
  if (agencies.length === 0) return t('agencies.none.say')
  return t(agencies.every(({ notNow }) => notNow !== null) ? 'agencies.lead.closed' : 'agencies.lead')
}

/** Few agencies make large tiles, but no larger than a hand. */
const rowsOf = ({ agencies, isMany }: AgencyPage): 'few' | undefined =>
  !isMany && agencies.length <= 6 ? 'few' : undefined

/** Search, page keys and headings: only where there are more agencies than one page holds. */
function Tools({ shown, group, send }: { shown: AgencyPage; group: string | null; send: Model['send'] }) {
  const { t, text } = useWords()
  const tabs = [
    { key: null, name: t('agencies.all') },
    ...shown.groups.map((one) => ({ ...one, name: text(one.name) })),
  ]
  return (
    <div className="tools">
      <button type="button" className="btn btn-quiet" onClick={() => send({ type: 'search' })}>
        <Search className="icon" aria-hidden="true" />
        {t('agencies.search')}
      </button>
      {shown.pages > 1 ? (
        <Pager page={shown.page} pages={shown.pages} onPage={(page) => send({ type: 'page', page })} />
      ) : null}
      {shown.groups.length === 0 ? null : (
        <div className="tabs" role="group" aria-label={t('agencies.groups')}>
          {tabs.map(({ key, name }) => (
            <button
              key={key ?? ''}
              type="button"
              className="tab"
              aria-pressed={key === group}
              onClick={() => send({ type: 'group', group: key })}
            >
              <span>{name}</span>
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
