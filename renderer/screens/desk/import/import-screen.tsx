import { ArrowLeft, FileUp } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import type { RosterCheck, RosterView } from '../../../../core/contract/roster'
import type { ColumnChoice } from '../../../../core/roster/columns'
import { call, CallFailed, dropRoster, type PlainFailure } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useView } from '../../../api/views'
import { useWords } from '../../../i18n/words'
import { CheckView } from './check-view'
import { isImportable } from './choices'
import { DoneView } from './done-view'
import { useFileDrop } from './drop'
import { Foot } from './foot'
import { RefusedView } from './refused-view'
import './import.css'

/** A lost push costs no more than this, ms. */
const REREAD_MS = 1_000
/** Letters of a file's name that are shown. */
const LONGEST_NAME = 48
const isUnderWay = (view: RosterView | undefined) => view?.phase === 'checking' || view?.phase === 'saving'

interface Props {
  /** Back to the visitors. */
  readonly onLeave: () => void
}

/** Imports a list of people: choose a file, look at what it becomes, import it, see what was done. */
export function ImportScreen({ onLeave }: Props) {
  const { t } = useWords()
  const { data: view, error } = useView('roster.view', (told) => (isUnderWay(told) ? REREAD_MS : false))
  const [keep, setKeep] = useState(false)
  const [failure, setFailure] = useState<PlainFailure | 'one_file' | null>(null)
  const [saved, setSaved] = useState<number | null>(null)
  useStayWhile(isUnderWay(view))

  const isOver = useFileDrop({
    isOpen: view !== undefined && !isUnderWay(view),
    onFile: (file) => void take(file),
    onMany: () => setFailure('one_file'),
  })

  const told = (answer: { readonly ok: boolean; readonly code?: PlainFailure }) =>
    setFailure(answer.ok ? null : (answer.code ?? 'internal'))
  const choose = async () => {
    setSaved(null)
    told(await call('roster.choose', null))
  }
  const take = async (file: File) => {
    setSaved(null)
    told(await dropRoster(file))
  }
  const check = async (sheet: string | null, columns: ColumnChoice, words: Readonly<Record<string, string>>) =>
    told(await call('roster.check', { sheet, columns: { ...columns }, words: { ...words } }))
  const start = async () => {
    if (view?.phase === 'checked' && isImportable(view.check, keep)) told(await call('roster.import', { keep }))
    else if (view?.phase === 'done') await leave()
  }
  const cancel = async () => told(await call('roster.cancel', null))
  const saveRejected = async () => {
    const answer = await call('roster.saveRejected', null)
    told(answer)
    if (answer.ok && answer.value !== null) setSaved(answer.value.rows)
  }
  const leave = async () => {
    const answer = await call('roster.leave', null)
    if (answer.ok) onLeave()
    else told(answer)
  }
  useKeys({ onEnter: () => void start(), onEscape: () => void (isUnderWay(view) ? cancel() : undefined) })

  if (view === undefined) {
    const code = error instanceof CallFailed ? error.code : null
    return (
      <main className="desk-main imp" data-screen="import" data-phase="opening">
        {code === null ? null : <p role="alert">{t(FAILURE_TEXT[code])}</p>}
      </main>
    )
  }
  const shown = view.phase === 'none' || view.phase === 'refused' ? null : view.check
  return (
    <main className="desk-main imp" data-screen="import" data-phase={view.phase} data-over={isOver || undefined}>
      <header className="desk-top imp-top">
        <div>
          <h1>{t('roster.title')}</h1>
          {shown === null ? null : <About check={shown} />}
        </div>
        <button
          type="button"
          className="st-btn"
          data-act="leave"
          aria-disabled={view.phase === 'saving'}
          onClick={() => void leave()}
        >
          <ArrowLeft className="st-i" aria-hidden="true" />
          {t('roster.back')}
        </button>
        {view.phase === 'none' || view.phase === 'refused' ? null : (
          <button
            type="button"
            className="st-btn"
            data-act="choose"
            aria-disabled={isUnderWay(view)}
            onClick={() => void (isUnderWay(view) ? undefined : choose())}
          >
            <FileUp className="st-i" aria-hidden="true" />
            {t('roster.change')}
          </button>
        )}
      </header>
      {failure === null ? null : (
        <p className="imp-failure" role="alert">
          {t(failure === 'one_file' ? 'roster.drop.one' : FAILURE_TEXT[failure])}
        </p>
      )}
      {view.phase === 'none' ? <Begin onChoose={() => void choose()} /> : null}
      {view.phase === 'refused' ? (
        <RefusedView code={view.code} detail={view.detail} file={view.file} onChoose={() => void choose()} />
      ) : null}
      {view.phase === 'checking' && view.check === null ? (
        <section className="imp-begin" role="status">
          <h2>{t('roster.checking', { file: view.file })}</h2>
          <p className="st-muted">{t('roster.checking.rows', { n: view.rows })}</p>
          <button type="button" className="st-btn" data-act="cancel" onClick={() => void cancel()}>
            {t('roster.cancel')} <kbd aria-hidden="true">{t('people.key.escape')}</kbd>
          </button>
        </section>
      ) : null}
      {view.phase === 'done' ? (
        <DoneView report={view.report} saved={saved} onSave={() => void saveRejected()} onLeave={() => void leave()} />
      ) : null}
      {shown !== null && view.phase !== 'done' ? (
        <>
          <CheckView
            check={shown}
            keep={keep}
            isStill={view.phase !== 'checked'}
            saved={saved}
            onKeep={setKeep}
            onRead={(sheet, columns, words) => void check(sheet, columns, words)}
            onSave={() => void saveRejected()}
          />
          <Foot view={view} check={shown} keep={keep} onImport={() => void start()} onCancel={() => void cancel()} />
        </>
      ) : null}
    </main>
  )
}

