import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { readEnrolPicture } from '../../../core/hub/enrolment'
import { call } from '../../api/call'
import type { PlainFailure } from '../../api/call'
import { FAILURE_TEXT } from '../../api/failure-text'
import { useWords } from '../../i18n/words'
import { CameraButton, JoinCamera } from './join-camera'
import { JoinField } from './join-field'

/** `asked`: the folder's keys lie under one; `offered`: a new folder may be given one. */
export type PassphraseUse = 'asked' | 'offered'

/** Code and address of a hub, typed or scanned, and what came of it. Once it is let in, main shows the next screen. */
export function JoinForm({ passphrase: use }: { passphrase: PassphraseUse | null }) {
  const { t } = useWords()
  const [code, setCode] = useState('')
  const [url, setUrl] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [failure, setFailure] = useState<PlainFailure | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [hasCamera, setCamera] = useState(false)
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  const join = async (asked: { readonly code: string; readonly url: string }) => {
    if (isBusy) return
    setBusy(true)
    setFailure(null)
    const answer = await call('app.enrol', { ...asked, ...(passphrase !== '' && { passphrase }) })
    setBusy(false)
    if (!answer.ok) setFailure(answer.code)
  }
  /** A picture fills both fields; true: it was one. */
  const take = (text: string): boolean => {
    const read = readEnrolPicture(text)
    if (read === null) return false
    setCode(read.code)
    setUrl(read.url)
    return true
  }
  const scanned = useEffectEvent((text: string) => {
    const read = readEnrolPicture(text)
    if (read === null || isBusy) return
    take(text)
    setCamera(false)
    // With a passphrase to be typed the person goes on by hand.
    if (use !== 'asked' || passphrase !== '') void join(read)
  })
  const isReady = code.trim() !== '' && url.trim() !== '' && (use !== 'asked' || passphrase !== '') && !isBusy
  return (
    <form
      className="join"
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) void join({ code, url })
      }}
    >
      {hasCamera ? <JoinCamera onText={scanned} /> : null}
      <JoinField label={t('start.join.code')}>
        <input
          type="text"
          data-field="code"
          className="join-code"
          value={code}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          ref={first}
          maxLength={240}
          onChange={({ target }) => {
            // A hand scanner types the whole picture into the field.
            if (!take(target.value)) setCode(target.value)
          }}
        />
      </JoinField>
      <JoinField label={t('start.join.hub')}>
        <input
          type="text"
          inputMode="url"
          data-field="hub"
          value={url}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          onChange={({ target }) => setUrl(target.value)}
        />
      </JoinField>
      {use === null ? null : (
        <JoinField
          label={t(use === 'asked' ? 'start.locked.field' : 'start.join.passphrase')}
          say={use === 'offered' ? t('start.join.passphrase.say') : null}
        >
          <input
            type="password"
            data-field="passphrase"
            value={passphrase}
            autoComplete="off"
            maxLength={1_000}
            onChange={({ target }) => setPassphrase(target.value)}
          />
        </JoinField>
      )}
      <p className="start-trouble" role="alert">
        {failure === null ? null : t(FAILURE_TEXT[failure])}
      </p>
      <p className="join-acts">
        <CameraButton isOn={hasCamera} onSwitch={() => setCamera(!hasCamera)} />
        <button type="submit" className="btn btn-main" data-act="join" disabled={!isReady}>
          {t(isBusy ? 'start.join.busy' : 'start.join.go')}
        </button>
      </p>
    </form>
  )
}
