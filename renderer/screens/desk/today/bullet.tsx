interface Props {
  readonly valueMs: number
  readonly targetMs: number
  /** As wide as its place, for a figure by itself. */
  readonly isWide?: boolean
}

/** Ends of the scale that all bullets of a table share, as multiples of their targets. */
const MOST_TARGETS = 2

/** A wait against its target: the mark is the target, what lies beyond it is amber and hatched. */
export function Bullet({ valueMs, targetMs, isWide = false }: Props) {
  const at = (ms: number) => `${Math.min(1, ms / (targetMs * MOST_TARGETS)) * 100}%`
  const isOver = valueMs > targetMs
  return (
    <span className="td-bullet" data-wide={isWide ? '' : undefined} aria-hidden="true">
      <i style={{ width: at(Math.min(valueMs, targetMs)) }} />
      {isOver ? <i className="td-over" style={{ left: at(targetMs), right: `calc(100% - ${at(valueMs)})` }} /> : null}
      <b style={{ left: at(targetMs) }} />
    </span>
  )
}
