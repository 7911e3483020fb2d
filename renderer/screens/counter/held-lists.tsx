import { Check } from 'lucide-react'
import type { CounterView } from '../../../core/contract/counter'
import type { HeldTicket } from '../../../core/contract/queue'
import { useWords } from '../../i18n/words'
import { keepFocus } from '../../parts/keep-focus'
import { minutesSince } from './durations'
import { Section } from './parts'
import { useNow } from './use-now'

/** What may be done with those who were parked or did not come. */
export interface ListActs {
  readonly onResume: (ticket: HeldTicket) => void
  readonly onFinish: (ticket: HeldTicket) => void
  readonly onReturn: (ticket: HeldTicket) => void
}

/** Who was parked here, and who did not come and may come back. */
export function HeldLists({ view, acts }: { view: CounterView; acts: ListActs }) {
  const { t, text, times } = useWords()
  const now = useNow(10_000)
  const reasonOf = (code: string | null) => {
    const reason = view.reasons.find((one) => one.code === code)
    return reason === undefined ? '' : text(reason.name)
  }
  return (
    <>
      <Section title={t('counter.parked')} aside={<p className="st-muted">{t('counter.parked.say')}</p>}>
        {view.parked.length === 0 ? <p className="ct-none st-muted">{t('counter.parked.none')}</p> : null}
        <ul className="ct-rows" data-list="parked">
          {view.parked.map((ticket) => (
            <li key={ticket.id} data-ticket={ticket.id} data-label={ticket.label}>
              <b>{ticket.label}</b>
              <span className="st-cut">{reasonOf(ticket.parkReason)}</span>
              <span className="st-num">{t('counter.minutes', { n: minutesSince(ticket.parkedAt ?? now, now) })}</span>
              <button
                type="button"
                className="st-btn st-btn-row"
                data-act="resume_row"
                aria-disabled={view.held !== null}
                onPointerDown={keepFocus}
                onClick={() => acts.onResume(ticket)}
              >
                {t('counter.parked.resume')}
              </button>
              <button
                type="button"
                className="st-btn st-btn-row st-btn-icon"
                data-act="finish_row"
                aria-label={t('counter.parked.finish')}
                title={t('counter.parked.finish')}
                onPointerDown={keepFocus}
                onClick={() => acts.onFinish(ticket)}
              >
                <Check className="st-i st-i-s" aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('counter.missed')} aside={<p className="st-muted">{t('counter.missed.say')}</p>}>
        {view.missed.length === 0 ? <p className="ct-none st-muted">{t('counter.missed.none')}</p> : null}
        <ul className="ct-rows" data-list="missed">
          {view.missed.map((ticket) => {
            const until = ticket.mayReturnUntil
            const isOver = until === null || until < now
            return (
              <li key={ticket.id} data-ticket={ticket.id} data-label={ticket.label}>
                <b>{ticket.label}</b>
                <span className="st-cut">{t('counter.missed.calls', { n: ticket.calls })}</span>
                <span className="st-num">{isOver ? t('counter.missed.over') : times.time(until)}</span>
                <button
                  type="button"
                  className="st-btn st-btn-row"
                  data-act="re_enter"
                  aria-disabled={isOver}
                  onPointerDown={keepFocus}
                  onClick={() => acts.onReturn(ticket)}
                >
                  {t('counter.missed.return')}
                </button>
              </li>
            )
          })}
        </ul>
      </Section>
    </>
  )
}
