import { Minus, Plus, UsersRound } from 'lucide-react'
import type { CounterView } from '../../../core/contract/counter'
import type { HeldTicket, ServiceFace, TicketBrief } from '../../../core/contract/queue'
import { FinishOutcome } from '../../../core/events/queue'
import type { TicketState } from '../../../core/queue/ticket'
import { useWords, type MessageId, type Words } from '../../i18n/words'
import { keepFocus } from '../../parts/keep-focus'
import { hasReason, type Action } from './actions'
import { minutesOf, stopwatch } from './durations'
import { HeroNumber } from './hero-number'
import { conflictText } from './message'
import { ClassName, Late, Section } from './parts'
import { OUTCOME_WORD } from './primary-action'
import { latenessOf } from './ruler'
import { RulerView } from './ruler-view'
import { KEY_CAPS } from './shortcuts'
import { useNow } from './use-now'

interface Props {
  readonly view: CounterView
  readonly held: HeldTicket
  readonly outcome: FinishOutcome
  readonly addLine: Action
  readonly onOutcome: (outcome: FinishOutcome) => void
  readonly onAddLine: (action: Action) => void
  /** Asks why somebody goes back to the place in line. */
  readonly onPutBack: (ticket: HeldTicket) => void
  readonly onQuantity: (service: string, quantity: number) => void
}

/** Somebody called or served: who, for how long, for what, and what this person brought along. */
export function HeldPanel(props: Props) {
  const { view, held } = props
  const isServing = held.state === 'SERVING'
  return (
    <>
      <State view={view} held={held} />
      <div className="ct-hero">
        <HeroNumber label={held.label} look={isTentative(view, held) ? 'tentative' : 'solid'} />
        {isServing ? <ServingTimer held={held} /> : <CallTimer held={held} />}
      </div>
      {isServing ? <Ruler held={held} /> : null}
      <Conflict held={held} />
      {view.alsoCalled.map((also) => (
        <AlsoCalled key={also.id} also={also} onPutBack={hasReason(view, 'uncall') ? props.onPutBack : null} />
      ))}
      <div className="ct-work">
        <Lines {...props} />
        <Person held={held} />
      </div>
      {isServing ? <Outcome outcome={props.outcome} onOutcome={props.onOutcome} /> : null}
    </>
  )
}

/** Called since this station lost the hub: the hub may know of an earlier call. */
function isTentative({ link }: CounterView, { calledAt }: HeldTicket): boolean {
  return link.state === 'cut_off' && (link.since === null || (calledAt ?? 0) >= link.since)
}

function State({ view, held }: { view: CounterView; held: HeldTicket }) {
  const { t, times } = useWords()
  const isServing = held.state === 'SERVING'
  const since = isServing ? held.startedAt : held.calledAt
  // Served without a number, a ticket is named by its letters alone.
  const hasNumber = /\d/.test(held.label)
  return (
    <div className="ct-apart">
      <p className="ct-state" role="status">
        {isServing
          ? t(hasNumber ? 'counter.state.serving' : 'counter.state.direct')
          : t('counter.state.called', { n: held.calls })}
        {isTentative(view, held) ? <span className="ct-tentative">{t('counter.tentative')}</span> : null}
      </p>
      {since === null ? null : (
        <p className="st-muted">
          {isServing
            ? t('counter.sinceCalled', { n: held.calls, time: times.time(since) })
            : t('counter.since', { time: times.time(since) })}
        </p>
      )}
    </div>
  )
}

function CallTimer({ held }: { held: HeldTicket }) {
  const { t } = useWords()
  const now = useNow(1_000)
  return (
    <p className="ct-timer" role="timer">
      <b>{stopwatch(now - (held.calledAt ?? now))}</b>
      <span className="st-muted">{t('counter.firstCall')}</span>
    </p>
  )
}

/** Time served so far, parks left out. */
const servedMs = (held: HeldTicket, now: number): number => held.servedMs + Math.max(0, now - (held.startedAt ?? now))

function ServingTimer({ held }: { held: HeldTicket }) {
  const { t } = useWords()
  const ms = servedMs(held, useNow(1_000))
  const level = latenessOf(ms, held.targetMs)
  const over = { time: stopwatch(ms - held.targetMs) }
  const said =
    level === 0
      ? t('counter.timer.left', { time: stopwatch(held.targetMs) })
      : t(level === 1 ? 'counter.timer.over' : 'counter.timer.far', over)
  return (
    <p className="ct-timer" role="timer" data-late={level}>
      <b>{stopwatch(ms)}</b>
      <span className={level === 0 ? 'st-muted' : undefined}>{said}</span>
    </p>
  )
}

function Ruler({ held }: { held: HeldTicket }) {
  return <RulerView elapsedMs={servedMs(held, useNow(1_000))} targetMs={held.targetMs} />
}

function Conflict({ held }: { held: HeldTicket }) {
  const said = conflictText(held, useWords())
  return said === null ? null : (
    <p className="ct-conflict" role="alert" data-conflict={held.conflict}>
      {said}
    </p>
  )
}

/** A second one that the hub called here and nobody heard of in time. */
function AlsoCalled({ also, onPutBack }: { also: HeldTicket; onPutBack: ((ticket: HeldTicket) => void) | null }) {
  const { t } = useWords()
  return (
    <p className="ct-conflict ct-apart" role="alert" data-also-called={also.label}>
      <span>
        <b>{t('counter.alsoCalled', { label: also.label })}</b> {t('counter.alsoCalled.say')}
      </span>
      {onPutBack === null ? null : (
        <button type="button" className="st-btn st-btn-small" onPointerDown={keepFocus} onClick={() => onPutBack(also)}>
          {t('counter.alsoCalled.back')}
        </button>
      )}
    </p>
  )
}

