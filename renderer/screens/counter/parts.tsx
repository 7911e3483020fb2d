import { ChevronsUp, ClockAlert } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import type { TicketClass } from '../../../core/events/queue'
import { useWords } from '../../i18n/words'
import type { Lateness } from './ruler'

/** Class of a ticket: a word with a mark, never colour alone. */
export function ClassName({ of }: { of: TicketClass }) {
  const { t } = useWords()
  if (of === 'normal') return <span className="st-muted">{t('counter.class.normal')}</span>
  return (
    <span className="st-class">
      <ChevronsUp className="st-i st-i-s" aria-hidden="true" />
      {t('counter.class.priority')}
    </span>
  )
}

/** A value that is late: an icon, a hatch when it is far too late, and only then a colour. */
export function Late({ level, label, children }: { level: Lateness; label: string; children: ReactNode }) {
  if (level === 0) return <>{children}</>
  return (
    <span className={level === 1 ? 'st-over' : 'st-over st-far'} data-late={level}>
      <ClockAlert className="st-i st-i-s" aria-hidden="true" />
      {children}
      <span className="spoken">{label}</span>
    </span>
  )
}

interface SectionProps {
  readonly title: ReactNode
  readonly aside?: ReactNode
  readonly className?: string
  /** Its content may be longer than its place, and holds nothing to press. */
  readonly isScrolled?: boolean
  readonly children: ReactNode
}

/** A section of the ledger: an ink rule, a title, and at the right what it is about. */
export function Section({ title, aside, className = '', isScrolled = false, children }: SectionProps) {
  const id = useId()
  // What may scroll must be reached by the keyboard.
  const region = isScrolled ? { role: 'region', tabIndex: 0, 'aria-labelledby': id } : {}
  return (
    <section className={`st-section ${className}`} {...region}>
      <header>
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  )
}

/** The hatches of what lies over a target; two, since amber and red alone differ too little. */
export function Hatches() {
  return (
    <defs>
      <Hatch id="ct-hatch" color="var(--attention)" soft="var(--attention-soft)" turn={45} />
      <Hatch id="ct-hatch-far" color="var(--refused)" soft="var(--refused-soft)" turn={-45} />
    </defs>
  )
}

function Hatch({ id, color, soft, turn }: { id: string; color: string; soft: string; turn: number }) {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform={`rotate(${turn})`}>
      <rect width="6" height="6" fill={soft} />
      <rect width="3.5" height="6" fill={color} />
    </pattern>
  )
}
