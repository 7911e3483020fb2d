import { LockKeyhole } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../../i18n/words'

/** tokens.css has the same as --hold. */
const HOLD_MS = 600

/** The small lock for staff: a long press, so that no visitor opens it by chance; with the keyboard a plain press. */
export function StaffCorner({ hasNotice, onOpen }: { hasNotice: boolean; onOpen: () => void }) {
  const { t } = useWords()
  const [isHeld, setHeld] = useState(false)
  const timer = useRef<number | undefined>(undefined)
  const release = () => {
    window.clearTimeout(timer.current)
    setHeld(false)
  }
  useEffect(() => () => window.clearTimeout(timer.current), [])
  return (
    <button
      type="button"
      className="btn staff-corner"
      data-held={isHeld ? '' : undefined}
      aria-label={t(hasNotice ? 'attract.staff.notice' : 'attract.staff')}
      onPointerDown={() => {
        setHeld(true)
        timer.current = window.setTimeout(() => {
          setHeld(false)
          onOpen()
        }, HOLD_MS)
      }}
      onPointerUp={release}
      onPointerLeave={release}
      onPointerCancel={release}
      onContextMenu={(event) => event.preventDefault()}
      // A click without a pointer comes from the keyboard or a screen reader.
      onClick={(event) => event.detail === 0 && onOpen()}
    >
      <LockKeyhole className="icon" aria-hidden="true" />
      {hasNotice ? <i className="staff-dot" /> : null}
    </button>
  )
}
