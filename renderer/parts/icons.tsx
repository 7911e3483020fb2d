import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, type LucideIcon } from 'lucide-react'
import type { Sign } from '../../core/setup/schema'

/** The arrow of a sign, as seen by who stands before the screen. */
export const DIRECTION_ICON: Readonly<Record<Sign['direction'], LucideIcon>> = {
  left: ArrowLeft,
  right: ArrowRight,
  ahead: ArrowUp,
  back: ArrowDown,
}

/** Our kawung flower: the logo of a fair that brings none of its own. */
export function Flower({ className }: { className: string }) {
  return (
    <svg className={className} viewBox="0 0 64 64" aria-hidden="true">
      <g fill="currentColor">
        <ellipse rx="17" ry="8.5" transform="translate(18.5 18.5) rotate(45)" />
        <ellipse rx="17" ry="8.5" transform="translate(45.5 18.5) rotate(-45)" />
        <ellipse rx="17" ry="8.5" transform="translate(18.5 45.5) rotate(-45)" />
        <ellipse rx="17" ry="8.5" transform="translate(45.5 45.5) rotate(45)" />
      </g>
    </svg>
  )
}

/** A ring that drains once in the given time. A new `turn` winds it up again. */
export function Ring({ seconds, turn }: { seconds: number; turn: number }) {
  return (
    <svg
      key={turn}
      className="ring"
      viewBox="0 0 120 120"
      aria-hidden="true"
      style={{ '--secs': `${seconds}s` } as React.CSSProperties}
    >
      <circle cx="60" cy="60" r="57" />
      <circle className="ring-left" cx="60" cy="60" r="57" pathLength="100" />
    </svg>
  )
}
