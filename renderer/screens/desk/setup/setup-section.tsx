import { CircleCheck, History, TriangleAlert } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { SetupView } from '../../../../core/contract/setup'
import { notesOf, type Note } from '../../../../core/setup/notes'
import { blockOf, ROW_PARTS, rowsOf, type Block, type RowPart } from '../../../../core/setup/part-names'
import { useView } from '../../../api/views'
import { useWords, type MessageId } from '../../../i18n/words'
import { Waiting } from '../../../parts/waiting'
import { useLeave } from '../leave-guard'
import type { SectionProps } from '../section'
import { FilePage } from '../setup-file/file-page'
import { LogoChooser } from '../setup-file/logo-chooser'
import { BLOCK_FORMS } from './fields'
import { HistoryPage } from './history-page'
import { RowsPage } from './rows-page'
import { SetupForm } from './setup-form'
import { noteText } from './setup-words'
import { SlipPreview } from './slip-preview'
import { asJson } from './use-change'
import { ZonesPage } from './zones-page'
import './setup.css'
import './rows.css'
import './form.css'
import './inputs.css'
import './history.css'

/** A page of the set-up: rows of a part, a block, the areas that follow from the counters, the history. */
type Page = RowPart | Block | 'zones' | 'history' | 'file'

/** The pages in the order in which a fair is set up. */
const PAGES: readonly { readonly title: MessageId; readonly pages: readonly Page[] }[] = [
  { title: 'setup.pages.event', pages: ['fair', 'days', 'look'] },
  { title: 'setup.pages.door', pages: ['categories', 'gates', 'lists', 'sessions', 'walkIn', 'purposes', 'badges'] },
  { title: 'setup.pages.queue', pages: ['agencies', 'services', 'counters', 'zones', 'slip', 'calls'] },
  { title: 'setup.pages.people', pages: ['staff', 'reasons'] },
  { title: 'setup.pages.other', pages: ['pretix', 'file', 'history'] },
]

const isRows = (page: Page): page is RowPart => ROW_PARTS.some((part) => part === page)

/** The whole set-up in plain forms, for organizers: left its parts with how they stand, right the one that was chosen. */
export function SetupSection({ signedIn }: SectionProps) {
  const { t } = useWords()
  const { data: view, error, refetch } = useView('setup.view')
  if (view === undefined)
    return (
      <main className="desk-main" data-section-shown="setup">
        {error === null ? (
          <p role="status">{t('desk.loading')}</p>
        ) : (
          <Waiting error={error} onRetry={() => void refetch()} />
        )}
      </main>
    )
  return <SetupPages view={view} self={signedIn.code} />
}

function SetupPages({ view, self }: { view: SetupView; self: string }) {
  const words = useWords()
  const { t } = words
  const leave = useLeave()
  const [page, setPage] = useState<Page>('fair')
  // Choosing the part that is open goes back to its rows.
  const [visit, setVisit] = useState(0)
  const [saved, setSaved] = useState<string | null>(null)
  // The form beside it begins anew with another logo, which is part of the same block.
  const logo = view.file.brand.logo ?? ''
  const notes = notesOf(view.file, view.withPin)
  const open = (next: Page) =>
    leave(() => {
      setSaved(null)
      setPage(next)
      setVisit((n) => n + 1)
    })
  return (
    <main className="desk-main setup" data-section-shown="setup" data-version={view.version}>
      <header className="desk-top">
        <h1>{t('setup.title')}</h1>
        <p role="status" className="setup-saved" data-saved={saved !== null}>
          {saved === null ? null : (
            <>
              <CircleCheck className="st-i" aria-hidden="true" />
              {saved}
            </>
          )}
        </p>
      </header>
      <div className="setup-columns">
        <nav className="setup-parts-nav" aria-label={t('setup.parts')}>
          {PAGES.map(({ title, pages }) => (
            <section key={title}>
              <h2>{t(title)}</h2>
              <ul>
                {pages.map((one) => (
                  <li key={one}>
                    <button
                      type="button"
                      data-part={one}
                      aria-current={page === one ? 'page' : undefined}
                      onClick={() => open(one)}
                    >
                      <span className="setup-part-name">
                        {one === 'history' ? <History className="st-i st-i-s" aria-hidden="true" /> : null}
                        {t(`setup.part.${one}`)}
                      </span>
                      <span className="st-num st-muted">{countOf(one, view)}</span>
                      <NotesLine notes={notes.filter(({ at }) => at === one)} />
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </nav>
        <PageView
          key={`${page} ${visit} ${page === 'look' ? logo : ''}`}
          page={page}
          view={view}
          self={self}
          onSaved={setSaved}
        />
      </div>
    </main>
  )
}

const countOf = (page: Page, { file }: SetupView): number | null => {
  if (page === 'days') return file.days.length
  if (page === 'zones') return new Set(file.counters.map(({ zone }) => zone)).size
  return isRows(page) ? rowsOf(file, page).length : null
}

/** What somebody with fresh eyes would ask; off is no trouble. */
function NotesLine({ notes }: { notes: readonly Note[] }) {
  const words = useWords()
  return notes.map((note) => (
    <span
      key={note.is}
      className="setup-note"
      data-note={note.is}
      data-quiet={note.is === 'walk_in_off' ? '' : undefined}
    >
      {note.is === 'walk_in_off' ? null : <TriangleAlert className="st-i st-i-s" aria-hidden="true" />}
      {noteText(note, words)}
    </span>
  ))
}

interface PageProps {
  readonly page: Page
  readonly view: SetupView
  /** Who is signed in. */
  readonly self: string
  readonly onSaved: (said: string | null) => void
}

function PageView({ page, view, self, onSaved }: PageProps) {
  const { t, times } = useWords()
  if (page === 'history') return <HistoryPage view={view} onSaved={onSaved} />
  if (page === 'zones') return <ZonesPage view={view} />
  if (page === 'file') return <FilePage view={view} onSaved={onSaved} />
  if (isRows(page)) return <RowsPage part={page} view={view} self={self} onSaved={onSaved} />
  return (
    <SetupForm
      part={page}
      title={t(`setup.part.${page}`)}
      say={t(`setup.say.${page}`)}
      groups={BLOCK_FORMS[page]}
      file={view.file}
      begin={blockOf(view.file, page)}
      isNew={false}
      editOf={(draft, seen) => ({ do: 'block', block: page, value: asJson(draft), seen: asJson(seen) })}
      onSaved={(_code, changed) =>
        onSaved(changed ? t('setup.saved.at', { time: times.time(Date.now()) }) : t('setup.saved.same'))
      }
      onBack={null}
      aside={asideOf({ page, view, onSaved })}
    />
  )
}

/** What stands beside the fields of a block: what is no part of it, or what comes of it. */
function asideOf({ page, view, onSaved }: Pick<PageProps, 'page' | 'view' | 'onSaved'>): ReactNode {
  if (page === 'look') return <LogoChooser view={view} onSaved={onSaved} />
  return page === 'slip' ? <SlipPreview /> : undefined
}
