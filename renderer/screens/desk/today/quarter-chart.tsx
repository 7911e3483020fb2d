import { useId, useState, type KeyboardEvent, type PointerEvent } from 'react'
import type { TodayView } from '../../../../core/contract/today'
import { useWords, type Words } from '../../../i18n/words'
import { plotOf, type Plot, type Slot } from './quarter-plot'

/** Places in the drawing, px from its top. The width is in per cent, so that words keep their size at every width. */
const TOP = 40
const ZERO = 230
const HEIGHT = 260
const HOUR_MS = 3_600_000

/**
 * People by the quarter hour of their first entry, against what the gates can let in; the day before as a skyline behind.
 * Pointing, touching or the arrow keys say the exact numbers of one quarter hour; a table says all of them to who cannot
 * see the drawing.
 */
export function QuarterChart({ view }: { view: TodayView }) {
  const words = useWords()
  const { t } = words
  const [chosen, choose] = useState<number | null>(null)
  const titleId = useId()
  const plot = plotOf(view)
  const { slots } = plot
  const shown = chosen === null ? undefined : slots[chosen]
  const start = plot.running ?? plot.peak ?? 0
  const onKeyDown = (event: KeyboardEvent) => {
    const from = chosen ?? start
    const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: slots.length - 1 }[event.key]
    if (event.key === 'Escape') choose(null)
    else if (to === undefined) return
    else choose(Math.min(slots.length - 1, Math.max(0, to)))
    event.preventDefault()
  }
  const onPoint = ({ currentTarget, clientX }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect()
    const n = Math.floor(((clientX - left) / width) * slots.length)
    choose(Math.min(slots.length - 1, Math.max(0, n)))
  }
  return (
    <section className="st-section td-chart">
      <header>
        <h2 id={titleId}>{t('today.chart')}</h2>
        <p className="st-muted" data-readout={shown === undefined ? undefined : ''}>
          {shown === undefined
            ? t('today.chart.scans', { n: view.doors.entries + view.doors.duplicates, again: view.doors.again })
            : slotText(shown, words)}
        </p>
      </header>
      <div className="td-plot">
        <svg aria-hidden="true" height={HEIGHT}>
          {[0, ...plot.ticks].map((tick) => (
            <text key={tick} x="100%" y={yOf(plot, tick) + 5} textAnchor="end">
              {t('today.n', { n: tick })}
            </text>
          ))}
        </svg>
        <div
          className="td-canvas"
          role="slider"
          tabIndex={0}
          aria-labelledby={titleId}
          aria-valuemin={0}
          aria-valuemax={slots.length - 1}
          aria-valuenow={chosen ?? start}
          aria-valuetext={slots[chosen ?? start] === undefined ? '' : slotText(slots[chosen ?? start] as Slot, words)}
          onKeyDown={onKeyDown}
          onFocus={() => choose((now) => now ?? start)}
          onBlur={() => choose(null)}
          onPointerMove={onPoint}
          onPointerDown={onPoint}
          onPointerLeave={({ pointerType, currentTarget }) => {
            // A finger is lifted to read; a mouse that is gone points at nothing.
            if (pointerType === 'mouse' && document.activeElement !== currentTarget) choose(null)
          }}
        >
          <Drawing plot={plot} view={view} chosen={chosen} />
        </div>
      </div>
      <SlotTable slots={slots} />
    </section>
  )
}

const yOf = ({ top }: Plot, value: number): number => ZERO - (Math.min(value, top) / top) * (ZERO - TOP)

