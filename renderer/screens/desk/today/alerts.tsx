import { assertNever } from '../../../../core/result/result'
import {
  ChevronRight,
  CircleCheck,
  ClockAlert,
  DoorClosed,
  Printer,
  UserRoundX,
  WifiOff,
  type LucideIcon,
} from 'lucide-react'
import type { StationsView } from '../../../../core/contract/stations'
import type { TodayAlert, TodayView } from '../../../../core/contract/today'
import { minutesOf } from '../../../i18n/amounts'
import { useWords, type Words } from '../../../i18n/words'
import { alertText } from '../stations/station-words'

/** So many are shown; the rest is counted: what is amiss everywhere is one thing amiss. */
const SHOWN = 4

interface Props {
  readonly view: TodayView
  readonly stations: StationsView | null
  readonly onSection: (id: string) => void
}

/** What somebody should look at; each leads to where more is known of it. */
export function Alerts({ view: { alerts, isNow }, stations, onSection }: Props) {
  const words = useWords()
  const { t } = words
  const rows = [
    ...(isNow && stations !== null ? stationRows(stations, words, () => onSection('stations')) : []),
    ...alerts.map((alert) => {
      const [what, more] = said(alert, words)
      return {
        key: keyOf(alert),
        kind: alert.kind,
        Icon: ICONS[alert.kind],
        what,
        more,
        onGo: () => go(alert, onSection),
      }
    }),
  ]
  const more = rows.length - SHOWN
  return (
    <section className="st-section td-alerts" aria-live="polite">
      <header>
        <h2>{t('today.alerts')}</h2>
        {rows.length === 0 ? null : <b>{t('today.n', { n: rows.length })}</b>}
      </header>
      {rows.length === 0 ? (
        <p className="td-calm">
          <CircleCheck className="st-i" aria-hidden="true" />
          {t(isNow ? 'today.alerts.none' : 'today.alerts.past')}
        </p>
      ) : (
        <ul>
          {rows.slice(0, SHOWN).map(({ key, kind, Icon, what, more: further, onGo }) => (
            <li key={key} data-alert={kind}>
              <button type="button" onClick={onGo}>
                <Icon className="st-i" aria-hidden="true" />
                <b>{what}</b>
                <ChevronRight className="st-i st-i-s" aria-hidden="true" />
                <span>{further}</span>
              </button>
            </li>
          ))}
          {more > 0 ? <li className="td-more st-muted">{t('today.alerts.more', { n: more })}</li> : null}
        </ul>
      )}
    </section>
  )
}

const ICONS: Readonly<Record<TodayAlert['kind'], LucideIcon>> = {
  service_late: ClockAlert,
  room_full: DoorClosed,
  counter_idle: UserRoundX,
  printer: Printer,
}

/** What is amiss at the other computers and concerns the day: one that is cut off, a printer that does not print. */
function stationRows({ lines, now }: StationsView, words: Words, onGo: () => void) {
  return lines.flatMap((line) =>
    line.isHere
      ? []
      : (['cut_off', 'printer'] as const)
          .filter((alert) => line.alerts.includes(alert))
          .map((alert) => {
            const { title, say } = alertText(line, alert, now, words)
            const Icon = alert === 'cut_off' ? WifiOff : Printer
            return { key: `${alert} ${line.station}`, kind: alert, Icon, what: title, more: say, onGo }
          }),
  )
}

/** A printer is the matter of a section of its own; what is late or full stands in a table of this page. */
function go(alert: TodayAlert, onSection: (id: string) => void): void {
  switch (alert.kind) {
    case 'service_late':
      return show(`[data-service="${CSS.escape(alert.service)}"]`)
    case 'counter_idle':
      return show('.td-services')
    case 'room_full':
      return show(`[data-session][data-list="${CSS.escape(alert.list)}"]`, '.td-figures')
    case 'printer':
      return onSection(alert.printer === 'badges' ? 'badges' : 'stations')
    default:
      assertNever(alert)
  }
}

/** Brings the first of these that is there into sight, and the keyboard to it. */
function show(...places: readonly string[]): void {
  const found = places.map((place) => document.querySelector<HTMLElement>(place)).find((place) => place !== null)
  if (found === undefined || found === null) return
  found.tabIndex = -1
  found.scrollIntoView({ block: 'center' })
  found.focus({ preventScroll: true })
}

function keyOf(alert: TodayAlert): string {
  switch (alert.kind) {
    case 'service_late':
      return `service ${alert.service}`
    case 'room_full':
      return `room ${alert.list}`
    case 'counter_idle':
      return `counter ${alert.counter}`
    case 'printer':
      return `printer ${alert.printer}`
    default:
      return assertNever(alert)
  }
}

/** What is amiss, and what more is known. */
function said(alert: TodayAlert, { t, text, times }: Words): readonly [string, string] {
  const name = alert.name === null ? '' : text(alert.name)
  switch (alert.kind) {
    case 'service_late': {
      const closed = alert.counters - alert.openCounters
      return [
        t('today.alert.late', { name, n: minutesOf(alert.ms), target: minutesOf(alert.targetMs) }),
        closed > 0
          ? t('today.alert.late.closed', { time: times.time(alert.since), closed, counters: alert.counters })
          : t('today.alert.late.open', { time: times.time(alert.since), counters: alert.counters }),
      ]
    }
    case 'room_full':
      return [
        t('today.alert.room', { name, inside: alert.inside, capacity: alert.capacity }),
        t(alert.inside < alert.capacity ? 'today.alert.room.left' : 'today.alert.room.none', {
          n: alert.capacity - alert.inside,
        }),
      ]
    case 'counter_idle':
      return [
        t('today.alert.idle', { name }),
        t('today.alert.idle.say', { time: times.time(alert.since), n: alert.waiting }),
      ]
    case 'printer':
      return alert.printer === 'slips'
        ? [t('today.alert.slips'), t('today.alert.slips.say')]
        : [t('today.alert.badges'), t('today.alert.badges.say', { n: alert.held })]
    default:
      return assertNever(alert)
  }
}
