import { FileUp, TriangleAlert } from 'lucide-react'
import { useWords } from '../../../i18n/words'
import { refusedText } from './reject-text'

interface Props {
  readonly file: string
  readonly code: string
  readonly detail: Readonly<Record<string, unknown>>
  readonly onChoose: () => void
}

/** A file that cannot be taken at all: why, and what to do. */
export function RefusedView({ file, code, detail, onChoose }: Props) {
  const { t } = useWords()
  return (
    <section className="imp-begin" role="alert" data-reason={code}>
      <h2>
        <TriangleAlert className="st-i imp-alert" aria-hidden="true" />
        {t('roster.refused')}
      </h2>
      <p className="st-muted imp-file">{file}</p>
      <p>{refusedText(t, code, detail)}</p>
      <button type="button" className="st-btn st-btn-main imp-go" data-act="choose" onClick={onChoose}>
        <FileUp className="st-i" aria-hidden="true" />
        {t('roster.choose')}
      </button>
    </section>
  )
}
