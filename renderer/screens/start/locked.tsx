import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Locale } from '../../../core/contract/app'
import { call } from '../../api/call'
import type { PlainFailure } from '../../api/call'
import { FAILURE_TEXT } from '../../api/failure-text'
import { useWords } from '../../i18n/words'
import { Start, StartFrame } from './start-frame'

/** The folder's keys are under a passphrase: asks for it. */
export function Locked({ locale }: { locale: Locale }) {
  return (
    <Start phase="locked" locale={locale}>
      <LockedFrame />
    </Start>
  )
}

function LockedFrame() {
  const { t } = useWords()
  const client = useQueryClient()
  const [passphrase, setPassphrase] = useState('')
  const [failure, setFailure] = useState<PlainFailure | null>(null)
  const [isBusy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const unlock = async () => {
    setBusy(true)
    const answer = await call('app.unlock', { passphrase })
    setBusy(false)
    setFailure(answer.ok ? null : answer.code)
    if (answer.ok) await client.invalidateQueries({ queryKey: ['app'] })
    else field.current?.select()
  }
  return (
    <StartFrame title={t('start.locked')} lead={t('start.locked.say')}>
      <form
        className="unlock"
        onSubmit={(event) => {
          event.preventDefault()
          void unlock()
        }}
      >
        <label htmlFor="passphrase">{t('start.locked.field')}</label>
        <input
          ref={field}
          id="passphrase"
          type="password"
          autoComplete="off"
          value={passphrase}
          onChange={(event) => setPassphrase(event.target.value)}
        />
        <p className="start-trouble" role="alert">
          {failure === null ? null : t(FAILURE_TEXT[failure])}
        </p>
        <button type="submit" className="btn btn-main" disabled={passphrase === '' || isBusy}>
          {t(isBusy ? 'start.locked.opening' : 'start.locked.open')}
        </button>
      </form>
    </StartFrame>
  )
}
