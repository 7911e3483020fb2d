import type { Locale } from '../../../core/contract/app'
import type { DeskView } from '../../../core/contract/desk'
import type { StaffRole } from '../../../core/setup/schema'
import { call } from '../../api/call'
import { useWords, type MessageId } from '../../i18n/words'
import { Choice, WindowChoices } from '../../parts/staff/window-choices'
import { Modal } from '../counter/modal'

const ROLES: Readonly<Record<StaffRole, MessageId>> = {
  operator: 'staff.role.operator',
  supervisor: 'staff.role.supervisor',
  organizer: 'staff.role.organizer',
}

interface Props {
  readonly signedIn: NonNullable<DeskView['signedIn']>
  readonly onLock: () => void
  readonly onMove: () => void
  readonly onLanguage: (locale: Locale) => void
  readonly onClose: () => void
}

/** What concerns the person at this desk and the window: leaving, the language, another task. */
export function PersonDialog({ signedIn, onLock, onMove, onLanguage, onClose }: Props) {
  const { t } = useWords()
  return (
    <Modal name="person" title={signedIn.name ?? signedIn.code} say={t(ROLES[signedIn.role])} onClose={onClose}>
      <ul className="ct-choices">
        <Choice
          act="sign_out"
          title={t('desk.lock')}
          say={t('desk.lock.say')}
          keys={t('desk.lock.key')}
          onPress={onLock}
        />
        <WindowChoices
          onLanguage={onLanguage}
          onMove={onMove}
          onOpenWindow={() => {
            void call('app.openWindow', null)
            onClose()
          }}
          onClose={onClose}
        />
      </ul>
    </Modal>
  )
}