function Lines({ held, addLine, onAddLine, onQuantity }: Props) {
  const { t } = useWords()
  const isServing = held.state === 'SERVING'
  const lines = held.lines.length > 0 ? held.lines : [{ service: held.service, quantity: 1 }]
  const aside = isServing ? (
    <button
      type="button"
      className="st-link"
      data-act="add_line"
      onPointerDown={keepFocus}
      onClick={() => onAddLine(addLine)}
    >
      {addLine.title} <kbd>{KEY_CAPS.add_line}</kbd>
    </button>
  ) : (
    <p className="st-muted">{t('counter.lines.whileServing')}</p>
  )
  return (
    <Section title={t('counter.lines')} aside={aside} className="ct-lines">
      <ul>
        {lines.map(({ service, quantity }) => (
          <Line
            key={service.code}
            service={service}
            quantity={quantity}
            isFixed={!isServing}
            // The own service stays: without it there would be nothing to serve.
            least={service.code === held.service.code ? 1 : 0}
            onQuantity={(wanted) => onQuantity(service.code, wanted)}
          />
        ))}
      </ul>
    </Section>
  )
}

const MOST = 999

interface LineProps {
  readonly service: ServiceFace
  readonly quantity: number
  readonly isFixed: boolean
  readonly least: number
  readonly onQuantity: (quantity: number) => void
}

function Line({ service, quantity, isFixed, least, onQuantity }: LineProps) {
  const { t, text } = useWords()
  const name = text(service.name)
  return (
    <li data-line={service.code}>
      <span>{name}</span>
      {isFixed ? (
        <b className="st-num">{quantity}</b>
      ) : (
        <span className="ct-step">
          <button
            type="button"
            aria-label={t('counter.line.less', { service: name })}
            aria-disabled={quantity <= least}
            onPointerDown={keepFocus}
            onClick={() => quantity > least && onQuantity(quantity - 1)}
          >
            <Minus className="st-i st-i-s" aria-hidden="true" />
          </button>
          <b>{quantity}</b>
          <button
            type="button"
            aria-label={t('counter.line.more', { service: name })}
            aria-disabled={quantity >= MOST}
            onPointerDown={keepFocus}
            onClick={() => quantity < MOST && onQuantity(quantity + 1)}
          >
            <Plus className="st-i st-i-s" aria-hidden="true" />
          </button>
        </span>
      )}
    </li>
  )
}

/** Who stands there, as far as it is known: class, name, the note that came along, other numbers held. */
function Person({ held }: { held: HeldTicket }) {
  const { t, text, times } = useWords()
  const now = useNow(10_000)
  const { note, promisedAt } = held
  return (
    <Section title={<ClassName of={held.class} />} className="ct-person" isScrolled>
      {held.name === null ? null : <p className="ct-name">{held.name}</p>}
      {note === null ? null : (
        <p className="ct-note">
          <span className="st-muted">
            {t('counter.note.at', { counter: text(note.counter), time: times.time(note.at) })}{' '}
          </span>
          {note.text}
        </p>
      )}
      {held.state === 'SERVING' ? null : (
        <dl className="ct-facts">
          {held.waitedMs === null ? null : (
            <>
              <dt>{t('counter.fact.waited')}</dt>
              <dd>{t('counter.minutes', { n: minutesOf(held.waitedMs) })}</dd>
            </>
          )}
          {promisedAt === null ? null : (
            <>
              <dt>{t('counter.fact.promised')}</dt>
              <dd>
                <Late level={promisedAt < (held.calledAt ?? now) ? 1 : 0} label={t('counter.row.late')}>
                  {times.time(promisedAt)}
                </Late>
              </dd>
            </>
          )}
        </dl>
      )}
      <Others others={held.others} />
    </Section>
  )
}

/** From this many numbers in one hand on, the operator is told in a sentence. */
const MANY = 4

function Others({ others }: { others: readonly TicketBrief[] }) {
  const words = useWords()
  if (others.length === 0) return null
  return (
    <div className="ct-others">
      <h3>{words.t('counter.others')}</h3>
      {others.length + 1 < MANY ? null : (
        <p className="st-over">
          <UsersRound className="st-i st-i-s" aria-hidden="true" />
          {words.t('counter.others.many', { n: others.length + 1 })}
        </p>
      )}
      <ul>
        {others.map((other) => (
          <li key={other.id} data-ticket={other.id}>
            <b>{other.label}</b> {whereText(other, words)}
          </li>
        ))}
      </ul>
    </div>
  )
}

const WHERE: Readonly<Partial<Record<TicketState, MessageId>>> = {
  CALLED: 'counter.others.called',
  SERVING: 'counter.others.serving',
  PARKED: 'counter.others.parked',
}

function whereText({ state, counter, service }: TicketBrief, { t, text }: Words): string {
  const at = WHERE[state]
  if (at !== undefined && counter !== null) return t(at, { counter: text(counter) })
  return t(state === 'WAITING' ? 'counter.others.waiting' : 'counter.others.other', { service: text(service.name) })
}

function Outcome({ outcome, onOutcome }: Pick<Props, 'outcome' | 'onOutcome'>) {
  const { t } = useWords()
  return (
    <fieldset className="ct-outcome">
      <legend>{t('counter.outcome')}</legend>
      <div className="st-seg">
        {FinishOutcome.options.map((option, i) => (
          <label key={option} data-outcome={option}>
            <input
              type="radio"
              name="outcome"
              className="spoken"
              checked={option === outcome}
              onChange={() => onOutcome(option)}
            />
            {t(OUTCOME_WORD[option])} <kbd>{i + 1}</kbd>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
