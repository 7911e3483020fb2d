import {
  CopyCheck,
  Download,
  FileText,
  House,
  IdCard,
  MonitorSmartphone,
  Settings2,
  Users,
  Video,
  type LucideIcon,
} from 'lucide-react'
import type { ComponentType } from 'react'
import type { StaffRole } from '../../../core/setup/schema'
import type { MessageId } from '../../i18n/words'
import { BadgesSection } from './badges/badges-section'
import { DuplicatesSection } from './duplicates/duplicates-section'
import { ExportsSection } from './exports/exports-section'
import type { SectionProps } from './section'
import { OnlineSection } from './online/online-section'
import { SetupSection } from './setup/setup-section'
import { StationsSection } from './stations/stations-section'
import { ReportsSection } from './reports/reports-section'
import { TodaySection } from './today/today-section'
import { VisitorsSection } from './visitors/visitors-section'

interface Section {
  readonly id: string
  readonly Icon: LucideIcon
  readonly title: MessageId
  readonly Screen: ComponentType<SectionProps>
  /** The one role that sees it; absent: everybody at the desk. */
  readonly isFor?: StaffRole
}

/** The sections of the desk in the order of the navigation; the first is shown first. A new one is one line here. */
export const SECTIONS: readonly [Section, ...Section[]] = [
  { id: 'today', Icon: House, title: 'today.title', Screen: TodaySection },
  { id: 'visitors', Icon: Users, title: 'desk.visitors', Screen: VisitorsSection },
  { id: 'duplicates', Icon: CopyCheck, title: 'duplicates.nav', Screen: DuplicatesSection },
  { id: 'online', Icon: Video, title: 'online.nav', Screen: OnlineSection },
  { id: 'exports', Icon: Download, title: 'exports.title', Screen: ExportsSection },
  { id: 'reports', Icon: FileText, title: 'report.title', Screen: ReportsSection },
  { id: 'badges', Icon: IdCard, title: 'badges.title', Screen: BadgesSection },
  { id: 'stations', Icon: MonitorSmartphone, title: 'stations.title', Screen: StationsSection },
  { id: 'setup', Icon: Settings2, title: 'setup.title', Screen: SetupSection, isFor: 'organizer' },
]
