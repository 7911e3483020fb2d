import { ChevronDown, FileUp, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { Output } from '../../../../core/contract/channels'
import type { OnlineCheck, OnlineReading, OnlineTarget, OnlineView } from '../../../../core/contract/online'
import { call, CallFailed, dropOnline, type PlainFailure } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useView } from '../../../api/views'
import { useWords, type MessageId, type Words } from '../../../i18n/words'
import { useFileDrop } from '../import/drop'
import { LeaveDialog } from '../leave-dialog'
import { useLeaveGuard } from '../leave-guard'
import type { SectionProps } from '../section'
import { NOTHING_PICKED, openCount, type Picked } from './decisions'
import { Review } from './review'
import './online.css'

/** A lost push costs no more than this, ms. */
const REREAD_MS = 1_000
type Told = Output<'online.view'>
const isUnderWay = (told: Told | undefined) => told?.view.phase === 'checking' || told?.view.phase === 'writing'

/** Lists of who was at a session online: choose, look, decide about the doubtful, record. */
export function OnlineSection({ view: desk }: SectionProps) {
  const { t } = useWords()
  const { data: told, error } = useView('online.view', (now) => (isUnderWay(now) ? REREAD_MS : false))
  const [wanted, want] = useState<OnlineReading | null>(null)
  const [picked, setPicked] = useState<Picked>(NOTHING_PICKED)
  const [category, setCategory] = useState(desk.categories[0]?.code ?? '')
  const [failure, setFailure] = useState<PlainFailure | 'one_file' | null>(null)
  const [leaving, setLeaving] = useState<{ readonly go: () => void } | null>(null)
  // What was decided is nowhere but here until it is recorded.
  const isHeld = told?.view.phase === 'checked' && Object.keys(picked.decisions).length > 0
  useLeaveGuard(isHeld, (go) => setLeaving({ go }))
  const first = told?.targets[0]
  const reading = wanted ?? (first === undefined ? null : readingOf(first, desk.fair.timeZone))
  const said = (answer: { readonly ok: boolean; readonly code?: PlainFailure }) =>
    setFailure(answer.ok ? null : (answer.code ?? 'internal'))
  const take = async (file: File) => {
    setPicked(NOTHING_PICKED)
    if (reading !== null) said(await dropOnline(file, reading))
  }
  const isOver = useFileDrop({
    isOpen: told !== undefined && reading !== null && !isUnderWay(told) && !isHeld,
    onFile: (file) => void take(file),
    onMany: () => setFailure('one_file'),
  })
  const choose = async () => {
    setPicked(NOTHING_PICKED)
    if (reading !== null) said(await call('online.choose', reading))
  }
  const leave = async () => {
    setPicked(NOTHING_PICKED)
    said(await call('online.leave', null))
  }
  const view = told?.view
  const shownReading = view !== undefined && 'reading' in view ? view.reading : reading
  const target = told?.targets.find(({ list }) => list === shownReading?.list)
  return (
    <main
      className="desk-main online"
      data-screen="online"
      data-phase={view?.phase ?? 'opening'}
      data-over={isOver || undefined}
    >
      <header className="desk-top">
        <h1>{t('online.title')}</h1>
        {view?.phase === 'checked' || view?.phase === 'refused' ? (
          <button
            type="button"
            className="st-btn"
            data-act="another"
            onClick={() => (isHeld ? setLeaving({ go: () => void leave() }) : void leave())}
          >
            <FileUp className="st-i" aria-hidden="true" />
            {t('online.another')}
          </button>
        ) : null}
      </header>
      {error instanceof CallFailed ? <p role="alert">{t(FAILURE_TEXT[error.code])}</p> : null}
      {failure === null ? null : (
        <p className="st-bad" role="alert">
          {t(failure === 'one_file' ? 'online.drop.one' : FAILURE_TEXT[failure])}
        </p>
      )}
      {told === undefined || view === undefined || reading === null ? null : view.phase === 'none' ? (
        <Begin
          targets={told.targets}
          reading={reading}
          fairZone={desk.fair.timeZone}
          onReading={want}
          onChoose={() => void choose()}
        />
      ) : view.phase === 'checking' ? (
        <section className="online-wait" role="status">
          <h2>{t('online.checking', { file: view.file })}</h2>
          <p className="st-muted">{t('online.checking.say')}</p>
        </section>
      ) : view.phase === 'refused' ? (
        <section className="online-wait" role="alert" data-refused={view.code}>
          <h2>{t(refusalText(view.code), { file: view.file })}</h2>
          <button type="button" className="st-btn st-btn-main" data-act="choose" onClick={() => void choose()}>
            {t('online.choose')}
          </button>
        </section>
      ) : view.phase === 'done' ? (
        <Done view={view} onDone={() => void leave()} />
      ) : (
        <>
          <Checked view={view} target={target} />
          <Review
            doubtful={view.check.doubtful}
            picked={picked}
            list={view.reading.list}
            onPicked={(now) => view.phase === 'checked' && setPicked(now)}
          />
          <Foot
            view={view}
            picked={picked}
            category={category}
            categories={desk.categories}
            onCategory={setCategory}
            onWrite={async () => said(await call('online.write', { decisions: { ...picked.decisions }, category }))}
          />
        </>
      )}
      {leaving === null ? null : (
        <LeaveDialog
          say={t('online.leave.say')}
          onGo={() => {
            setLeaving(null)
            leaving.go()
          }}
          onClose={() => setLeaving(null)}
        />
      )}
    </main>
  )
}

