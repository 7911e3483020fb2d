import { ChevronLeft, ChevronRight, type LucideIcon } from 'lucide-react'
import './hand-line.css'

interface Props {
  readonly side: 'left' | 'right'
  readonly icon: LucideIcon
  readonly text: string
}

/** Points to the hand scanner: the line runs off the screen, towards the device it means. */
export function HandLine({ side, icon: Icon, text }: Props) {
  const Chevron = side === 'left' ? ChevronLeft : ChevronRight
  return (
    <p className="hand" data-side={side}>
      <Icon className="icon" aria-hidden="true" />
      <span>{text}</span>
      <i />
      <Chevron className="icon" aria-hidden="true" />
    </p>
  )
}
