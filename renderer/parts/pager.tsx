import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useWords } from '../i18n/words'

interface Props {
  /** From 0. */
  readonly page: number
  readonly pages: number
  readonly onPage: (page: number) => void
}

/** Two keys and where one is; a key that leads nowhere keeps its place. */
export function Pager({ page, pages, onPage }: Props) {
  const { t } = useWords()
  return (
    <nav className="pager" aria-label={t('pager.label')}>
      <button
        type="button"
        className="btn btn-quiet"
        aria-label={t('pager.before')}
        disabled={page === 0}
        onClick={() => onPage(page - 1)}
      >
        <ChevronLeft className="icon" aria-hidden="true" />
      </button>
      <span role="status">{t('pager.at', { page: page + 1, pages })}</span>
      <button
        type="button"
        className="btn btn-quiet"
        aria-label={t('pager.next')}
        disabled={page >= pages - 1}
        onClick={() => onPage(page + 1)}
      >
        <ChevronRight className="icon" aria-hidden="true" />
      </button>
    </nav>
  )
}
