import { Check } from 'lucide-react'
import { useState } from 'react'
import type { Output } from '../../../../core/contract/channels'
import type { StationLine } from '../../../../core/contract/stations'
import { isOnlyHere } from '../../../../core/hub/addresses'
import { STATION_ROLES, type StationRole } from '../../../../core/people/groups'
import { call } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useWords } from '../../../i18n/words'
import { useNow } from '../../counter/use-now'
import { useEnter } from '../visitors/use-table-keys'
import { QrPicture } from './qr-picture'
import { nameOf, ROLE_TEXT, rolesText } from './station-words'
import { Panel } from './panel'

type Made = Output<'stations.makeCode'> & {
  readonly roles: readonly StationRole[]
  /** By this window's own clock. */
  readonly until: number
  /** Stations that were there before. */
  readonly known: ReadonlySet<string>
}

interface Props {
  readonly lines: readonly StationLine[]
  readonly onClose: () => void
}

/** A one-time code for a new station: what it is to do, then the code as text and picture while it is good. */
export function EnrolPanel({ lines, onClose }: Props) {
  const { t } = useWords()
  const [roles, setRoles] = useState<readonly StationRole[]>(['gate'])
  const [made, setMade] = useState<Made | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const make = async (wanted: readonly StationRole[]) => {
    setBusy(true)
    setTrouble(null)
    const answer = await call('stations.makeCode', { roles: [...wanted] })
    setBusy(false)
    if (!answer.ok) return setTrouble(t(FAILURE_TEXT[answer.code]))
    const known = new Set(lines.map(({ station }) => station))
    setMade({ ...answer.value, roles: wanted, until: Date.now() + answer.value.lastsMs, known })
  }
  const goOn = () => {
    if (made !== null) onClose()
    else if (roles.length > 0 && !isBusy) void make(roles)
  }
  useEnter(goOn)
  return (
    <Panel name="enrol" title={t('stations.enrol')} onClose={onClose}>
      <form
        className="stations-form"
        onSubmit={(event) => {
          event.preventDefault()
          goOn()
        }}
      >
        <div className="desk-panel-body">
          {made === null ? (
            <Roles roles={roles} onRoles={setRoles} />
          ) : (
            <CodeView made={made} came={lines.filter(({ station }) => !made.known.has(station))} />
          )}
          {trouble === null ? null : (
            <p className="st-bad stations-trouble" role="alert">
              {trouble}
            </p>
          )}
        </div>
        <footer>
          {made === null ? null : (
            <button type="button" className="st-btn" data-act="new_code" onClick={() => setMade(null)}>
              {t('stations.enrol.new')}
            </button>
          )}
          <button
            type="submit"
            className="st-btn st-btn-main"
            data-act={made === null ? 'make_code' : 'done'}
            aria-disabled={made === null && (roles.length === 0 || isBusy)}
          >
            {t(made !== null ? 'stations.enrol.done' : isBusy ? 'stations.enrol.making' : 'stations.enrol.make')}{' '}
            <kbd>{t('people.key.enter')}</kbd>
          </button>
        </footer>
      </form>
    </Panel>
  )
}

function Roles({
  roles,
  onRoles,
}: {
  roles: readonly StationRole[]
  onRoles: (roles: readonly StationRole[]) => void
}) {
  const { t } = useWords()
  return (
    <fieldset className="desk-radios stations-roles">
      <legend>{t('stations.enrol.roles')}</legend>
      <p className="st-muted">{t('stations.enrol.roles.say')}</p>
      {STATION_ROLES.map((role) => (
        <label key={role}>
          <input
            type="checkbox"
            data-role={role}
            checked={roles.includes(role)}
            onChange={({ target }) =>
              onRoles(STATION_ROLES.filter((one) => (one === role ? target.checked : roles.includes(one))))
            }
          />
          {t(ROLE_TEXT[role])}
        </label>
      ))}
    </fieldset>
  )
}

function CodeView({ made, came }: { made: Made; came: readonly StationLine[] }) {
  const words = useWords()
  const { t } = words
  const left = Math.max(0, made.until - useNow(1_000))
  const isOver = left === 0
  return (
    <>
      <section className="st-section stations-code" data-code={isOver ? 'over' : 'good'}>
        <header>
          <h3>{t('stations.enrol.code')}</h3>
          <p className="st-num" role="timer">
            {isOver ? t('stations.enrol.over') : t('stations.enrol.left', { time: clockOf(left) })}
          </p>
        </header>
        <span className="stations-track">
          <i style={{ width: `${(100 * left) / made.lastsMs}%` }} />
        </span>
        {isOver ? (
          <p className="stations-over" role="status">
            {t('stations.enrol.over.say')}
          </p>
        ) : (
          <>
            <div className="stations-qr">
              <QrPicture text={made.picture} label={t('stations.enrol.picture')} />
              <p>
                {t('stations.enrol.scan')}
                <br />
                <span className="st-muted">{t('stations.enrol.proof')}</span>
              </p>
            </div>
            <p className="stations-once" data-enrol-code={made.code}>
              {made.code}
            </p>
          </>
        )}
        <dl className="desk-pairs">
          <div>
            <dt>{t('stations.enrol.for')}</dt>
            <dd>{rolesText(made.roles, words)}</dd>
          </div>
          <div>
            <dt>{t('stations.enrol.hub')}</dt>
            <dd data-hub-url={made.url}>{made.url}</dd>
          </div>
        </dl>
        {isOnlyHere(made.url) ? <p className="stations-warn">{t('stations.enrol.loopback')}</p> : null}
      </section>
      <Came lines={came} />
      <section className="st-section stations-steps">
        <header>
          <h3>{t('stations.enrol.steps')}</h3>
        </header>
        <ol>
          <li>{t('stations.enrol.step1')}</li>
          <li>{t('stations.enrol.step2')}</li>
          <li>{t('stations.enrol.step3')}</li>
        </ol>
      </section>
    </>
  )
}

/** Who joined since the code was made: it is used up then. */
function Came({ lines }: { lines: readonly StationLine[] }) {
  const words = useWords()
  if (lines.length === 0) return null
  return (
    <p className="stations-came" role="status" data-came={lines.length}>
      <Check className="st-i" aria-hidden="true" />
      {words.t('stations.enrol.came', { name: lines.map((line) => nameOf(line, words)).join(', ') })}
    </p>
  )
}

/** `9:48` */
function clockOf(ms: number): string {
  const seconds = Math.ceil(ms / 1_000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
