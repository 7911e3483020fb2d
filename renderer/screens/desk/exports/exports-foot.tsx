import { useEffect, useEffectEvent } from 'react'
import type { ExportFormat, ExportsView } from '../../../../core/contract/exports'
import { call } from '../../../api/call'
import { useWords, type MessageId, type Words } from '../../../i18n/words'

interface Props {
  readonly state: ExportsView | null
  readonly rows: number | null
  readonly format: ExportFormat
  /** Why it cannot be exported as it stands; null: it can. */
  readonly why: string | null
  readonly trouble: string | null
  readonly onStart: () => void
}

/** The one thing to do next, beside how the export under way stands, or how the last one ended. */
export function ExportsFoot({ state, rows, format, why, trouble, onStart }: Props) {
  const words = useWords()
  const { t } = words
  const writing = state?.writing ?? null
  const cancel = () => (writing === null ? undefined : void call('exports.cancel', null))
  const isResting = why !== null || writing !== null || rows === null
  useKeys(() => (isResting ? undefined : onStart()), cancel)
  return (
    <footer className="exp-foot">
      {writing === null ? (
        <p role="status" data-export={state?.last?.is ?? 'none'}>
          {trouble ?? why ?? lastWords(state?.last ?? null, words)}
        </p>
      ) : (
        <>
          <div className="exp-run">
            <p role="status" data-export="writing">
              <b>{t('exports.writing', { file: writing.file })}</b>
              {writing.total === 0
                ? ''
                : `, ${t('exports.writing.done', { done: writing.done, total: writing.total })}`}
              {writing.secondsLeft === null ? '' : `, ${t('exports.writing.left', { n: writing.secondsLeft })}`}
            </p>
            <progress max={Math.max(1, writing.total)} value={writing.done} />
          </div>
          <button type="button" className="st-btn" data-act="cancel" onClick={cancel}>
            {t('exports.cancel')} <kbd aria-hidden="true">{t('people.key.escape')}</kbd>
          </button>
        </>
      )}
      <button
        type="button"
        className="st-btn st-btn-main exp-go"
        data-act="export"
        aria-disabled={isResting}
        onClick={() => (isResting ? undefined : onStart())}
      >
        {t('exports.go', { n: rows ?? 0, format: format.toUpperCase() })}{' '}
        <kbd aria-hidden="true">{t('people.key.enter')}</kbd>
      </button>
    </footer>
  )
}

const FAILED: ReadonlyMap<string, MessageId> = new Map([
  ['export_canceled', 'exports.failed.export_canceled'],
  ['disk_full', 'exports.failed.disk_full'],
  ['export_too_large', 'exports.failed.export_too_large'],
])

function lastWords(last: ExportsView['last'], { t }: Words): string {
  if (last === null) return ''
  return last.is === 'done'
    ? t('exports.done', { file: last.file, rows: last.rows })
    : t(FAILED.get(last.code) ?? 'exports.failed.other', { file: last.file })
}

/** Enter exports, Esc cancels; a button that has the focus is pressed by Enter itself. */
function useKeys(onEnter: () => void, onEscape: () => void): void {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return
    const isOnButton =
      event.target instanceof Element && event.target.closest('button, dialog, [role="dialog"]') !== null
    if (event.key === 'Enter' && !isOnButton) onEnter()
    if (event.key === 'Escape') onEscape()
  })
  useEffect(() => {
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [])
}
