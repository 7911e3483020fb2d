import type { CounterView } from '../../../core/contract/counter'
import { useWords } from '../../i18n/words'
import { BASELINE, dayBars, type DayBar } from './day-bars'
import { minutesOf, stopwatch } from './durations'
import { Hatches, Section } from './parts'

/** Today at this counter: how long each person took, and the figures that follow from it. */
export function Today({ tally }: { tally: CounterView['tally'] }) {
  const { t } = useWords()
  const figures: readonly (readonly [string, string])[] = [
    [t('counter.tally.done'), String(tally.done)],
    [t('counter.tally.missed'), String(tally.missed)],
    [t('counter.tally.transferred'), String(tally.transferred)],
    [t('counter.tally.half'), tally.serviceP50 === null ? '–' : stopwatch(tally.serviceP50)],
    [t('counter.tally.target'), t('counter.tally.of', { n: tally.withinTarget, of: tally.done })],
  ]
  return (
    <Section
      title={t('counter.today')}
      className="ct-today"
      aside={<p className="st-muted">{t('counter.today.say')}</p>}
    >
      {tally.servings.length === 0 ? (
        <p className="ct-none ct-day st-muted">{t('counter.today.none')}</p>
      ) : (
        <DayChart servings={tally.servings} />
      )}
      <dl className="ct-tally">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

function DayChart({ servings }: { servings: CounterView['tally']['servings'] }) {
  const { t, times } = useWords()
  const { bars, target, longest, late } = dayBars(servings)
  const [first, last] = [bars[0], bars.at(-1)]
  return (
    <svg className="ct-day ct-chart" role="img" aria-label={t('counter.today.chart', { n: servings.length, late })}>
      <Hatches />
      {bars.map((bar, i) => (
        <Bar key={i} bar={bar} />
      ))}
      <line x1="0" x2="100%" y1={BASELINE + 0.5} y2={BASELINE + 0.5} stroke="var(--ink)" />
      {target === null ? null : (
        <>
          <line x1="0" x2="100%" y1={target.y} y2={target.y} stroke="var(--ink)" strokeDasharray="2 4" />
          <text y={target.y - 7} className="ct-strong">
            {t('counter.today.target', { n: minutesOf(target.ms) })}
          </text>
        </>
      )}
      {longest === null ? null : (
        <text
          className="ct-strong"
          x={`${longest.x}%`}
          y={longest.y}
          textAnchor={longest.side === 'left' ? 'end' : 'start'}
        >
          {stopwatch(longest.ms)}
        </text>
      )}
      {first === undefined ? null : <text y={BASELINE + 19}>{times.time(first.at)}</text>}
      {last === undefined || last === first ? null : (
        <text x={`${last.x + last.width}%`} y={BASELINE + 19} textAnchor="end">
          {times.time(last.at)}
        </text>
      )}
    </svg>
  )
}

function Bar({ bar }: { bar: DayBar }) {
  const place = { x: `${bar.x}%`, width: `${bar.width}%` }
  return (
    <>
      <rect {...place} {...bar.within} fill="var(--brand)" />
      {bar.over === null ? null : <rect {...place} {...bar.over} fill="url(#ct-hatch)" />}
    </>
  )
}
