import { DoorOpen, Ticket } from 'lucide-react'
import type { PersonStep, PersonView } from '../../../../core/contract/people'
import type { JourneyEvent, Lane } from '../../../../core/desk/journey'
import type { Leg } from '../../../../core/queue/ticket'
import { assertNever } from '../../../../core/result/result'
import { useWords, type MessageId, type Words } from '../../../i18n/words'
import './journey.css'

/** A person's day in two lanes, the door and the queue: thin is inside, dashed is waiting, thick is being served. */
export function JourneyView({ journey }: { journey: PersonView['journey'] }) {
  const words = useWords()
  const { t, times } = words
  const { steps, insideMs } = journey
  return (
    <section className="st-section desk-section">
      <header>
        <h3>{t(journey.isToday ? 'journey.today' : 'journey.day')}</h3>
        {insideMs === null ? null : <p className="st-muted">{t('journey.inside', { n: minutesOf(insideMs) })}</p>}
      </header>
      {steps.length === 0 ? (
        <p className="st-muted">{t('journey.none')}</p>
      ) : (
        <>
          <p className="journey-lanes">
            <span />
            <span className="journey-rail">
              <DoorOpen className="st-i st-i-s" aria-hidden="true" />
              <Ticket className="st-i st-i-s" aria-hidden="true" />
            </span>
            <span>{t('journey.lanes')}</span>
          </p>
          <ol className="journey">
            {steps.map((step, n) => {
              const { said, more } = stepText(step, words)
              return (
                <li key={n} data-step={step.what.is} data-over={isOver(step.what)}>
                  <time>{times.time(step.at)}</time>
                  <span className="journey-rail" aria-hidden="true">
                    <LaneMark lane={step.door} />
                    <LaneMark lane={step.queue} />
                  </span>
                  <p>
                    {said} {more === '' ? null : <span className="st-muted">{more}</span>}
                  </p>
                </li>
              )
            })}
          </ol>
        </>
      )}
    </section>
  )
}

function LaneMark({ lane: { up, dot, down } }: { lane: Lane }) {
  return (
    <span className="journey-lane" data-up={up} data-down={down}>
      {dot === null ? null : <i data-dot={dot} />}
    </span>
  )
}

const minutesOf = (ms: number): number => Math.round(ms / 60_000)

const isOver = (what: JourneyEvent): boolean =>
  what.is === 'now' && what.targetMs !== null && what.sinceMs > what.targetMs

const OUTCOMES: Readonly<Record<NonNullable<Leg['outcome']>, MessageId>> = {
  solved: 'journey.ended.solved',
  pending: 'journey.ended.pending',
  refused: 'journey.ended.refused',
  referred: 'journey.ended.referred',
  transferred: 'journey.ended.transferred',
  missed: 'journey.ended.missed',
  cancelled: 'journey.ended.cancelled',
  expired: 'journey.ended.expired',
}

/** A moment in words, and beside it what is worth less. */
function stepText({ what, names }: PersonStep, { t, text }: Words): { said: string; more: string } {
  const gate = names.gate === null ? '' : text(names.gate)
  const counter = names.counter === null ? '' : text(names.counter)
  const service = names.service === null ? '' : text(names.service)
  const label = names.label ?? ''
  const minutes = (ms: number | null, id: MessageId) => (ms === null ? '' : t(id, { n: minutesOf(ms) }))
  switch (what.is) {
    case 'entered': {
      const said = t(what.again ? 'journey.enteredAgain' : 'journey.entered')
      return { said: joined(said, gate), more: what.via === 'staff' ? t('journey.byStaff') : '' }
    }
    case 'exited':
      return { said: joined(t('journey.exited'), gate), more: what.via === 'staff' ? t('journey.byStaff') : '' }
    case 'refused':
      return { said: joined(t('journey.refused'), gate), more: '' }
    case 'taken':
      return {
        said: t(what.class === 'priority' ? 'journey.taken.priority' : 'journey.taken', { label, service }),
        more: '',
      }
    case 'transferred':
      return { said: t('journey.transferred', { service }), more: '' }
    case 'returned':
      return { said: t('journey.returned', { label }), more: '' }
    case 'called':
      return { said: t('journey.called', { counter }), more: '' }
    case 'served':
      return { said: t('journey.served', { counter }), more: minutes(what.waitedMs, 'journey.waited') }
    case 'parked':
      return { said: t('journey.parked', { counter }), more: '' }
    case 'missed':
      return { said: t('journey.missed', { counter }), more: '' }
    case 'ended':
      return {
        said: what.outcome === null ? '' : t(OUTCOMES[what.outcome]),
        more: minutes(what.servedMs, 'journey.minutes'),
      }
    case 'now': {
      const n = minutesOf(what.sinceMs)
      if (what.doing === 'served')
        return {
          said:
            what.targetMs === null
              ? t('journey.now.served', { n })
              : t('journey.now.target', { n, target: minutesOf(what.targetMs) }),
          more: '',
        }
      const doing = {
        called: 'journey.now.called',
        waiting: 'journey.now.waiting',
        inside: 'journey.now.inside',
      } as const
      return { said: t(doing[what.doing], { n }), more: '' }
    }
    default:
      return assertNever(what)
  }
}

const joined = (said: string, place: string): string => (place === '' ? said : `${said}, ${place}`)
