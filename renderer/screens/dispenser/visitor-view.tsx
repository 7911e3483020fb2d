import { ArrowRight, MapPinCheck } from 'lucide-react'
import type { TicketBrief } from '../../../core/contract/queue'
import type { TicketState } from '../../../core/queue/ticket'
import { useWords, type MessageId, type Words } from '../../i18n/words'
import { LanguageButton } from '../../parts/language-button'
import { useHeading } from '../../parts/use-heading'
import { useEscape } from '../../parts/use-keys'
import { useWide } from '../../parts/use-wide'
import { Hours } from './hours'
import { noticeText } from './notice-text'
import { TicketLabel } from '../../parts/ticket-label'
import type { ViewProps } from './view-props'

/** From so many numbers on two may well be called at once. */
const MANY = 3

/** Who showed a code: a greeting, what that person holds already, and the way on to one more number. */
export function VisitorView({ view, model, clock, onLanguage }: ViewProps) {
  const words = useWords()
  const { t } = words
  const { state, send } = model
  const { name, tickets } = state.visitor ?? { name: null, tickets: [] }
  const onDone = () => send({ type: 'done' })
  useEscape(onDone)
  const most = useWide() ? 4 : 5
  const shown = tickets.length > most ? tickets.slice(0, most - 1) : tickets
  const more = tickets.length - shown.length
  return (
    <div className="kiosk visitor">
      <header className="roof kawung">
        <Hours view={view} />
        <h1 className="headline" data-name data-long={(name ?? '').length > 26 ? '' : undefined} {...useHeading()}>
          {name === null ? t('visitor.hello.noName') : t('agencies.hello', { name })}
        </h1>
        <p className="lead" role="status">
          {state.notice === null
            ? t(tickets.length >= MANY ? 'visitor.many' : 'visitor.lead', { count: tickets.length })
            : noticeText(words, state.notice.of, view.agencies, clock)}
        </p>
      </header>
      <section className="floor">
        <ul className="held" aria-label={t('visitor.tickets')}>
          {shown.map((ticket) => (
            <Held
              key={ticket.id}
              ticket={ticket}
              isBusy={state.asked !== null}
              onHere={() => model.checkIn(ticket.id)}
            />
          ))}
          {more === 0 ? null : <li className="held-more">{t('visitor.more', { count: more })}</li>}
        </ul>
        <button type="button" className="btn btn-main" onClick={() => send({ type: 'go-on' })}>
          {t(tickets.some(({ state: at }) => at !== 'BOOKED') ? 'visitor.take' : 'visitor.take.first')}
          <ArrowRight className="icon" aria-hidden="true" />
        </button>
      </section>
      <footer className="foot">
        <button type="button" className="btn btn-quiet" onClick={onDone}>
          {t('number.done')}
        </button>
        <LanguageButton look="quiet" onChoose={onLanguage} />
        <span />
      </footer>
    </div>
  )
}

function Held({ ticket, isBusy, onHere }: { ticket: TicketBrief; isBusy: boolean; onHere: () => void }) {
  const words = useWords()
  const { t, text } = words
  const { service } = ticket
  return (
    <li data-ticket={ticket.id} data-state={ticket.state}>
      <p className="ticket">
        <TicketLabel label={ticket.label} />
      </p>
      <p>
        <b>{stateText(ticket, words)}</b>
        {t('number.for', { agency: service.agency.shortName, service: text(service.name) })}
      </p>
      {ticket.state === 'BOOKED' ? (
        <button type="button" className="btn btn-main" disabled={isBusy} onClick={onHere}>
          <MapPinCheck className="icon" aria-hidden="true" />
          {t('visitor.here')}
        </button>
      ) : null}
    </li>
  )
}

type LiveState = Exclude<TicketState, 'DONE' | 'CANCELLED' | 'EXPIRED'>

/** Without and with the name of a counter. */
const STATES: Readonly<Record<LiveState, readonly [MessageId, MessageId]>> = {
  BOOKED: ['visitor.state.BOOKED', 'visitor.state.BOOKED'],
  ISSUING: ['visitor.state.ISSUING', 'visitor.state.ISSUING'],
  WAITING: ['visitor.state.WAITING', 'visitor.state.WAITING.at'],
  CALLED: ['visitor.state.CALLED', 'visitor.state.CALLED.at'],
  SERVING: ['visitor.state.SERVING', 'visitor.state.SERVING.at'],
  PARKED: ['visitor.state.PARKED', 'visitor.state.PARKED.at'],
  MISSED: ['visitor.state.MISSED', 'visitor.state.MISSED.at'],
}

function stateText({ state, counter }: TicketBrief, { t, text }: Words): string {
  if (state === 'DONE' || state === 'CANCELLED' || state === 'EXPIRED') return ''
  const [plain, at] = STATES[state]
  return counter === null ? t(plain) : t(at, { counter: text(counter) })
}
