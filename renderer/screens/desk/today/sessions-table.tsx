import type { TodaySession, TodayView } from '../../../../core/contract/today'
import { useWords, type Words } from '../../../i18n/words'

/** The symposium's sessions of the day: seats taken now, or people who came when it is over. */
export function SessionsTable({ view }: { view: TodayView }) {
  const words = useWords()
  const { t, text } = words
  return (
    <section className="st-section td-sessions">
      <header>
        <h2>{t('today.sessions')}</h2>
        <p className="st-muted">{view.sessions.length === 0 ? null : t('today.sessions.seats')}</p>
      </header>
      {view.sessions.length === 0 ? (
        <p className="td-calm st-muted">{t('today.sessions.none')}</p>
      ) : (
        <ul>
          {view.sessions.map((session) => {
            const isOver = view.now >= session.to
            // Who left counts no more while it goes on; afterwards all who came.
            const n = isOver ? session.people : session.inside
            return (
              <li
                key={session.session}
                data-session={session.session}
                data-list={session.list}
                data-over={isOver ? '' : undefined}
              >
                <span>{text(session.title)}</span>
                <span className="st-num">
                  {session.capacity === null
                    ? t('today.n', { n })
                    : t('today.sessions.of', { n, capacity: session.capacity })}
                </span>
                <span className="st-muted">{whenText(session, view, words)}</span>
                <span className="td-track" aria-hidden="true">
                  <i style={{ width: `${Math.min(1, session.capacity === null ? 0 : n / session.capacity) * 100}%` }} />
                </span>
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}

function whenText({ from, to, room }: TodaySession, { now }: TodayView, { t, text, times }: Words): string {
  const values = { from: times.time(from), to: times.time(to), room: text(room) }
  if (now >= to) return t('today.sessions.over', values)
  return t(now >= from ? 'today.sessions.now' : 'today.sessions.later', values)
}
