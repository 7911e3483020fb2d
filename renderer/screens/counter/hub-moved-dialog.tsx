import { useEffect, useEffectEvent } from 'react'
import { useWords } from '../../i18n/words'
import { useMoveHub } from '../../parts/use-move-hub'
import { Field } from '../desk/visitors/field'
import { Modal } from './modal'

interface Props {
  /** The picture of an address, read by a hand scanner: it is looked at at once. */
  readonly scanned?: string | null
  readonly onClose: () => void
}

/** On a staff machine: where the hub is now. Closes once it was found there. */
export function HubMovedDialog({ scanned = null, onClose }: Props) {
  const { t } = useWords()
  const hub = useMoveHub(onClose)
  const read = useEffectEvent((text: string) => void hub.scanned(text))
  useEffect(() => {
    if (scanned !== null) read(scanned)
  }, [scanned])
  return (
    <Modal
      name="hub_moved"
      title={t('hub.moved')}
      say={t('hub.moved.say')}
      mistake={hub.trouble}
      go={{
        title: t(hub.isBusy ? 'hub.moved.busy' : 'hub.moved.go'),
        isReady: hub.isReady,
        onGo: () => void hub.look(),
      }}
      onClose={onClose}
    >
      <Field label={t('hub.moved.field')} name="hub" value={hub.url} onValue={hub.setUrl} maxLength={240} />
    </Modal>
  )
}
