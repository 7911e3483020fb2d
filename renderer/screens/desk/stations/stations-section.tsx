import { ChevronDown, MonitorDown, Search, Server, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { Link } from '../../../../core/contract/queue'
import type { StationLine, StationsView } from '../../../../core/contract/stations'
import { STATION_ROLES, type StationRole } from '../../../../core/people/groups'
import { CallFailed } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useView } from '../../../api/views'
import { useWords, type Words } from '../../../i18n/words'
import { mayHaveMoved } from '../../../parts/link-words'
import { Waiting } from '../../../parts/waiting'
import { HubMovedDialog } from '../../counter/hub-moved-dialog'
import type { SectionProps } from '../section'
import '../visitors/visitors.css'
import { Alerts } from './alerts'
import { AsidePanel } from './aside-panel'
import { Alone } from './alone'
import { EnrolPanel } from './enrol-panel'
import { HubPanel } from './hub-panel'
import { problemText, STATE_TEXT } from './hub-words'
import { JoinDialog } from './join-dialog'
import { StationPanel } from './station-panel'
import { StationsTable } from './stations-table'
import { nameOf, ROLE_TEXT } from './station-words'
import './stations.css'

/** A push tells of most changes; time alone makes a station cut off. */
const REREAD_MS = 5_000
const reread = () => REREAD_MS

type Panel =
  { readonly shows: 'enrol' | 'aside' | 'hub' } | { readonly shows: 'station'; readonly station: string } | null

/** All stations of the fair: what needs a person first, then each in a line; beside it enrolment, or one of them. */
export function StationsSection({ view: { link }, signedIn }: SectionProps) {
  const words = useWords()
  const { t } = words
  const { data: view, error, refetch } = useView('stations.view', reread)
  const [panel, setPanel] = useState<Panel>(null)
  const [isJoining, setJoining] = useState(false)
  const [isMoving, setMoving] = useState(false)
  const [search, setSearch] = useState('')
  const [role, setRole] = useState<StationRole | null>(null)
  if (view === undefined)
    return (
      <main className="desk-main" data-section-open="stations">
        {error === null ? (
          <p className="st-muted" role="status">
            {t('stations.loading')}
          </p>
        ) : error instanceof CallFailed ? (
          <p role="alert">{t(FAILURE_TEXT[error.code])}</p>
        ) : (
          <Waiting error={error} onRetry={() => void refetch()} />
        )}
      </main>
    )
  const lines = view.lines.filter((line) => isShown(line, role, search, words))
  const chosen = panel?.shows === 'station' ? view.lines.find(({ station }) => station === panel.station) : undefined
  const isOpen = panel !== null && (panel.shows !== 'station' || chosen !== undefined)
  const close = () => setPanel(null)
  return (
    <main className="desk-split" data-section-open="stations" data-panel={isOpen ? 'open' : 'closed'}>
      <section className="desk-list stations" data-hub={view.hub.is}>
        <header className="desk-top">
          <h1>{t('stations.title')}</h1>
          {view.hub.is === 'none' ? null : (
            <>
              <label className="st-field desk-search stations-search">
                <Search className="st-i" aria-hidden="true" />
                <input
                  type="search"
                  value={search}
                  placeholder={t('stations.search')}
                  aria-label={t('stations.search')}
                  autoComplete="off"
                  spellCheck={false}
                  onChange={({ target }) => setSearch(target.value)}
                />
              </label>
              <RoleChoice lines={view.lines} role={role} onRole={setRole} />
              {view.here.chosen === null ? null : (
                <button
                  type="button"
                  className="st-btn"
                  data-act="hub"
                  data-hub-state={view.here.state}
                  onClick={() => setPanel({ shows: 'hub' })}
                >
                  <Server className="st-i" aria-hidden="true" />
                  {t('stations.hub.open')}
                </button>
              )}
              <button type="button" className="st-btn" data-act="enrol" onClick={() => setPanel({ shows: 'enrol' })}>
                <MonitorDown className="st-i" aria-hidden="true" />
                {t('stations.enrol')}
              </button>
            </>
          )}
        </header>
        <HubDown here={view.here} onHub={() => setPanel({ shows: 'hub' })} />
        <AsOf view={view} link={link} onJoin={() => setJoining(true)} onMoved={() => setMoving(true)} />
        <Alerts view={view} onAside={() => setPanel({ shows: 'aside' })} />
        <StationsTable
          lines={lines}
          now={view.now}
          chosen={chosen?.station ?? null}
          onChoose={(station) => setPanel({ shows: 'station', station })}
        />
        {view.hub.is === 'none' ? (
          <Alone onHub={() => setPanel({ shows: 'hub' })} onJoin={() => setJoining(true)} />
        ) : null}
        <Foot view={view} />
      </section>
      {panel?.shows === 'enrol' ? <EnrolPanel lines={view.lines} onClose={close} /> : null}
      {panel?.shows === 'hub' ? (
        <HubPanel
          here={view.here}
          mayChange={signedIn.role === 'organizer'}
          asksPassphrase={view.asksPassphrase && view.hub.is === 'none'}
          onClose={close}
        />
      ) : null}
      {panel?.shows === 'aside' ? <AsidePanel rows={view.keptAside} onClose={close} /> : null}
      {chosen === undefined ? null : (
        <StationPanel
          key={chosen.station}
          line={chosen}
          now={view.now}
          mayRevoke={signedIn.role === 'organizer'}
          hasHub={view.hub.is !== 'none'}
          onAside={() => setPanel({ shows: 'aside' })}
          onClose={close}
        />
      )}
      {isJoining ? <JoinDialog asksPassphrase={view.asksPassphrase} onClose={() => setJoining(false)} /> : null}
      {isMoving ? <HubMovedDialog onClose={() => setMoving(false)} /> : null}
    </main>
  )
}

