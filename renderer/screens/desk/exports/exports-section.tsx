import { useState } from 'react'
import {
  EXPORT_ASKS,
  EXPORT_FORMATS,
  EXPORT_NAMES,
  PERSONAL_COLUMNS,
  type ExportPreview,
} from '../../../../core/contract/exports'
import { call } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useView } from '../../../api/views'
import { useWords } from '../../../i18n/words'
import type { SectionProps } from '../section'
import { askedOf, NEW_DRAFT, orderOf, personalOf, toggled, whyNot, type Draft } from './draft'
import { ExportsFoot } from './exports-foot'
import { PreviewGrid } from './preview-grid'
import { usePreview } from './use-preview'
import './exports.css'

/** What leaves, of which days and lists, with which columns, as what file; below, the file as it will open. */
export function ExportsSection({ view, signedIn }: SectionProps) {
  const { t } = useWords()
  const [draft, setDraft] = useState<Draft>(NEW_DRAFT)
  const [trouble, setTrouble] = useState<string | null>(null)
  const { data: state } = useView('exports.view')
  const known = view.lists.map(({ code }) => code)
  const preview = usePreview(askedOf(draft, known))
  const change = (more: Partial<Draft>) => {
    setTrouble(null)
    setDraft({ ...draft, ...more })
  }
  const counts = preview.data?.counts ?? null
  const rows = preview.isPlaceholderData ? null : (counts?.[draft.what] ?? null)
  const why = whyNot(draft, known, rows)
  const start = async () => {
    if (why !== null || state === undefined || state.writing !== null) return
    const answer = await call('exports.start', orderOf(draft, known))
    setTrouble(answer.ok ? null : t(FAILURE_TEXT[answer.code]))
  }
  return (
    <main className="desk-main" data-section-shown="exports">
      <header className="desk-top">
        <h1>{t('exports.title')}</h1>
      </header>
      <div className="exp-recipe">
        <Data draft={draft} counts={counts} onChange={change} />
        <Filter draft={draft} view={view} listCounts={preview.data?.listCounts ?? null} onChange={change} />
        <Columns draft={draft} plain={preview.data?.columns.length ?? 0} signedIn={signedIn} onChange={change} />
        <File draft={draft} onChange={change} />
      </div>
      <PreviewGrid preview={preview} total={rows} personal={personalOf(draft)} />
      <ExportsFoot
        state={state ?? null}
        rows={rows}
        format={draft.format}
        why={why === null ? null : t(why)}
        trouble={trouble}
        onStart={() => void start()}
      />
    </main>
  )
}

interface PartProps {
  readonly draft: Draft
  readonly onChange: (more: Partial<Draft>) => void
}

/** A number that is counted, or the place where it will stand. */
function Count({ n }: { n: number | undefined }) {
  const { locale } = useWords()
  return <span className="exp-count">{n === undefined ? '' : n.toLocaleString(locale)}</span>
}

function Data({ draft, counts, onChange }: PartProps & { counts: ExportPreview['counts'] | null }) {
  const { t } = useWords()
  return (
    <section className="st-section">
      <header>
        <h2>
          <span className="exp-step">1</span>
          {t('exports.data')}
        </h2>
        <p className="st-muted">{t('exports.rows')}</p>
      </header>
      <fieldset className="exp-picks">
        <legend className="spoken">{t('exports.data')}</legend>
        {EXPORT_NAMES.map((what) => (
          <label key={what} className="exp-pick">
            <input
              type="radio"
              name="export-what"
              value={what}
              checked={draft.what === what}
              onChange={() => onChange({ what })}
            />
            <span className="st-cut">{t(`exports.what.${what}`)}</span>
            <Count n={counts?.[what]} />
          </label>
        ))}
      </fieldset>
    </section>
  )
}

