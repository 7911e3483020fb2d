import { ArrowDown, Camera, Ticket, type LucideIcon } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import type { IssuedTicket } from '../../../core/contract/dispenser'
import { assertNever } from '../../../core/result/result'
import { useViewOf } from '../../api/views'
import { useWords, type MessageId, type Words } from '../../i18n/words'
import { FairLogo } from '../../parts/fair-logo'
import { LanguageButton } from '../../parts/language-button'
import { useHeading } from '../../parts/use-heading'
import { useEscape } from '../../parts/use-keys'
import type { DispenserScreen } from './dispenser-machine'
import { qrPath } from './qr-path'
import { TicketLabel } from '../../parts/ticket-label'
import type { ViewProps } from './view-props'
import { countersText, rangeText } from './wait-text'

type NumberScreen = Extract<DispenserScreen, { at: 'number' }>
type Props = ViewProps & { screen: NumberScreen }
type View = ViewProps['view']

/** How often the slip is asked after without a push, ms. */
const REREAD_MS = 2_000
const whilePrinting = (told: IssuedTicket | undefined): number | false =>
  told === undefined || told.print === 'printing' ? REREAD_MS : false

/** The slip as it comes out of the printer: what the screen shows is what the slip says. */
export function NumberView({ screen, view, model, onLanguage }: Props) {
  const { t } = useWords()
  const { send } = model
  const { ticket } = screen
  const told = useViewOf('dispenser.ticket', { ticket: ticket.ticket }, whilePrinting)
  useEffect(() => {
    if (told.data !== undefined) send({ type: 'slip', ticket: told.data })
  }, [told.data, send])
  const onDone = () => send({ type: 'done' })
  useEscape(onDone)
  const sign = signOf(screen)
  return (
    <div className="kiosk number kawung">
      <Slip ticket={ticket} fair={view.fair} shows={view.slip} />
      <p
        className="sign sign-on"
        role="status"
        data-print={ticket.print}
        data-tone={ticket.print === 'trouble' || screen.isSlow ? 'attention' : undefined}
      >
        <span className="sign-arrow">
          <sign.Icon className="icon" aria-hidden="true" />
        </span>
        <span>
          <b>{t(sign.title)}</b>
          {t(sign.say)}
        </span>
      </p>
      <footer className="foot">
        <button type="button" className="btn btn-on" onClick={() => send({ type: 'another' })}>
          <Ticket className="icon" aria-hidden="true" />
          {t('number.another')}
        </button>
        <LanguageButton look="on" onChoose={onLanguage} />
        <button type="button" className="btn btn-off" onClick={onDone}>
          {t('number.done')}
          <SmallRing key={screen.until} seconds={(screen.until - screen.since) / 1000} />
        </button>
      </footer>
    </div>
  )
}

/** What the visitor does next, by what the slip does. */
function signOf({ ticket, isSlow }: NumberScreen): { Icon: LucideIcon; title: MessageId; say: MessageId } {
  if (isSlow) return { Icon: Camera, title: 'number.slow', say: 'number.slow.say' }
  switch (ticket.print) {
    case 'printing':
      return { Icon: ArrowDown, title: 'number.printing', say: 'number.printing.say' }
    case 'printed':
      return { Icon: ArrowDown, title: 'number.printed', say: 'number.printed.say' }
    case 'trouble':
      return { Icon: Camera, title: 'number.trouble', say: 'number.trouble.say' }
    case 'none':
      return { Icon: Camera, title: 'number.none', say: 'number.none.say' }
    default:
      return assertNever(ticket.print)
  }
}

function Slip({ ticket, fair, shows }: { ticket: IssuedTicket; fair: View['fair']; shows: View['slip'] }) {
  const words = useWords()
  const { t, text, times } = words
  const service = text(ticket.service)
  const whose = shows.showAgency ? t('number.for', { agency: ticket.agency.shortName, service }) : service
  const when = whenOf(ticket, shows, words)
  const area = ticket.areas.join(', ')
  const counters = countersText(words, ticket.counters)
  return (
    <section className="slip">
      <p className="slip-head">
        <FairLogo logo={fair.logo} className="mark" />
        <span>{text(fair.name)}</span>
        {shows.showTime ? <time>{times.moment(ticket.at)}</time> : null}
      </p>
      <div className="slip-main">
        <h1 {...useHeading()}>
          {t('number.title')}
          {ticket.class === 'priority' ? <em>{t('number.priority')}</em> : null}
        </h1>
        <p className="ticket" data-number data-letters={ticket.label.length}>
          <TicketLabel label={ticket.label} />
        </p>
        <p className="slip-for" data-name data-long={whose.length > 56 ? '' : undefined}>
          {whose}
        </p>
      </div>
      <dl className="slip-facts">
        <div>
          <dt>{t('number.where')}</dt>
          <dd data-long={(area === '' ? counters : area).length > 11 ? '' : undefined}>
            {area === '' ? counters : area}
          </dd>
          {area === '' || counters === '' ? null : <dd>{counters}</dd>}
        </div>
        {when === null ? null : (
          <div>
            <dt>{t(when.title)}</dt>
            <dd data-long={when.big.length > 14 ? '' : undefined}>{when.big}</dd>
            {when.small === null ? null : <dd>{when.small}</dd>}
          </div>
        )}
        {ticket.bring === null || !shows.showBring ? null : (
          <div className="slip-bring">
            <dt>{t('number.prepare')}</dt>
            <dd data-long={lengthOf(text(ticket.bring))}>{text(ticket.bring)}</dd>
          </div>
        )}
      </dl>
      <p className="slip-qr">
        <Qr text={ticket.qr} label={t('number.qr', { label: ticket.label })} />
        <span>
          <b>{t('number.qr.title')}</b>
          {t('number.qr.say')}
        </span>
      </p>
    </section>
  )
}

/** Texts of what to bring run from two words to a paragraph. */
const lengthOf = (bring: string): 'some' | 'much' | undefined =>
  bring.length > 130 ? 'much' : bring.length > 42 ? 'some' : undefined

/** When it is called, as far as the fair's slips say it; null: they say nothing of it. */
function whenOf(
  { ahead, estimate }: IssuedTicket,
  { showAhead, showEstimate }: View['slip'],
  words: Words,
): { title: MessageId; big: string; small: string | null } | null {
  const { t } = words
  if (estimate === null || !showEstimate) {
    if (!showAhead) return null
    const small = showEstimate ? t('number.when.unknown') : null
    return { title: 'number.when.line', big: t('wait.people', { ahead }), small }
  }
  const place = ahead === 0 ? t('number.when.next') : t('number.when.ahead', { ahead })
  const small = showAhead ? place : null
  if (ahead === 0 && estimate.from <= 0) return { title: 'number.when.free', big: t('number.when.soon'), small }
  // The sentence that the place in line ends is another without it.
  return { title: showAhead ? 'number.when' : 'number.when.wait', big: rangeText(words, estimate), small }
}

function Qr({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => qrPath(text), [text])
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges" data-qr>
      <path d={path} />
    </svg>
  )
}

/** How long the number stays; a touch winds it up again. */
function SmallRing({ seconds }: { seconds: number }) {
  return (
    <svg
      className="ring-s"
      viewBox="0 0 40 40"
      aria-hidden="true"
      style={{ '--secs': `${seconds}s` } as React.CSSProperties}
    >
      <circle cx="20" cy="20" r="16" />
      <circle className="ring-left" cx="20" cy="20" r="16" pathLength="100" />
    </svg>
  )
}
