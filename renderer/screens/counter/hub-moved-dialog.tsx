import { useWords } from '../../i18n/words'
import { Modal } from './modal'
import { Field } from '../desk/visitors/field'
import { useMoveHub } from '../../parts/use-move-hub'

/** On a staff machine: where the hub is now. Closes once it was found there. */
export function HubMovedDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const { url, setUrl, trouble, isBusy, isReady, look } = useMoveHub(onClose)
  return (
    <Modal
      name="hub_moved"
      title={t('hub.moved')}
      say={t('hub.moved.say')}
      mistake={trouble}
      go={{ title: t(isBusy ? 'hub.moved.busy' : 'hub.moved.go'), isReady, onGo: () => void look() }}
      onClose={onClose}
    >
      <Field label={t('hub.moved.field')} name="hub" value={url} onValue={setUrl} maxLength={240} />
    </Modal>
  )
}
