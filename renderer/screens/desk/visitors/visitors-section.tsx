import { Ban, FileUp, QrCode, Search, TriangleAlert, UserPlus } from 'lucide-react'
import { useDeferredValue, useRef, useState } from 'react'
import { PRESENCES, type Presence } from '../../../../core/desk/directory'
import { CallFailed } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useWords, type MessageId } from '../../../i18n/words'
import type { SectionProps } from '../section'
import { CodesScreen } from '../codes/codes-screen'
import { EndCodeDialog } from '../codes/end-code-dialog'
import { ImportScreen } from '../import/import-screen'
import { FilterChoice } from './filter-choice'
import './forms.css'
import { PeopleTable } from './people-table'
import { PersonPanel } from './person-panel'
import { RegisterSection } from './register-section'
import { usePeople, type PeopleHead } from './use-people'
import { useTableKeys } from './use-table-keys'
import './visitors.css'

const TABS: Readonly<Record<Presence | 'all', MessageId>> = {
  all: 'people.tab.all',
  not_here: 'people.tab.notHere',
  inside: 'people.tab.inside',
  left: 'people.tab.left',
}

/** Everybody of the fair, or what brings them: an import, a registration. */
export function VisitorsSection({ view }: SectionProps) {
  const [page, setPage] = useState<'table' | 'import' | 'register' | 'codes'>('table')
  /** Whom a registration leads to. */
  const [opened, setOpened] = useState<string | null>(null)
  if (page === 'import') return <ImportScreen onLeave={() => setPage('table')} />
  if (page === 'codes') return <CodesScreen view={view} onLeave={() => setPage('table')} />
  if (page === 'register' && view.walkIn !== null)
    return (
      <RegisterSection
        walkIn={view.walkIn}
        list={view.listNow ?? ''}
        onLeave={(person) => {
          setOpened(person)
          setPage('table')
        }}
      />
    )
  return (
    <Visitors
      view={view}
      opened={opened}
      onImport={() => setPage('import')}
      onRegister={() => setPage('register')}
      onCodes={() => setPage('codes')}
    />
  )
}

interface VisitorsProps {
  readonly view: View
  /** Who stands open at the beginning; null: nobody. */
  readonly opened: string | null
  readonly onImport: () => void
  readonly onRegister: () => void
  readonly onCodes: () => void
}

