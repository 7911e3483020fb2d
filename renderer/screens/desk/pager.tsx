import { useWords } from '../../i18n/words'
import './pager.css'

interface Props {
  /** The first that is shown, from 0. */
  readonly from: number
  /** So many on a page. */
  readonly page: number
  /** So many are shown now: fewer on the last page. */
  readonly shown: number
  readonly of: number
  readonly onFrom: (from: number) => void
}

/** Which of many rows are shown, and the way to those before and after. A way that leads nowhere keeps its place. */
export function Pager({ from, page, shown, of, onFrom }: Props) {
  const { t } = useWords()
  const isFirst = from === 0
  const isLast = from + page >= of
  return (
    <p className="desk-pages">
      <button
        type="button"
        className="st-btn st-btn-small"
        data-act="page_before"
        aria-disabled={isFirst}
        onClick={() => (isFirst ? undefined : onFrom(Math.max(0, from - page)))}
      >
        {t('online.page.before')}
      </button>
      <span className="st-num">{t('online.page', { from: from + 1, to: from + shown, of })}</span>
      <button
        type="button"
        className="st-btn st-btn-small"
        data-act="page_next"
        aria-disabled={isLast}
        onClick={() => (isLast ? undefined : onFrom(from + page))}
      >
        {t('online.page.next')}
      </button>
    </p>
  )
}
