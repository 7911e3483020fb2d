import { CloudDownload } from 'lucide-react'
import { useWords } from '../../i18n/words'

/** The first sync goes on behind the questions: how far it is, and that nobody has to wait for it. */
export function CatchUp({ done, total }: { readonly done: number; readonly total: number }) {
  const { t } = useWords()
  const said = t('start.catchUp', { done, total })
  return (
    <div className="start-catch-up" data-catch-up={done}>
      <CloudDownload className="icon" aria-hidden="true" />
      <p>
        <b>{said}</b>
        <span>{t('start.catchUp.say')}</span>
      </p>
      <progress value={done} max={Math.max(1, total)} aria-label={said} />
    </div>
  )
}
