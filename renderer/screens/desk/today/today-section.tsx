import { useState } from 'react'
import type { StationsView } from '../../../../core/contract/stations'
import type { TodayView } from '../../../../core/contract/today'
import { useView, useViewOf } from '../../../api/views'
import { shortDay } from '../../../i18n/dates'
import { useWords } from '../../../i18n/words'
import { Waiting } from '../../../parts/waiting'
import type { SectionProps } from '../section'
import { nameOf } from '../stations/station-words'
import { Alerts } from './alerts'
import { FiguresStrip } from './figures-strip'
import { GatesTable } from './gates-table'
import { QuarterChart } from './quarter-chart'
import { Refusals } from './refusals'
import { ServicesTable } from './services-table'
import { SessionsTable } from './sessions-table'
import './today.css'

/** The figures are read anew so often, ms. */
const REREAD_MS = 1_000
const reread = () => REREAD_MS
/** The hub is asked of the other computers so often, ms. */
const STATIONS_MS = 5_000
const rereadStations = () => STATIONS_MS

/** The live view: how the fair stands now, or how another of its days went. */
export function TodaySection({ view: desk, onSection }: SectionProps) {
  const { t } = useWords()
  const [day, setDay] = useState<string | null>(null)
  const { data, error, refetch } = useViewOf('today.view', { day }, reread)
  const { data: stations = null } = useView('stations.view', rereadStations)
  const [kept, keep] = useState<TodayView | null>(null)
  // While another day is counted the one shown stays: the page must not flash.
  if (data !== undefined && data !== kept) keep(data)
  const view = data ?? kept
  if (view === null)
    return (
      <main className="desk-main">
        {error === null ? (
          <p className="late td-opening" role="status">
            {t('desk.loading')}
          </p>
        ) : (
          <Waiting error={error} onRetry={() => void refetch()} />
        )}
      </main>
    )
  return (
    <main className="desk-main" data-section-open="today" data-day={view.day}>
      <Top view={view} stations={stations} days={desk.fair.days} onDay={setDay} isStale={error !== null} />
      <div className="today">
        <FiguresStrip view={view} />
        <QuarterChart key={view.day} view={view} />
        <Alerts view={view} stations={stations} onSection={onSection} />
        <ServicesTable view={view} />
        <div className="td-side">
          <GatesTable view={view} />
          <Refusals view={view} />
          <SessionsTable view={view} />
        </div>
      </div>
    </main>
  )
}

interface TopProps {
  readonly view: TodayView
  readonly stations: StationsView | null
  readonly days: readonly string[]
  readonly onDay: (day: string) => void
  /** The last reading failed: what is shown is older than it looks. */
  readonly isStale: boolean
}

function Top({ view, stations, days, onDay, isStale }: TopProps) {
  const words = useWords()
  const { t, times, locale } = words
  const away = (stations?.lines ?? []).filter(({ alerts, pending }) => alerts.includes('cut_off') && (pending ?? 0) > 0)
  const noon = (view.hours.from + view.hours.to) / 2
  return (
    <header className="desk-top td-top">
      <div>
        <h1>{times.day(noon)}</h1>
        <p className="st-cut">
          <span className="st-muted">{t('today.dayOf', { n: days.indexOf(view.day) + 1, of: days.length })}</span>{' '}
          {isStale ? (
            <span className="st-over" role="status">
              {t('today.stale', { time: times.seconds(view.now) })}
            </span>
          ) : null}
          {away.length === 0
            ? null
            : t('today.missing', {
                n: away.reduce((sum, { pending }) => sum + (pending ?? 0), 0),
                names: away.map((line) => nameOf(line, words)).join(', '),
              })}
        </p>
      </div>
      {days.length > 1 ? (
        <fieldset>
          <legend className="td-vh">{t('today.days')}</legend>
          <div className="st-seg">
            {days.map((day) => (
              <label key={day}>
                <input
                  className="td-vh"
                  type="radio"
                  name="today-day"
                  value={day}
                  checked={day === view.day}
                  onChange={() => onDay(day)}
                />
                {shortDay(day, locale)}
              </label>
            ))}
          </div>
        </fieldset>
      ) : null}
      <time className="td-clock">{times.time(view.now)}</time>
    </header>
  )
}
