import type { Locale } from '../../../core/contract/app'
import type { DeskView } from '../../../core/contract/desk'
import type { StaffRole } from '../../../core/setup/schema'
import { call } from '../../api/call'
import { useWords, type MessageId } from '../../i18n/words'
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
  const { t, locale } = useWords()
  const other = locale === 'id' ? 'en' : 'id'
  return (
    <Modal name="person" title={signedIn.name ?? signedIn.code} say={t(ROLES[signedIn.role])} onClose={onClose}>
      <ul className="ct-choices">
        <li>
          <button type="button" data-act="sign_out" onClick={onLock}>
            <span>
              {t('desk.lock')}
              <span className="st-muted">{t('desk.lock.say')}</span>
            </span>
            <kbd>{t('desk.lock.key')}</kbd>
          </button>
        </li>
        <li>
          <button
            type="button"
            data-act="language"
            lang={other}
            onClick={() => {
              onLanguage(other)
              onClose()
            }}
          >
            <span>{t('language.other')}</span>
          </button>
        </li>
        <li>
          <button type="button" data-act="move" onClick={onMove}>
            <span>{t('counter.move')}</span>
          </button>
        </li>
        <li>
          <button
            type="button"
            data-act="open_window"
            onClick={() => {
              void call('app.openWindow', null)
              onClose()
            }}
          >
            <span>{t('counter.openWindow')}</span>
          </button>
        </li>
      </ul>
    </Modal>
  )
}