const readingOf = ({ list, minimum }: OnlineTarget, timeZone: string): OnlineReading => ({ list, timeZone, minimum })

const REFUSALS: Readonly<Record<string, MessageId>> = {
  no_participants: 'online.refused.no_participants',
  file_changed: 'online.refused.file_changed',
  not_a_table: 'online.refused.not_a_table',
  file_too_large: 'online.refused.file_too_large',
}
const refusalText = (code: string): MessageId => REFUSALS[code] ?? 'online.refused.other'

function whenOf({ from, to }: { from: number; to: number }, { t, times }: Words): string {
  const hours = times.hours(from, to)
  return hours === null ? times.day(from) : t('online.which.when', { day: times.day(from), hours })
}

function Begin({
  targets,
  reading,
  fairZone,
  onReading,
  onChoose,
}: {
  targets: readonly OnlineTarget[]
  reading: OnlineReading
  fairZone: string
  onReading: (reading: OnlineReading) => void
  onChoose: () => void
}) {
  const words = useWords()
  const { t, text } = words
  const sessions = targets.filter(({ isSession }) => isSession)
  const days = targets.filter(({ isSession }) => !isSession)
  const row = (target: OnlineTarget) => (
    <label key={target.list} className="online-target">
      <input
        type="radio"
        name="target"
        data-target={target.list}
        checked={target.list === reading.list}
        onChange={() => onReading({ ...reading, list: target.list, minimum: target.minimum })}
      />
      <b>{text(target.title)}</b>
      <span className="st-muted">{whenOf(target, words)}</span>
      <span className="st-num">{t('online.which.online', { n: target.online })}</span>
    </label>
  )
  return (
    <div className="online-begin">
      <fieldset className="online-targets">
        <legend className="spoken">{t('online.which')}</legend>
        <header>
          <h2>{t('online.which')}</h2>
        </header>
        {sessions.map(row)}
        {sessions.length > 0 && days.length > 0 ? (
          <p className="online-days st-muted">{t('online.which.days')}</p>
        ) : null}
        {days.map(row)}
      </fieldset>
      <form
        className="online-form"
        onSubmit={(event) => {
          event.preventDefault()
          onChoose()
        }}
      >
        <p>{t('online.intro')}</p>
        <label>
          <span>{t('online.zone')}</span>
          <span className="st-field">
            <select
              data-field="zone"
              value={reading.timeZone}
              onChange={({ target }) => onReading({ ...reading, timeZone: target.value })}
            >
              {[fairZone, 'UTC', ...Intl.supportedValuesOf('timeZone')]
                .filter((zone, n, all) => all.indexOf(zone) === n)
                .map((zone) => (
                  <option key={zone} value={zone}>
                    {zone === fairZone ? t('online.zone.fair', { zone }) : zone}
                  </option>
                ))}
            </select>
            <ChevronDown className="st-i" aria-hidden="true" />
          </span>
        </label>
        <label>
          <span>{t('online.minimum')}</span>
          <span className="st-field">
            <input
              type="number"
              data-field="minimum"
              min={0}
              max={1_440}
              value={reading.minimum}
              onChange={({ target }) =>
                onReading({ ...reading, minimum: Math.max(0, Math.min(1_440, Math.round(target.valueAsNumber) || 0)) })
              }
            />
          </span>
          <span className="st-muted">{t('online.minimum.say')}</span>
        </label>
        <button type="submit" className="st-btn st-btn-main online-go" data-act="choose">
          <FileUp className="st-i" aria-hidden="true" />
          {t('online.choose')}
        </button>
        <p className="st-muted">{t('online.drop')}</p>
      </form>
    </div>
  )
}

/** A session's list that lies further than this from it was written in another zone, ms. */
const ODD_MS = 45 * 60_000

