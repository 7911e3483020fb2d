import { ArrowLeft, CircleCheck, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { CodesView } from '../../../../core/contract/codes'
import type { DeskView } from '../../../../core/contract/desk'
import { call, CallFailed, type PlainFailure } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useView } from '../../../api/views'
import { useWords, type MessageId } from '../../../i18n/words'
import { useHeading } from '../../../parts/use-heading'
import { useEscape } from '../../../parts/use-keys'
import '../import/import.css'
import { CodesForm } from './codes-form'

/** A lost push costs no more than this, ms. */
const REREAD_MS = 1_000

const REFUSED: Readonly<Record<string, MessageId>> = {
  nobody: 'codes.refused.nobody',
  out_exists: 'codes.refused.exists',
  folder_read_only: 'codes.refused.readOnly',
  disk_full: 'codes.refused.diskFull',
  database_busy: 'codes.refused.busy',
  unknown_category: 'failure.unknown_category',
}

interface Props {
  readonly view: DeskView
  /** Back to the visitors. */
  readonly onLeave: () => void
}

/** Makes signed codes, many at once: say for whom, save them, see what came of it. */
export function CodesScreen({ view, onLeave }: Props) {
  const { t } = useWords()
  const { data: codes, error } = useView('codes.view', (told) => (told?.phase === 'making' ? REREAD_MS : false))
  const [failure, setFailure] = useState<PlainFailure | null>(null)
  const isBusy = codes?.phase === 'making'
  const leave = async () => {
    const answer = await call('codes.leave', null)
    if (answer.ok) onLeave()
    else setFailure(answer.code)
  }
  useEscape(() => {
    if (!isBusy) void leave()
  })
  useEffect(() => {
    if (!isBusy) return undefined
    // Waiting for codes is work: the desk does not lock itself meanwhile.
    const timer = setInterval(() => void call('desk.stay', null), 60_000)
    return () => clearInterval(timer)
  }, [isBusy])
  const trouble = failure ?? (error instanceof CallFailed ? error.code : null)
  return (
    <main className="desk-main imp" data-screen="codes" data-phase={codes?.phase ?? 'opening'}>
      <header className="desk-top imp-top">
        <h1>{t('codes.title')}</h1>
        <button type="button" className="st-btn" data-act="leave" aria-disabled={isBusy} onClick={() => void leave()}>
          <ArrowLeft className="st-i" aria-hidden="true" />
          {t('roster.back')}
        </button>
      </header>
      {trouble === null ? null : (
        <p className="imp-failure" role="alert">
          {t(FAILURE_TEXT[trouble])}
        </p>
      )}
      {codes === undefined ? null : codes.phase === 'making' ? (
        <Making view={codes} onCancel={() => void call('codes.cancel', null)} />
      ) : codes.phase === 'done' ? (
        <Done view={codes} onAgain={() => void call('codes.leave', null)} onLeave={() => void leave()} />
      ) : (
        <>
          {codes.phase === 'refused' ? <Refused view={codes} /> : null}
          <CodesForm view={view} onFailure={setFailure} />
        </>
      )}
    </main>
  )
}

function Making({ view, onCancel }: { view: Extract<CodesView, { phase: 'making' }>; onCancel: () => void }) {
  const { t } = useWords()
  const { step, done, total, file } = view
  const isLate = step === 'recording'
  return (
    <section className="imp-begin codes-run" data-step={step}>
      <h2>{t('codes.making', { file })}</h2>
      <p role="status">
        {isLate
          ? t('codes.recording')
          : total === null
            ? t('codes.made', { done })
            : t('codes.madeOf', { done, total })}
      </p>
      <progress {...(total === null ? {} : { max: Math.max(1, total), value: done })} />
      <button
        type="button"
        className="st-btn"
        data-act="cancel"
        aria-disabled={isLate}
        onClick={() => (isLate ? undefined : onCancel())}
      >
        {t('roster.cancel')}
      </button>
      <p className="st-muted">{t(isLate ? 'roster.cancel.late' : 'codes.cancel.note')}</p>
    </section>
  )
}

interface DoneProps {
  readonly view: Extract<CodesView, { phase: 'done' }>
  readonly onAgain: () => void
  readonly onLeave: () => void
}

function Done({ view, onAgain, onLeave }: DoneProps) {
  const { t } = useWords()
  const heading = useHeading()
  return (
    <section className="imp-begin" role="status" data-outcome="made">
      <h2 {...heading}>
        <CircleCheck className="st-i" aria-hidden="true" />
        {t('codes.done', { n: view.codes })}
      </h2>
      <p className="imp-file">{t('codes.done.file', { file: view.file })}</p>
      <p className="st-muted">{t('codes.done.care')}</p>
      <p className="desk-acts">
        <button type="button" className="st-btn st-btn-main imp-go" data-act="done" onClick={onLeave}>
          {t('roster.done.back')}
        </button>
        <button type="button" className="st-btn imp-go" data-act="again" onClick={onAgain}>
          {t('codes.again')}
        </button>
      </p>
    </section>
  )
}

function Refused({ view }: { view: Extract<CodesView, { phase: 'refused' }> }) {
  const { t } = useWords()
  return (
    <p className="imp-failure" role="alert" data-reason={view.code}>
      <TriangleAlert className="st-i st-i-s" aria-hidden="true" />{' '}
      {t(REFUSED[view.code] ?? 'codes.refused.other', { file: view.file })}
    </p>
  )
}
