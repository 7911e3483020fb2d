import { RotateCw } from 'lucide-react'
import { CallFailed } from '../api/call'
import { FAILURE_TEXT } from '../api/failure-text'
import { useWords } from '../i18n/words'

/** Says that something is being opened, or why it cannot be. */
export function Waiting({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  const { t } = useWords()
  if (error === null) {
    return (
      <main className="calm" role="status">
        <p className="lead late">{t('boot.waiting')}</p>
      </main>
    )
  }
  const code = error instanceof CallFailed ? error.code : 'internal'
  return (
    <main className="calm" data-failure={code}>
      <h1 className="headline">{t('boot.failed')}</h1>
      <p className="lead" role="alert">
        {t(FAILURE_TEXT[code])}
      </p>
      <button type="button" className="btn btn-main" onClick={onRetry}>
        <RotateCw className="icon" aria-hidden="true" />
        {t('action.retry')}
      </button>
    </main>
  )
}
