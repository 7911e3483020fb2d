import { useQueryClient } from '@tanstack/react-query'
import { FileDown, Printer } from 'lucide-react'
import { useState } from 'react'
import type { Boot } from '../../../core/contract/app'
import { call } from '../../api/call'
import { FAILURE_TEXT } from '../../api/failure-text'
import { useWords } from '../../i18n/words'
import { usePrintSheet } from '../../parts/use-print-sheet'
import { Check } from './begin-fields'
import { Start, StartFrame } from './start-frame'

type Props = Extract<Boot, { phase: 'recovery_sheet' }>

/** A fair was made here: its keys go on paper before anything else is done. */
export function RecoverySheet(props: Props) {
  return (
    <Start phase="recovery_sheet" locale={props.locale} fair={props.fair}>
      <Sheet {...props} />
    </Start>
  )
}

function Sheet({ fair }: Props) {
  const { t } = useWords()
  const client = useQueryClient()
  const { print, isBusy, printed, said, trouble } = usePrintSheet()
  const [isSure, setSure] = useState(false)
  // Why the desk does not open.
  const [held, setHeld] = useState<string | null>(null)
  const done = async () => {
    const answer = await call('recovery.done', null)
    if (!answer.ok) return setHeld(t(FAILURE_TEXT[answer.code]))
    await client.invalidateQueries({ queryKey: ['app'] })
  }
  return (
    <StartFrame
      fair={fair}
      title={t('recovery.title')}
      lead={t('recovery.lead')}
      next={
        <button
          type="button"
          className="btn btn-main"
          data-act="done"
          disabled={!isSure || isBusy}
          onClick={() => void done()}
        >
          {t('recovery.go')}
        </button>
      }
    >
      <div className="bg-form" data-printed={printed ?? 'none'}>
        <div className="bg-two">
          {(['paper', 'pdf'] as const).map((to) => (
            <button key={to} type="button" className="choice" data-print={to} onClick={() => void print(to)}>
              {to === 'paper' ? (
                <Printer className="icon" aria-hidden="true" />
              ) : (
                <FileDown className="icon" aria-hidden="true" />
              )}
              <b>{t(`recovery.${to}`)}</b>
              <span>{t(`recovery.${to}.say`)}</span>
            </button>
          ))}
        </div>
        <p className="bg-note" role="status">
          {said ?? ' '}
        </p>
        <Check
          name="sure"
          title={t('recovery.confirm')}
          say={printed === null ? t('recovery.confirm.first') : null}
          isOn={isSure}
          isOff={printed === null}
          onChange={setSure}
        />
        <p className="start-trouble" role="alert">
          {trouble ?? held}
        </p>
      </div>
    </StartFrame>
  )
}