function Filter({
  draft,
  view,
  listCounts,
  onChange,
}: PartProps & { view: SectionProps['view']; listCounts: ExportPreview['listCounts'] | null }) {
  const { t, text, locale } = useWords()
  const asks = EXPORT_ASKS[draft.what]
  const lists = view.lists.toSorted((a, b) => a.from - b.from)
  return (
    <section className="st-section">
      <header>
        <h2>
          <span className="exp-step">2</span>
          {t('exports.filter')}
        </h2>
      </header>
      {asks.days ? (
        <div className="st-seg exp-seg" role="radiogroup" aria-label={t('exports.filter')}>
          {[null, ...view.fair.days].map((day) => (
            <label key={day ?? ''}>
              <input
                className="spoken"
                type="radio"
                name="export-day"
                value={day ?? 'all'}
                checked={draft.day === day}
                onChange={() => onChange({ day })}
              />
              {day === null ? t('exports.allDays') : dayWord(day, locale)}
            </label>
          ))}
        </div>
      ) : (
        <p className="st-muted exp-note">{t('exports.noFilter')}</p>
      )}
      {asks.lists ? (
        <fieldset className="exp-picks exp-lists">
          <legend className="spoken">{t('exports.filter')}</legend>
          {lists.map(({ code, name }) => (
            <label key={code} className="exp-pick">
              <input
                type="checkbox"
                value={code}
                checked={!draft.without.includes(code)}
                onChange={() => onChange({ without: toggled(draft.without, code) })}
              />
              <span className="st-cut" title={text(name)}>
                {text(name)}
              </span>
              <Count n={listCounts?.[code]} />
            </label>
          ))}
        </fieldset>
      ) : (
        <p className="st-muted exp-note">{t('exports.noLists')}</p>
      )}
    </section>
  )
}

/** `Rab 14`: a day of the fair, short enough for three beside each other. */
function dayWord(day: string, locale: string): string {
  const at = Date.parse(`${day}T12:00:00Z`)
  const format = new Intl.DateTimeFormat(locale === 'id' ? 'id-ID' : 'en-GB', { weekday: 'short', timeZone: 'UTC' })
  return `${format.format(at)} ${Number(day.slice(8))}`
}

function Columns({
  draft,
  plain,
  signedIn,
  onChange,
}: PartProps & { plain: number; signedIn: SectionProps['signedIn'] }) {
  const { t } = useWords()
  const isAllowed = signedIn.role === 'organizer'
  const chosen = personalOf(draft)
  const why = draft.what === 'log' ? t('exports.logOnly') : isAllowed ? null : t('exports.organizerOnly')
  return (
    <section className="st-section">
      <header>
        <h2>
          <span className="exp-step">3</span>
          {t('exports.columns')}
        </h2>
        <p className="st-muted">{t('exports.columns.count', { plain, personal: chosen.length })}</p>
      </header>
      <fieldset className="exp-picks exp-personal" disabled={why !== null}>
        <legend className="spoken">{t('exports.columns')}</legend>
        {PERSONAL_COLUMNS.map((column) => (
          <label key={column} className="exp-pick">
            <input
              type="checkbox"
              value={column}
              checked={chosen.includes(column)}
              onChange={() => onChange({ personal: toggled(draft.personal, column) })}
            />
            <span className="st-cut">{t(`exports.personal.${column}`)}</span>
          </label>
        ))}
      </fieldset>
      {why !== null ? (
        <p className="st-muted exp-note">{why}</p>
      ) : chosen.length === 0 ? (
        <p className="st-muted exp-note">{t('exports.reason.none')}</p>
      ) : (
        <label className="exp-reason">
          {t('exports.reason')}
          <span className="st-field">
            <input
              name="reason"
              maxLength={200}
              value={draft.reason}
              placeholder={t('exports.reason.example')}
              onChange={({ target }) => onChange({ reason: target.value })}
            />
          </span>
          <span className="st-muted">{t('exports.reason.kept', { name: signedIn.name ?? signedIn.code })}</span>
        </label>
      )}
    </section>
  )
}

function File({ draft, onChange }: PartProps) {
  const { t } = useWords()
  return (
    <section className="st-section">
      <header>
        <h2>
          <span className="exp-step">4</span>
          {t('exports.file')}
        </h2>
      </header>
      <div className="st-seg exp-seg" role="radiogroup" aria-label={t('exports.file')}>
        {EXPORT_FORMATS.map((format) => (
          <label key={format}>
            <input
              className="spoken"
              type="radio"
              name="export-format"
              value={format}
              checked={draft.format === format}
              onChange={() => onChange({ format })}
            />
            {format.toUpperCase()}
          </label>
        ))}
      </div>
      <p className="exp-note">{t(`exports.format.${draft.format}`)}</p>
    </section>
  )
}