function Begin({ onChoose }: { onChoose: () => void }) {
  const { t } = useWords()
  return (
    <section className="imp-begin">
      <h2>{t('roster.none.head')}</h2>
      <p>{t('roster.none.text')}</p>
      <p className="st-muted">{t('roster.none.codes')}</p>
      <button type="button" className="st-btn st-btn-main imp-go" data-act="choose" onClick={onChoose}>
        <FileUp className="st-i" aria-hidden="true" />
        {t('roster.choose')}
      </button>
      <p className="st-muted">{t('roster.drop')}</p>
    </section>
  )
}

/** A long name of a file, cut in its middle: its end tells it from its copies, and what is said behind it has room. */
function shortName(file: string): string {
  const letters = Array.from(file)
  return letters.length <= LONGEST_NAME ? file : [...letters.slice(0, 28), '…', ...letters.slice(-18)].join('')
}

/** The file under the title. */
function About({ check }: { check: RosterCheck }) {
  const { t, locale } = useWords()
  const values = {
    file: shortName(check.file),
    columns: check.columnCount,
    seconds: new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(Math.max(0.1, check.ms / 1_000)),
  }
  return (
    <p className="st-muted imp-about" title={check.file}>
      {check.sheet === null ? t('roster.about', values) : t('roster.aboutSheet', { ...values, sheet: check.sheet })}
    </p>
  )
}

/** Enter imports and Escape cancels, unless the focus is on something that has its own use for the key. */
function useKeys({ onEnter, onEscape }: { onEnter: () => void; onEscape: () => void }): void {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return
    if (event.key === 'Escape') onEscape()
    const isTaken = event.target instanceof HTMLButtonElement || event.target instanceof HTMLSelectElement
    if (event.key === 'Enter' && !isTaken && document.querySelector('[role="dialog"]') === null) onEnter()
  })
  useEffect(() => {
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [])
}

/** Waiting for an import is work: the desk does not lock itself meanwhile. */
function useStayWhile(isBusy: boolean): void {
  useEffect(() => {
    if (!isBusy) return undefined
    const timer = setInterval(() => void call('desk.stay', null), 60_000)
    return () => clearInterval(timer)
  }, [isBusy])
}