function isShown(line: StationLine, role: StationRole | null, search: string, words: Words): boolean {
  if (role !== null && !line.roles.includes(role)) return false
  const wanted = search.trim().toLowerCase()
  return [nameOf(line, words), ...line.areas].some((name) => name.toLowerCase().includes(wanted))
}

interface RoleChoiceProps {
  readonly lines: readonly StationLine[]
  readonly role: StationRole | null
  readonly onRole: (role: StationRole | null) => void
}

function RoleChoice({ lines, role, onRole }: RoleChoiceProps) {
  const { t } = useWords()
  return (
    <label className="st-field desk-choice">
      <span className="spoken">{t('stations.role')}</span>
      <select
        value={role ?? ''}
        data-filter="role"
        onChange={({ target }) => onRole(STATION_ROLES.find((one) => one === target.value) ?? null)}
      >
        <option value="">
          {t('stations.role.all')} {lines.length}
        </option>
        {STATION_ROLES.map((one) => (
          <option key={one} value={one}>
            {t(ROLE_TEXT[one])} {lines.filter(({ roles }) => roles.includes(one)).length}
          </option>
        ))}
      </select>
      <ChevronDown className="st-i st-i-s" aria-hidden="true" />
    </label>
  )
}

/** This computer is the hub and it does not run, or its disk is full: everybody is cut off. */
function HubDown({ here, onHub }: { here: StationsView['here']; onHub: () => void }) {
  const { t } = useWords()
  if (here.chosen === null || here.state === 'starting') return null
  if (here.state === 'running' && here.problem === null) return null
  return (
    <p className="desk-strip" role="status" data-hub-down={here.state}>
      <TriangleAlert className="st-i st-i-s" aria-hidden="true" />
      <span>
        {here.state === 'running' ? null : t(STATE_TEXT[here.state])}{' '}
        {here.problem === null ? null : problemText(here.problem, t)}
      </span>
      <button type="button" className="st-btn st-btn-small" data-act="hub_down" onClick={onHub}>
        {t('stations.hub.open')}
      </button>
    </p>
  )
}

interface AsOfProps {
  readonly view: StationsView
  readonly link: Link
  readonly onJoin: () => void
  readonly onMoved: () => void
}

/** The hub is away, or does not know this desk any more: of when the list is, and what to do. */
function AsOf({ view: { hub, here }, link, onJoin, onMoved }: AsOfProps) {
  const { t, times } = useWords()
  if (hub.is !== 'away') return null
  return (
    <p className="desk-strip" role="status" data-hub={hub.problem}>
      <TriangleAlert className="st-i st-i-s" aria-hidden="true" />
      <span>
        {hub.problem === 'unknown_station'
          ? t('failure.not_enrolled')
          : hub.asOf === null
            ? t('stations.asOf.never')
            : t('stations.asOf', { time: times.time(hub.asOf) })}
      </span>
      {hub.problem === 'unknown_station' ? (
        <button type="button" className="st-btn st-btn-small" data-act="join" onClick={onJoin}>
          {t('stations.again')}
        </button>
      ) : // A hub on this very computer is moved where it is switched on.
      here.chosen === null && mayHaveMoved(link) ? (
        <button type="button" className="st-btn st-btn-small" data-act="hub_moved" onClick={onMoved}>
          {t('hub.moved.open')}
        </button>
      ) : null}
    </p>
  )
}

function Foot({ view: { lines, hub } }: { view: StationsView }) {
  const { t } = useWords()
  const bad = lines.filter(({ alerts }) => alerts.length > 0).length
  const pending = lines.reduce((sum, line) => sum + (line.pending ?? 0), 0)
  return (
    <footer className="desk-list-foot">
      <span>{t('stations.foot', { n: lines.length, good: lines.length - bad, bad })}</span>
      {hub.is === 'none' ? null : <span>{t('stations.foot.pending', { n: pending })}</span>}
    </footer>
  )
}
