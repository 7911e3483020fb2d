import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useWords } from '../../../i18n/words'
import { SureDialog } from './dialogs'

/** Asks before a colleague's forgotten PIN is taken. */
export function PinDialog({ code, name, onClose }: { code: string; name: string; onClose: () => void }) {
  const { t } = useWords()
  const client = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const reset = async () => {
    setBusy(true)
    setTrouble(null)
    const answer = await call('setup.resetPin', { staff: code })
    setBusy(false)
    if (!answer.ok) return setTrouble(t(FAILURE_TEXT[answer.code]))
    await client.invalidateQueries({ queryKey: ['setup'] })
    onClose()
  }
  return (
    <SureDialog
      name="setup_pin"
      title={t('setup.pin.title', { name })}
      say={t('setup.pin.say')}
      go={t('setup.pin.reset')}
      trouble={trouble}
      isBusy={isBusy}
      onGo={() => void reset()}
      onClose={onClose}
    />
  )
}
