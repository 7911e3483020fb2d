import type { CounterView } from '../../../core/contract/counter'
import { useWords } from '../../i18n/words'
import { minutesSince } from './durations'
import { HeldLists, type ListActs } from './held-lists'
import { HeroNumber } from './hero-number'
import { ClassName } from './parts'
import { Today } from './today'
import { useNow } from './use-now'

/** Empty hands: who is next, who may come back, and how the day went so far. */
export function IdlePanel({ view, acts }: { view: CounterView; acts: ListActs }) {
  return (
    <>
      <Head view={view} />
      <div className="ct-work" data-even>
        <HeldLists view={view} acts={acts} />
      </div>
      <Today tally={view.tally} />
    </>
  )
}

function Head({ view }: { view: CounterView }) {
  if (view.status !== 'open') return <Resting view={view} />
  return view.next === null ? <Nobody view={view} /> : <Next view={view} next={view.next} />
}

function Next({ view, next }: { view: CounterView; next: NonNullable<CounterView['next']> }) {
  const { t, text, times } = useWords()
  const now = useNow(10_000)
  return (
    <>
      <State title={t('counter.state.next')} at={view.idleSince} said="counter.idleSince" />
      <div className="ct-hero">
        <HeroNumber label={next.label} look="hollow" />
        <dl className="ct-facts">
          <dt>{t('counter.fact.class')}</dt>
          <dd>
            <ClassName of={next.class} />
          </dd>
          <dt>{t('counter.fact.waiting')}</dt>
          <dd>{t('counter.minutes', { n: minutesSince(next.waitingSince, now) })}</dd>
          {next.promisedAt === null ? null : (
            <>
              <dt>{t('counter.fact.promised')}</dt>
              <dd>{times.time(next.promisedAt)}</dd>
            </>
          )}
        </dl>
      </div>
      {next.noteText === null ? null : (
        <p className="ct-note">
          {next.noteFrom === null ? null : (
            <span className="st-muted">{t('counter.note', { counter: text(next.noteFrom) })} </span>
          )}
          {next.noteText}
        </p>
      )}
    </>
  )
}

/** Open, and nobody to call: what happens next. */
function Nobody({ view }: { view: CounterView }) {
  const { t } = useWords()
  const isEmpty = view.waitingCount === 0
  return (
    <>
      <State
        title={t(isEmpty ? 'counter.state.nobody' : 'counter.state.elsewhere')}
        at={view.idleSince}
        said="counter.idleSince"
      />
      <h1 className="ct-word">{t(isEmpty ? 'counter.word.nobody' : 'counter.word.elsewhere')}</h1>
      <p className="ct-note st-muted">{t(isEmpty ? 'counter.nobody.wait' : 'counter.elsewhere.wait')}</p>
    </>
  )
}

/** Closed or paused: a word instead of a number, so that it is seen from the chair. */
function Resting({ view }: { view: CounterView }) {
  const { t, text, times } = useWords()
  const isPaused = view.status === 'paused'
  return (
    <>
      <State
        title={t(isPaused ? 'counter.state.paused' : 'counter.state.closed')}
        at={view.since}
        said="counter.since"
      />
      <div className="ct-hero">
        <h1 className="ct-word">{t(isPaused ? 'counter.word.paused' : 'counter.word.closed')}</h1>
        {view.pause === null ? null : (
          <dl className="ct-facts">
            <dt>{t('counter.fact.reason')}</dt>
            <dd>{text(view.pause.reason)}</dd>
            <dt>{t('counter.fact.until')}</dt>
            <dd>{view.pause.until === null ? t('counter.fact.until.unknown') : times.time(view.pause.until)}</dd>
          </dl>
        )}
      </div>
      <p className="ct-note st-muted">{t(isPaused ? 'counter.paused.wait' : 'counter.closed.wait')}</p>
    </>
  )
}

function State(props: { title: string; at: number | null; said: 'counter.idleSince' | 'counter.since' }) {
  const { t, times } = useWords()
  return (
    <div className="ct-apart">
      <p className="ct-state">{props.title}</p>
      {props.at === null ? null : <p className="st-muted">{t(props.said, { time: times.time(props.at) })}</p>}
    </div>
  )
}
