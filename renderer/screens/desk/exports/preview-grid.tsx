import type { UseQueryResult } from '@tanstack/react-query'
import { Lock } from 'lucide-react'
import type { ExportPreview, PersonalColumn } from '../../../../core/contract/exports'
import { useWords } from '../../../i18n/words'

interface Props {
  readonly preview: UseQueryResult<ExportPreview>
  /** How many rows the file will have; null: not counted yet. */
  readonly total: number | null
  readonly personal: readonly PersonalColumn[]
}

/** The sheet as it will open: column letters, row numbers, header row. What is personal is seen in the file only. */
export function PreviewGrid({ preview, total, personal }: Props) {
  const { t } = useWords()
  const { data } = preview
  return (
    <>
      <section className="st-section exp-sheet-title">
        <header>
          <h2>{t('exports.preview')}</h2>
          <p className="st-muted" role="status">
            {total === null
              ? t('exports.preview.loading')
              : t('exports.preview.of', { shown: data?.rows.length ?? 0, total })}
          </p>
        </header>
      </section>
      <div className="exp-grid" data-rows={total ?? ''}>
        {preview.isError ? (
          <p className="exp-empty" role="alert">
            {t('exports.preview.failed')}{' '}
            <button type="button" className="st-btn" onClick={() => void preview.refetch()}>
              {t('exports.preview.again')}
            </button>
          </p>
        ) : data === undefined ? null : data.rows.length === 0 ? (
          <p className="exp-empty">{t('exports.preview.empty')}</p>
        ) : (
          // Rows wider than the window are reached with the arrow keys.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          <div className="exp-scroll" tabIndex={0} role="region" aria-label={t('exports.preview')}>
            <Sheet preview={data} personal={personal} />
          </div>
        )}
      </div>
    </>
  )
}

function Sheet({ preview, personal }: { preview: ExportPreview; personal: readonly PersonalColumn[] }) {
  const { t } = useWords()
  const { columns, rows } = preview
  return (
    <table>
      <thead>
        <tr className="exp-letters" aria-hidden="true">
          <th>&nbsp;</th>
          {[...columns, ...personal].map((_column, n) => (
            <th key={n}>{letters(n)}</th>
          ))}
        </tr>
        <tr className="exp-head">
          <th aria-hidden="true">1</th>
          {columns.map(({ key, title }) => (
            <th key={key} scope="col">
              {title}
            </th>
          ))}
          {personal.map((column) => (
            <th key={column} scope="col" className="exp-locked">
              <Lock className="st-i st-i-s" aria-hidden="true" />
              {t(`exports.personal.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, n) => (
          <tr key={n}>
            <td aria-hidden="true">{n + 2}</td>
            {columns.map(({ key, isNumber }, column) => (
              <td key={key} className={isNumber ? 'st-num' : undefined}>
                {row[column]}
              </td>
            ))}
            {personal.map((column) => (
              <td key={column} className="exp-locked">
                {n === 0 ? t('exports.preview.locked') : ''}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const letters = (n: number): string =>
  n < 26 ? String.fromCharCode(65 + n) : letters(Math.floor(n / 26) - 1) + letters(n % 26)