function Checked({
  view,
  target,
}: {
  view: { readonly file: string; readonly reading: OnlineReading; readonly check: OnlineCheck }
  target: OnlineTarget | undefined
}) {
  const words = useWords()
  const { t, text, times } = words
  const { check, file } = view
  const { span, found } = check
  const isOdd = span !== null && target?.isSession === true && (span.from > target.to || span.to < target.from - ODD_MS)
  return (
    <section className="online-check">
      <p className="st-muted">{t('online.about', { file, title: target === undefined ? '' : text(target.title) })}</p>
      <div className="online-figures">
        <Figure n={check.rows} say={t('online.rows')} />
        <Figure n={check.people} say={t('online.people')} more={t('online.counted', { n: check.counted })} />
        <Figure n={found.code + found.email + found.name} say={t('online.known')} more={t('online.known.by', found)} />
        <Figure n={check.doubtful.length} say={t('online.doubtful')} />
      </div>
      {span === null ? null : (
        <p
          className={isOdd ? 'online-odd' : 'st-muted'}
          role={isOdd ? 'alert' : undefined}
          data-odd={isOdd || undefined}
        >
          {isOdd ? <TriangleAlert className="st-i" aria-hidden="true" /> : null}
          {t('online.span', { from: times.moment(span.from), to: times.moment(span.to) })}
          {isOdd && target !== undefined ? `. ${t('online.span.odd', { hours: whenOf(target, words) })}` : null}
        </p>
      )}
      <p className="st-muted">
        {t('online.columns')}:{' '}
        {check.columns.map(({ field, title }) => `${title} = ${t(`online.column.${field}`)}`).join(' · ')}
      </p>
      {check.rejectedCount === 0 ? null : (
        <details className="online-rejected">
          <summary>{t('online.rejected', { n: check.rejectedCount })}</summary>
          <ul>
            {check.rejected.map(({ line, reason, value }) => (
              <li key={line}>
                {t('online.rejected.line', { line, why: t(`online.reject.${reason}`) })}
                {value === '' ? null : <span className="st-muted"> “{value}”</span>}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

function Figure({ n, say, more }: { n: number; say: string; more?: string }) {
  const { locale } = useWords()
  return (
    <div>
      <p>
        <b>{new Intl.NumberFormat(locale).format(n)}</b> {say}
      </p>
      {more === undefined ? null : <p className="st-muted">{more}</p>}
    </div>
  )
}

function Foot({
  view,
  picked,
  category,
  categories,
  onCategory,
  onWrite,
}: {
  view: Extract<OnlineView, { phase: 'checked' | 'writing' }>
  picked: Picked
  category: string
  categories: SectionProps['view']['categories']
  onCategory: (category: string) => void
  onWrite: () => Promise<void>
}) {
  const { t, text } = useWords()
  const open = openCount(picked.decisions, view.check.doubtful)
  const isNewAsked = Object.values(picked.decisions).some(({ is }) => is === 'new')
  const isWriting = view.phase === 'writing'
  return (
    <footer className="online-foot">
      {isNewAsked && categories.length > 1 ? (
        <label className="online-category">
          <span>{t('online.category')}</span>
          <span className="st-field">
            <select data-field="category" value={category} onChange={({ target }) => onCategory(target.value)}>
              {categories.map(({ code, name }) => (
                <option key={code} value={code}>
                  {text(name)}
                </option>
              ))}
            </select>
            <ChevronDown className="st-i" aria-hidden="true" />
          </span>
        </label>
      ) : null}
      <p role="status">{isWriting ? t('online.writing') : t('online.write.open', { n: open })}</p>
      <button
        type="button"
        className="st-btn st-btn-main online-go"
        data-act="write"
        aria-disabled={isWriting}
        onClick={() => void (isWriting ? undefined : onWrite())}
      >
        {t(isWriting ? 'online.writing' : 'online.write')}
      </button>
    </footer>
  )
}

function Done({ view, onDone }: { view: Extract<OnlineView, { phase: 'done' }>; onDone: () => void }) {
  const { t } = useWords()
  const { report } = view
  return (
    <section className="online-check" role="status" data-counted={report.counted}>
      <h2 className="online-head">{t('online.done')}</h2>
      <div className="online-figures">
        <Figure n={report.counted} say={t('online.done.counted')} />
        <Figure n={report.added} say={t('online.done.added')} />
        <Figure n={report.updated} say={t('online.done.updated')} />
        <Figure n={report.unchanged} say={t('online.done.unchanged')} />
        <Figure n={report.registered} say={t('online.done.registered')} />
      </div>
      {report.open === 0 ? null : <p>{t('online.done.open', { n: report.open })}</p>}
      {report.rejected === 0 ? null : <p>{t('online.done.rejected', { n: report.rejected })}</p>}
      <p>
        <button type="button" className="st-btn st-btn-main online-go" data-act="done" onClick={onDone}>
          {t('online.done.go')}
        </button>
      </p>
    </section>
  )
}
