import {
  Armchair,
  CalendarX2,
  Check,
  ConciergeBell,
  DoorOpen,
  History,
  Hourglass,
  ListChecks,
  RotateCw,
  Signpost,
  Ticket,
  type LucideIcon,
} from 'lucide-react'
import type { SealPicture } from './verdict'

const ICONS: Readonly<Record<Exclude<SealPicture, 'question'>, LucideIcon>> = {
  tick: Check,
  door: DoorOpen,
  history: History,
  ticket: Ticket,
  hourglass: Hourglass,
  calendar: CalendarX2,
  signpost: Signpost,
  seats: Armchair,
  bell: ConciergeBell,
  checklist: ListChecks,
  retry: RotateCw,
}

/** The picture in the seal; it goes with the sound. */
export function SealIcon({ picture }: { picture: SealPicture }) {
  if (picture === 'question') return <QuestionMark />
  const Icon = ICONS[picture]
  return <Icon className="icon" aria-hidden="true" />
}

/** lucide's circle-help without its circle, since the seal is one. */
function QuestionMark() {
  return (
    <svg
      className="icon"
      viewBox="4.6 4.6 14.8 14.8"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M9.09 9a3 3 0 0 1 5.83 1c0 2-3 3-3 3" />
      <path d="M12 17h.01" />
    </svg>
  )
}