/** Everybody of the roster and who came besides; one of them open beside the table. */
function Visitors({ view, opened, onImport, onRegister, onCodes }: VisitorsProps) {
  const { t, locale } = useWords()
  const [list, setList] = useState(view.listNow ?? view.lists[0]?.code ?? '')
  const [presence, setPresence] = useState<Presence | null>(null)
  const [category, setCategory] = useState<string | null>(null)
  const [gate, setGate] = useState<string | null>(null)
  const [search, setSearch] = useState('')
  const [rows, setRows] = useState<readonly [number, number]>([0, 30])
  const [active, setActive] = useState<number | null>(null)
  const [open, setOpen] = useState(opened)
  const [endsCode, setEndsCode] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const searched = useDeferredValue(search.trim())
  const filter = { list, presence, category, gate, search: searched }
  const { head, isAnswered, error, lineAt, retry } = usePeople(filter, rows[0], rows[1])
  const total = head?.total ?? 0
  const count = new Intl.NumberFormat(locale === 'id' ? 'id-ID' : 'en-GB')

  /** Enter was pressed before the search had its answer, as a hand scanner does: the first found opens when it comes. */
  const [opensFirst, setOpensFirst] = useState(false)
  const isCurrent = isAnswered && searched === search.trim()
  const choose = (row: number) => {
    setActive(row)
    setOpen(lineAt(row)?.id ?? null)
  }
  const close = () => setOpen(null)
  /** Another filter begins at its first row. */
  const narrow = (change: () => void) => {
    change()
    setActive(null)
    setOpen(null)
    setOpensFirst(false)
  }
  if (opensFirst && isCurrent) {
    setOpensFirst(false)
    if (total > 0) choose(0)
  }
  useTableKeys(field, {
    total,
    active,
    onMove: (row) => {
      setActive(row)
      const line = lineAt(row)
      if (open !== null && line !== null) setOpen(line.id)
    },
    onEnter: () => {
      // On whoever stands open Enter is their panel's.
      if (open !== null) return
      if (!isCurrent) setOpensFirst(true)
      else if (total > 0) choose(active ?? 0)
    },
    onEscape: () => {
      if (open !== null) close()
      else if (search !== '') narrow(() => setSearch(''))
    },
  })
  return (
    <main className="desk-split" data-section-open="visitors" data-panel={open === null ? 'closed' : 'open'}>
      <section className="desk-list">
        <header className="desk-top">
          <h1>{t('desk.visitors')}</h1>
          {view.walkIn === null ? null : (
            <button type="button" className="st-btn" data-act="register_person" onClick={onRegister}>
              <UserPlus className="st-i" aria-hidden="true" />
              {t('register.title')}
            </button>
          )}
          <button type="button" className="st-btn" data-act="codes" onClick={onCodes}>
            <QrCode className="st-i" aria-hidden="true" />
            {t('people.codes')}
          </button>
          <button type="button" className="st-btn" data-act="end_code" onClick={() => setEndsCode(true)}>
            <Ban className="st-i" aria-hidden="true" />
            {t('codes.end')}
          </button>
          <button type="button" className="st-btn" data-act="import" onClick={onImport}>
            <FileUp className="st-i" aria-hidden="true" />
            {t('people.import')}
          </button>
        </header>
        {endsCode ? <EndCodeDialog view={view} onClose={() => setEndsCode(false)} /> : null}
        <div className="desk-filters">
          <label className="st-field desk-search">
            <Search className="st-i" aria-hidden="true" />
            <input
              ref={field}
              type="search"
              value={search}
              placeholder={t('people.search')}
              aria-label={t('people.search')}
              autoComplete="off"
              spellCheck={false}
              onChange={({ target }) => narrow(() => setSearch(target.value))}
            />
            <kbd aria-hidden="true">{t('people.search.key')}</kbd>
          </label>
          <FilterChoice
            name="list"
            label="people.list"
            options={view.lists}
            chosen={list}
            onChoose={(code) => narrow(() => setList(code ?? list))}
          />
          <FilterChoice
            name="category"
            label="people.category"
            all="people.category.all"
            options={view.categories}
            chosen={category}
            onChoose={(code) => narrow(() => setCategory(code))}
          />
          {view.gates.length < 2 ? null : (
            <FilterChoice
              name="gate"
              label="people.gate"
              all="people.gate.all"
              options={view.gates}
              chosen={gate}
              onChoose={(code) => narrow(() => setGate(code))}
            />
          )}
        </div>
        <Tabs head={head} presence={presence} count={count} onPresence={(tab) => narrow(() => setPresence(tab))} />
        {head === null || head.names.isReady ? null : (
          <p className="desk-strip" role="status">
            <TriangleAlert className="st-i st-i-s" aria-hidden="true" />
            {t('people.names.filling', { n: count.format(head.names.done) })}
          </p>
        )}
        <PeopleTable
          key={JSON.stringify(filter)}
          total={total}
          lineAt={lineAt}
          active={active}
          onRows={(first, last) => setRows([first, last])}
          onChoose={choose}
        />
        {error instanceof CallFailed ? (
          <div className="desk-empty" role="alert">
            <p>{t(FAILURE_TEXT[error.code])}</p>
            <button type="button" className="st-btn" onClick={retry}>
              {t('action.retry')}
            </button>
          </div>
        ) : head !== null && head.names.isReady && total === 0 ? (
          <Nobody head={head} search={searched} presence={presence} />
        ) : null}
        <footer className="desk-list-foot">
          <span>
            {total === 0
              ? null
              : t('people.rows', {
                  from: count.format(rows[0] + 1),
                  to: count.format(Math.min(rows[1] + 1, total)),
                  total: count.format(total),
                })}
            {head?.isCut === true ? <b> {t('people.cut')}</b> : null}
          </span>
          <span className="desk-keys" aria-hidden="true">
            <kbd>{t('people.key.up')}</kbd> <kbd>{t('people.key.down')}</kbd> {t('people.keys.move')},{' '}
            <kbd>{t('people.key.enter')}</kbd> {t('people.keys.open')}, <kbd>{t('people.key.escape')}</kbd>{' '}
            {t('people.keys.close')}
          </span>
        </footer>
      </section>
      {open === null ? null : <PersonPanel key={open} view={view} visitor={open} list={list} onClose={close} />}
    </main>
  )
}

type View = SectionProps['view']

interface TabsProps {
  readonly head: PeopleHead | null
  readonly presence: Presence | null
  readonly count: Intl.NumberFormat
  readonly onPresence: (presence: Presence | null) => void
}

function Tabs({ head, presence, count, onPresence }: TabsProps) {
  const { t } = useWords()
  return (
    <div className="desk-filters">
      <fieldset className="st-seg desk-tabs">
        <legend className="spoken">{t('people.tabs')}</legend>
        {(['all', ...PRESENCES] as const).map((tab) => (
          <label key={tab} data-tab={tab}>
            <input
              type="radio"
              className="spoken"
              name="presence"
              checked={(presence ?? 'all') === tab}
              onChange={() => onPresence(tab === 'all' ? null : tab)}
            />
            {t(TABS[tab])} <span className="desk-count">{head === null ? '' : count.format(head.counts[tab])}</span>
          </label>
        ))}
      </fieldset>
    </div>
  )
}

/** Says why nobody is shown, and how to begin. */
function Nobody({ head, search, presence }: { head: PeopleHead; search: string; presence: Presence | null }) {
  const { t } = useWords()
  const [title, say]: readonly [MessageId, MessageId] =
    search !== ''
      ? ['people.nobody.found', 'people.nobody.found.say']
      : presence !== null && head.counts.all > 0
        ? ['people.nobody.here', 'people.nobody.here.say']
        : ['people.nobody', 'people.nobody.say']
  return (
    <div className="desk-empty" role="status">
      <p>
        <b>{t(title, { search })}</b>
      </p>
      <p className="st-muted">{t(say)}</p>
    </div>
  )
}
