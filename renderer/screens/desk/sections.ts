import { Users, type LucideIcon } from 'lucide-react'
import type { ComponentType } from 'react'
import type { DeskView } from '../../../core/contract/desk'
import type { MessageId } from '../../i18n/words'
import { VisitorsSection } from './visitors/visitors-section'

/** What a section is given; it fills all of the window right of the navigation. */
export interface SectionProps {
  readonly view: DeskView
  readonly signedIn: NonNullable<DeskView['signedIn']>
}

interface Section {
  readonly id: string
  readonly Icon: LucideIcon
  readonly title: MessageId
  readonly Screen: ComponentType<SectionProps>
}

/** The sections of the desk in the order of the navigation; the first is shown first. A new one is one line here. */
export const SECTIONS: readonly [Section, ...Section[]] = [
  { id: 'visitors', Icon: Users, title: 'desk.visitors', Screen: VisitorsSection },
]
