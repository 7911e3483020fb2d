import { useWords } from '../../i18n/words'
import { Modal } from '../counter/modal'

interface Props {
  /** What would be lost. */
  readonly say: string
  readonly onGo: () => void
  readonly onClose: () => void
}

/** Something typed or decided and not saved would be lost. */
export function LeaveDialog({ say, onGo, onClose }: Props) {
  const { t } = useWords()
  return (
    <Modal
      name="leave"
      title={t('setup.leave.title')}
      say={say}
      go={{ title: t('setup.leave.go'), isReady: true, onGo }}
      onClose={onClose}
    >
      {null}
    </Modal>
  )
}
