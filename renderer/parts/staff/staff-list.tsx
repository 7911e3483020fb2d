import { useEffect, useRef } from 'react'
import type { StaffEntry } from '../../../core/contract/staff'
import type { StaffRole } from '../../../core/setup/schema'
import { useWords, type MessageId } from '../../i18n/words'

const ROLES: Readonly<Record<StaffRole, MessageId>> = {
  operator: 'staff.role.operator',
  supervisor: 'staff.role.supervisor',
  organizer: 'staff.role.organizer',
}

interface Props {
  /** Null: not here yet. */
  readonly staff: readonly StaffEntry[] | null
  readonly failure: string | null
  readonly onChoose: (staff: StaffEntry) => void
}

/** Names to choose from, or why there are none yet. */
export function StaffList({ staff, failure, onChoose }: Props) {
  const { t } = useWords()
  if (failure !== null) return <p className="staff-none">{failure}</p>
  if (staff === null) return <p className="staff-none">{t('staff.loading')}</p>
  if (staff.length === 0) return <p className="staff-none">{t('staff.who.none')}</p>
  return <Names staff={staff} onChoose={onChoose} />
}

/** Scrolls when there are more than the screen holds. */
function Names({ staff, onChoose }: { staff: readonly StaffEntry[]; onChoose: Props['onChoose'] }) {
  const { t } = useWords()
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => list.current?.querySelector('button')?.focus(), [])
  return (
    <ul className="staff-list" ref={list}>
      {staff.map((entry) => (
        <li key={entry.code}>
          <button type="button" className="choice" data-staff={entry.code} onClick={() => onChoose(entry)}>
            <b>{entry.name ?? entry.code}</b>
            <span>{entry.hasPin ? t(ROLES[entry.role]) : `${t(ROLES[entry.role])} · ${t('staff.noPin')}`}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
