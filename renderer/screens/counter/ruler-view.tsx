import { useWords } from '../../i18n/words'
import { stopwatch } from './durations'
import { Hatches } from './parts'
import { rulerOf } from './ruler'

/** Minutes from zero, the target marked; what is over it is hatched in amber, then in red. */
export function RulerView({ elapsedMs, targetMs }: { elapsedMs: number; targetMs: number }) {
  const { t } = useWords()
  const ruler = rulerOf(elapsedMs, targetMs)
  const x = (share: number) => `${share}%`
  return (
    <svg
      className="ct-ruler ct-chart"
      role="img"
      aria-label={t('counter.ruler', { elapsed: stopwatch(elapsedMs), n: ruler.targetMinutes })}
    >
      <Hatches />
      <line x1="0" x2="100%" y1="18.5" y2="18.5" stroke="var(--line)" />
      <g stroke="var(--edge)">
        {ruler.ticks.map(({ at, minute, isLong }) => (
          <line key={minute} x1={x(at)} x2={x(at)} y1="18" y2={isLong ? 27 : 23} />
        ))}
      </g>
      <rect x="0" y="10" width={x(ruler.within)} height="9" fill="var(--brand)" />
      {ruler.over === null ? null : (
        <rect x={x(ruler.over.from)} y="10" width={x(ruler.over.width)} height="9" fill="url(#ct-hatch)" />
      )}
      {ruler.beyond === null ? null : (
        <rect x={x(ruler.beyond.from)} y="10" width={x(ruler.beyond.width)} height="9" fill="url(#ct-hatch-far)" />
      )}
      <line x1={x(ruler.target)} x2={x(ruler.target)} y1="4" y2="27" stroke="var(--ink)" strokeWidth="2" />
      <text className="ct-strong" x={x(ruler.target)} y="46" textAnchor="middle">
        {t('counter.ruler.target', { n: ruler.targetMinutes })}
      </text>
      {ruler.ticks
        .filter(({ isNamed }) => isNamed)
        .map(({ at, minute }) => (
          <text key={minute} x={x(at)} y="46" textAnchor={at === 0 ? 'start' : at === 100 ? 'end' : 'middle'}>
            {at === 100 ? t('counter.ruler.end', { n: minute }) : minute}
          </text>
        ))}
    </svg>
  )
}