function Drawing({ plot, view, chosen }: { plot: Plot; view: TodayView; chosen: number | null }) {
  const { t, times } = useWords()
  const hatch = useId()
  const { slots, ticks, peak, running, capacity } = plot
  const one = 100 / slots.length
  const y = (value: number) => yOf(plot, value)
  const x = (n: number) => `${n * one}%`
  const middle = (n: number) => `${(n + 0.5) * one}%`
  const beforePeak = highestBefore(slots)
  const hours = slots.flatMap(({ from }, n) => (from % HOUR_MS === slots[0]!.from % HOUR_MS && n % 4 === 0 ? [n] : []))
  const runningNow = running === null ? undefined : slots[running]
  return (
    <svg aria-hidden="true" height={HEIGHT}>
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="6" height="6" className="td-hatch-ground" />
          <rect width="3" height="6" className="td-fill" />
        </pattern>
      </defs>
      <g className="td-lines">
        {ticks.map((tick) => (
          <line key={tick} x2="100%" y1={y(tick)} y2={y(tick)} />
        ))}
      </g>
      <g className="td-before">
        {slots.map(({ from, before }, n) =>
          (before ?? 0) === 0 ? null : (
            <g key={from}>
              <rect x={x(n)} y={y(before ?? 0)} width={`${one + 0.03}%`} height={ZERO - y(before ?? 0)} />
              <line x1={x(n)} x2={x(n + 1)} y1={y(before ?? 0)} y2={y(before ?? 0)} />
            </g>
          ),
        )}
      </g>
      {slots.map(({ from, people, isRunning }, n) =>
        (people ?? 0) === 0 ? null : (
          <rect
            key={from}
            className={isRunning ? undefined : 'td-fill'}
            fill={isRunning ? `url(#${hatch})` : undefined}
            x={`${(n + 0.1) * one}%`}
            y={y(people ?? 0)}
            width={`${one * 0.8}%`}
            height={ZERO - y(people ?? 0)}
          />
        ),
      )}
      <g className="td-before-over">
        {slots.map(({ from, people, before }, n) =>
          people === null || before === null || before === 0 || before >= people ? null : (
            <line key={from} x1={`${(n + 0.1) * one}%`} x2={`${(n + 0.9) * one}%`} y1={y(before)} y2={y(before)} />
          ),
        )}
      </g>
      <line className="td-ink" x2="100%" y1={ZERO + 0.5} y2={ZERO + 0.5} />
      {hours.map((n) => (
        <g key={n}>
          <line className="td-ink" x1={x(n)} x2={x(n)} y1={ZERO} y2={ZERO + 6} />
          <text x={x(n)} y={HEIGHT - 6} textAnchor={n === 0 ? 'start' : 'middle'}>
            {times.time(slots[n]!.from)}
          </text>
        </g>
      ))}
      {chosen === null ? null : (
        <rect className="td-chosen" x={x(chosen)} y={TOP - 8} width={`${one}%`} height={ZERO - TOP + 8} />
      )}
      {capacity === null ? null : (
        <g>
          {capacity.isAbove ? null : (
            <line className="td-ink td-dotted" x2="100%" y1={y(capacity.people)} y2={y(capacity.people)} />
          )}
          <text className="td-strong" x="100%" y={capacity.isAbove ? 16 : y(capacity.people) - 8} textAnchor="end">
            {t(capacity.isAbove ? 'today.chart.capacityAbove' : 'today.chart.capacity', {
              n: capacity.people,
              gates: view.gateCapacity?.gates ?? 0,
            })}
          </text>
        </g>
      )}
      {beforePeak === null || (running !== null && beforePeak <= running + 3) ? null : (
        <text x={middle(beforePeak)} y={y(slots[beforePeak]?.before ?? 0) - 8} textAnchor="middle">
          {t('today.chart.before')}
        </text>
      )}
      {peak === null || peak === running ? null : (
        <text
          className="td-strong td-big"
          x={middle(peak)}
          y={y(slots[peak]?.people ?? 0) - 8}
          textAnchor={anchor(peak, slots)}
        >
          {t('today.n', { n: slots[peak]?.people ?? 0 })}
        </text>
      )}
      {running === null || runningNow === undefined || view.doors.people === 0 ? null : (
        <text
          className="td-strong td-big"
          x={middle(running)}
          y={y(runningNow.people ?? 0) - 8}
          textAnchor={running > slots.length * 0.8 ? 'end' : 'start'}
        >
          {t('today.chart.running', { n: runningNow.people ?? 0, time: times.time(view.now) })}
        </text>
      )}
      {view.doors.people === 0 && view.doors.refused === 0 ? (
        <text className="td-nobody" x="50%" y={(TOP + ZERO) / 2} textAnchor="middle">
          {t(view.isNow ? 'today.chart.nobodyYet' : 'today.chart.nobody')}
        </text>
      ) : null}
    </svg>
  )
}

const anchor = (n: number, slots: readonly Slot[]): 'start' | 'middle' | 'end' =>
  n === 0 ? 'start' : n === slots.length - 1 ? 'end' : 'middle'

function highestBefore(slots: readonly Slot[]): number | null {
  let best: number | null = null
  slots.forEach(({ people, before }, n) => {
    // Where today's bars stand the word would lie on them.
    if (people !== null || (before ?? 0) === 0) return
    if (best === null || (before ?? 0) > (slots[best]?.before ?? 0)) best = n
  })
  return best
}

/** What one quarter hour says, in a sentence. */
function slotText({ from, to, people, entries, exits, refused, before, isRunning }: Slot, { t, times }: Words): string {
  const span = { from: times.time(from), to: times.time(to) }
  const was = before === null ? '' : ` ${t('today.slot.before', { n: before })}`
  if (people === null) return `${t('today.slot.toCome', span)}${was}`
  const so = isRunning ? ` ${t('today.slot.running')}` : ''
  return `${t('today.slot', { ...span, people, entries, exits, refused })}${was}${so}`
}

/** The same for who cannot see the drawing. */
function SlotTable({ slots }: { slots: readonly Slot[] }) {
  const { t, times } = useWords()
  return (
    <table className="td-vh">
      <caption>{t('today.chart')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('today.slot.time')}</th>
          <th scope="col">{t('today.people')}</th>
          <th scope="col">{t('today.gates.entries')}</th>
          <th scope="col">{t('today.gates.exits')}</th>
          <th scope="col">{t('today.gates.refused')}</th>
          <th scope="col">{t('today.slot.beforeDay')}</th>
        </tr>
      </thead>
      <tbody>
        {slots
          .filter(({ people }) => people !== null)
          .map(({ from, people, entries, exits, refused, before }) => (
            <tr key={from}>
              <th scope="row">{times.time(from)}</th>
              <td>{t('today.n', { n: people ?? 0 })}</td>
              <td>{t('today.n', { n: entries })}</td>
              <td>{t('today.n', { n: exits })}</td>
              <td>{t('today.n', { n: refused })}</td>
              <td>{before === null ? t('today.none') : t('today.n', { n: before })}</td>
            </tr>
          ))}
      </tbody>
    </table>
  )
}
