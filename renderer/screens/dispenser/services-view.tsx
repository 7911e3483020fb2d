import { Accessibility, ArrowLeft } from 'lucide-react'
import type { OfferedAgency, OfferedService } from '../../../core/contract/dispenser'
import { useWords, type Words } from '../../i18n/words'
import { AGENCY_ICON } from '../../parts/agency-icons'
import { LanguageButton } from '../../parts/language-button'
import { Pager } from '../../parts/pager'
import { useHeading } from '../../parts/use-heading'
import { useEscape } from '../../parts/use-keys'
import { useWide } from '../../parts/use-wide'
import type { DispenserScreen } from './dispenser-machine'
import { Hours } from './hours'
import { noticeText } from './notice-text'
import { servicePage } from './service-pages'
import type { ViewProps } from './view-props'
import { notNowText, waitText } from './wait-text'

type Props = ViewProps & { screen: Extract<DispenserScreen, { at: 'services' }> }

/** The services of one agency; touching one takes a number. */
export function ServicesView(props: Props) {
  const { screen, view, model, onLanguage } = props
  const { t } = useWords()
  const onBack = () => model.send({ type: 'back' })
  useEscape(onBack)
  const agency = view.agencies.find(({ code }) => code === screen.agency)
  return (
    <div className="kiosk services" aria-busy={model.state.asked !== null}>
      <header className="roof">
        <Hours view={view} />
        {agency === undefined ? <Gone /> : <Head agency={agency} {...props} />}
      </header>
      <section className="floor">{agency === undefined ? null : <Offer agency={agency} {...props} />}</section>
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

/** The set-up was changed while somebody was choosing. */
function Gone() {
  const { t } = useWords()
  return (
    <>
      <h1 className="headline" {...useHeading()}>
        {t('services.gone')}
      </h1>
      <p className="ask" role="status">
        {t('services.gone.say')}
      </p>
    </>
  )
}

function Head({ agency, view, model, clock }: Props & { agency: OfferedAgency }) {
  const words = useWords()
  const { t, text } = words
  const { asked, notice } = model.state
  const Icon = AGENCY_ICON[agency.icon]
  const said = notice === null ? null : noticeText(words, notice.of, view.agencies, clock)
  return (
    <>
      <div className="agency">
        <Icon className="icon" aria-hidden="true" />
        <div>
          <h1
            className="headline"
            data-name
            data-long={agency.shortName.length > 14 ? '' : undefined}
            {...useHeading()}
          >
            {agency.shortName}
          </h1>
          <p className="lead">{leadOf(agency, words)}</p>
        </div>
      </div>
      <p className="ask" role="status">
        {asked === null ? (said ?? askOf(agency, t)) : <span className="late">{t('services.asking')}</span>}
      </p>
      {text(agency.name) === agency.shortName ? null : <span className="spoken">{text(agency.name)}</span>}
    </>
  )
}

function leadOf({ subtitle, areas }: OfferedAgency, { t, text }: Words): string {
  const area = areas.join(', ')
  return area === '' || areas.length > 3 ? text(subtitle) : t('services.lead', { subtitle: text(subtitle), area })
}

function askOf({ services, notNow }: OfferedAgency, t: Words['t']): string {
  if (notNow !== null) return t('services.ask.closed')
  return t(services.length === 1 ? 'services.ask.one' : 'services.ask')
}

function Offer({ agency, screen, model, clock }: Props & { agency: OfferedAgency }) {
  const { locale } = useWords()
  const { send, take } = model
  const isWide = useWide()
  const hasSwitch = agency.services.some(({ mayDeclarePriority, notNow }) => mayDeclarePriority && notNow === null)
  const shown = servicePage(agency.services, { page: screen.page, hasSwitch, isWide, locale })
  const isPriority = (service: OfferedService) => screen.isPriority && service.mayDeclarePriority
  return (
    <>
      <div className="list">
        {shown.rows.map(({ service, need }) => (
          <ServiceRow
            key={service.code}
            service={service}
            need={need}
            isPriority={isPriority(service)}
            clock={clock}
            onTake={() => {
              if (service.notNow === null) take(service.code, isPriority(service) ? 'priority' : 'normal')
              else send({ type: 'told', notice: { is: 'closed', what: service.code } })
            }}
          />
        ))}
      </div>
      {hasSwitch ? (
        <PrioritySwitch isOn={screen.isPriority} onSwitch={(isOn) => send({ type: 'priority', isPriority: isOn })} />
      ) : null}
      {shown.pages > 1 ? (
        <Pager page={shown.page} pages={shown.pages} onPage={(page) => send({ type: 'page', page })} />
      ) : null}
    </>
  )
}

interface RowProps {
  readonly service: OfferedService
  readonly need: number
  readonly isPriority: boolean
  readonly clock: number
  readonly onTake: () => void
}

function ServiceRow({ service, need, isPriority, clock, onTake }: RowProps) {
  const words = useWords()
  const { t, text } = words
  const { notNow, bring } = service
  const wait = waitText(words, service)
  return (
    <button
      type="button"
      className="service"
      style={{ '--need': `${need}px` } as React.CSSProperties}
      data-service={service.code}
      data-closed={notNow === null ? undefined : ''}
      aria-disabled={notNow !== null}
      // Whoever pressed the tile twice has not chosen a service yet.
      onClick={(event) => event.detail < 2 && onTake()}
    >
      <b>{text(service.name)}</b>
      <span className="service-bring">
        {bring === null ? t('services.bring.none') : t('services.bring', { bring: text(bring) })}
      </span>
      {notNow === null ? (
        <span className="service-wait">
          <span>
            {isPriority ? <em>{t('services.priority.mark')}</em> : null}
            {wait.lead}
          </span>
          <b className={wait.isFree ? 'tile-free' : 'n'}>{wait.big}</b>
          <span>{wait.small}</span>
        </span>
      ) : (
        <span className="service-wait">
          {t(notNow.why === 'break' ? 'closed.tag.break' : 'closed.tag')}
          <span className="service-why">{notNowText(words, notNow, clock)}</span>
        </span>
      )}
    </button>
  )
}

function PrioritySwitch({ isOn, onSwitch }: { isOn: boolean; onSwitch: (isOn: boolean) => void }) {
  const { t } = useWords()
  return (
    <button type="button" className="prio" role="switch" aria-checked={isOn} onClick={() => onSwitch(!isOn)}>
      <Accessibility className="icon" aria-hidden="true" />
      <span>
        <b>{t('services.priority')}</b>
        {t('services.priority.who')}
      </span>
      <em>{t(isOn ? 'services.priority.yes' : 'services.priority.no')}</em>
      <i className="switch" />
    </button>
  )
}
