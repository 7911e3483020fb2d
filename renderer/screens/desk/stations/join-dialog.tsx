import { useState } from 'react'
import { readEnrolPicture } from '../../../../core/hub/enrolment'
import { call } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useWords } from '../../../i18n/words'
import { Modal } from '../../counter/modal'
import { Field } from '../visitors/field'

/** Makes this desk a station of a hub that runs elsewhere. */
export function JoinDialog({ asksPassphrase, onClose }: { asksPassphrase: boolean; onClose: () => void }) {
  const { t } = useWords()
  const [code, setCode] = useState('')
  const [url, setUrl] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [trouble, setTrouble] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const isReady = code.trim() !== '' && url.trim() !== '' && (!asksPassphrase || passphrase !== '') && !isBusy
  const join = async () => {
    setBusy(true)
    setTrouble(null)
    const answer = await call('stations.join', { code, url, ...(passphrase !== '' && { passphrase }) })
    setBusy(false)
    if (answer.ok) onClose()
    else setTrouble(t(FAILURE_TEXT[answer.code]))
  }
  return (
    <Modal
      name="join"
      title={t('stations.join')}
      say={t('stations.join.say')}
      mistake={trouble}
      go={{
        title: t(isBusy ? 'stations.join.busy' : 'stations.join.go'),
        isReady,
        onGo: () => void join(),
      }}
      onClose={onClose}
    >
      <Field
        label={t('start.join.code')}
        name="code"
        value={code}
        onValue={(typed) => {
          // A hand scanner types the whole picture.
          const read = readEnrolPicture(typed)
          setCode(read?.code ?? typed)
          if (read !== null) setUrl(read.url)
        }}
      />
      <Field label={t('start.join.hub')} name="hub" value={url} onValue={setUrl} />
      {asksPassphrase ? (
        <Field
          label={t('start.locked.field')}
          name="passphrase"
          type="password"
          value={passphrase}
          onValue={setPassphrase}
          maxLength={1_000}
        />
      ) : null}
    </Modal>
  )
}
