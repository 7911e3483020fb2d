import { DoorClosed, MonitorCog } from 'lucide-react'
import { useState } from 'react'
import type { FairTitle, Locale } from '../../../core/contract/app'
import type { StationNotice } from '../../../core/contract/gate'
import type { StaffEntry } from '../../../core/contract/staff'
import { call } from '../../api/call'
import { useWords } from '../../i18n/words'
import { StaffView, type StaffPurpose } from './staff-view'

const PURPOSES: Readonly<Record<'close' | 'move', StaffPurpose>> = {
  close: { who: 'staff.who.say', pin: 'staff.pin.say', saved: 'staff.saved.say', action: 'staff.close' },
  move: { who: 'staff.move.who', pin: 'staff.move.pin', saved: 'staff.move.saved', action: 'staff.move' },
}

interface Props {
  readonly fair: FairTitle
  readonly placeName: string
  readonly first: StaffEntry | null
  readonly notices: readonly StationNotice[]
  readonly onLeave: () => void
  readonly onLanguage: (locale: Locale) => void
}

/** The way out of a kiosk: a PIN closes it, or takes its place from it, so that it asks what it is to be. */
export function KioskStaff(props: Props) {
  const { t } = useWords()
  const [wants, setWants] = useState<'close' | 'move'>('close')
  const other = wants === 'close' ? 'move' : 'close'
  const Icon = other === 'move' ? MonitorCog : DoorClosed
  return (
    <StaffView
      {...props}
      purpose={PURPOSES[wants]}
      onEnter={(input) => call(wants === 'close' ? 'kiosk.close' : 'kiosk.move', input)}
      aside={
        <button type="button" className="btn btn-quiet" data-wants={other} onClick={() => setWants(other)}>
          <Icon className="icon" aria-hidden="true" />
          {t(PURPOSES[other].action)}
        </button>
      }
    />
  )
}
