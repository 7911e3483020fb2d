import type { GateView } from '../../../../core/contract/gate'
import type { GatePanel } from '../../../../core/contract/gate-panel'
import { useWords } from '../../../i18n/words'
import type { ScannerState } from '../../../scanner/scanner'
import { Health } from './health'
import './read-part.css'
import { refusalWord } from './refusal-words'

interface Props {
  readonly gate: GateView
  readonly panel: GatePanel
  readonly camera: ScannerState
  readonly now: number
}

/** What is read: figures, the last hours, the state of the devices. Nothing here is touched. */
export function ReadPart({ gate, panel, camera, now }: Props) {
  const { t, locale } = useWords()
  const number = (n: number) => n.toLocaleString(locale === 'id' ? 'id-ID' : 'en-GB')
  const { entered, inside, capacity, refused } = panel.figures
  const [most] = refused
  const all = refused.reduce((n, row) => n + row.n, 0)
  return (
    <section className="gp-read" aria-label={t('gp.read')}>
      <div className="gp-figures">
        <div>
          <p className="gp-figure n" data-figure="entered">
            {number(entered)}
          </p>
          <p>{t('gp.entered')}</p>
        </div>
        <div>
          <p className="gp-figure n" data-figure="inside">
            {number(inside)}
            {capacity === null ? null : <small>{t('gp.of', { capacity: number(capacity) })}</small>}
          </p>
          <p>{t('gp.inside')}</p>
        </div>
        <div>
          <p className="gp-figure n" data-figure="refused">
            {number(all)}
          </p>
          <p>
            {most === undefined
              ? t('gp.refused')
              : t('gp.refused.most', { n: number(most.n), reason: t(refusalWord(most.reason)) })}
          </p>
        </div>
      </div>
      <Bars bars={panel.bars} now={now} />
      <Health gate={gate} panel={panel} camera={camera} />
    </section>
  )
}

const QUARTER_MS = 900_000
/** Height of the highest bar, and where the line lies, in the picture's own units. */
const [HIGH, LINE] = [66, 100]

function Bars({ bars: { from, entries }, now }: { bars: GatePanel['bars']; now: number }) {
  const { t, times } = useWords()
  const most = Math.max(...entries)
  const peak = entries.indexOf(most)
  const step = 100 / entries.length
  const label = (i: number) => (
    <text
      key={`n${i}`}
      className="gp-strong"
      x={`${(i + 0.48) * step}%`}
      y={LINE - 6 - (HIGH * (entries[i] ?? 0)) / Math.max(1, most)}
      textAnchor="middle"
    >
      {entries[i]}
    </text>
  )
  const last = entries.length - 1
  return (
    <svg
      className="gp-bars"
      role="img"
      aria-label={t('gp.bars.say', { most, time: times.time(from + peak * QUARTER_MS) })}
    >
      <defs>
        <pattern id="gp-running" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="8" height="8" fill="var(--brand-soft)" />
          <rect width="4" height="8" fill="var(--brand-ink)" />
        </pattern>
      </defs>
      {entries.map((n, i) => {
        const height = most === 0 ? 0 : (HIGH * n) / most
        return (
          <rect
            key={from + i * QUARTER_MS}
            x={`${i * step}%`}
            y={LINE - height}
            width={`${step * 0.95}%`}
            height={height}
            fill={i === last ? 'url(#gp-running)' : 'var(--brand-ink)'}
          />
        )
      })}
      {most > 0 ? label(peak) : null}
      {peak !== last && (entries[last] ?? 0) > 0 ? label(last) : null}
      <line x1="0" x2="100%" y1={LINE + 0.5} y2={LINE + 0.5} stroke="var(--ink)" />
      <text y="128">{times.time(from)}</text>
      <text x="50%" y="128" textAnchor="middle">
        {t('gp.bars')}
      </text>
      <text x="100%" y="128" textAnchor="end">
        {times.time(now)}
      </text>
    </svg>
  )
}
