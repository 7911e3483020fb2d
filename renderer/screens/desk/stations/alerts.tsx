import {
  Archive,
  CameraOff,
  ClockAlert,
  CloudAlert,
  CopyX,
  GitFork,
  Printer,
  RefreshCw,
  ShieldAlert,
  ShieldCheck,
  WifiOff,
  type LucideIcon,
} from 'lucide-react'
import type { StationLine, StationsView } from '../../../../core/contract/stations'
import type { StationAlert } from '../../../../core/desk/stations'
import { useWords } from '../../../i18n/words'
import { MeetingRow, meetingKey } from './meetings'
import { alertText, cutOffTogether, togetherText } from './station-words'

const ICONS: Readonly<Record<StationAlert, LucideIcon>> = {
  lost: ShieldAlert,
  doubled: CopyX,
  forked: GitFork,
  cut_off: WifiOff,
  printer: Printer,
  clock: ClockAlert,
  kept_aside: Archive,
  hub_old: CloudAlert,
  camera: CameraOff,
  old_version: RefreshCw,
  wiped: ShieldCheck,
}

/** What needs a person, in sentences with what to do; nothing at all while all is well. */
export function Alerts({ view, onAside }: { view: StationsView; onAside: () => void }) {
  const words = useWords()
  const off = cutOffTogether(view.lines)
  const rows = view.lines.flatMap((line) =>
    line.alerts.filter((alert) => alert !== 'cut_off' || off.length === 0).map((alert) => ({ line, alert })),
  )
  const count = rows.length + view.meetings.length + Math.min(off.length, 1)
  if (count === 0) return null
  return (
    <section className="st-section stations-alerts" aria-labelledby="stations-alerts">
      <header>
        <h2 id="stations-alerts">{words.t('stations.alerts')}</h2>
        <b>{count}</b>
      </header>
      <div role="status">
        <ul>
          {off.length === 0 ? null : <CutOff lines={off} />}
          {rows.map(({ line, alert }) => (
            <Alert key={`${line.station} ${alert}`} line={line} alert={alert} now={view.now} onAside={onAside} />
          ))}
          {view.meetings.map((meeting) => (
            <MeetingRow key={meetingKey(meeting)} meeting={meeting} />
          ))}
        </ul>
      </div>
    </section>
  )
}

/** Many at once: the network's trouble, and said once. */
function CutOff({ lines }: { lines: readonly StationLine[] }) {
  const words = useWords()
  const { title, say } = togetherText(lines, words)
  return (
    <li data-alert="cut_off" data-together={lines.length}>
      <WifiOff className="st-i" aria-hidden="true" />
      <p>
        <b>{title}</b>
        <br />
        <span className="st-muted">{say}</span>
      </p>
    </li>
  )
}

interface AlertProps {
  readonly line: StationLine
  readonly alert: StationAlert
  readonly now: number
  readonly onAside: () => void
}

export function Alert({ line, alert, now, onAside }: AlertProps) {
  const words = useWords()
  const Icon = ICONS[alert]
  const { title, say } = alertText(line, alert, now, words)
  return (
    <li data-alert={alert} data-station={line.station}>
      <Icon className="st-i" aria-hidden="true" />
      <p>
        <b>{title}</b>
        <br />
        <span className="st-muted">{say}</span>
      </p>
      {alert === 'kept_aside' && line.isHere ? (
        <button type="button" className="st-btn st-btn-small" data-act="aside" onClick={onAside}>
          {words.t('stations.alert.show')}
        </button>
      ) : null}
    </li>
  )
}
