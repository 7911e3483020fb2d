import { assertNever } from '../../core/result/result'
import { alertsOf, type OpenCounter } from '../../core/desk/alerts'
import { chartHours } from '../../core/figures/chart-hours'
import { daySpan, listsOfDay } from '../../core/figures/day-span'
import type { TodayAlert, TodayView } from '../../core/contract/today'
import { breakAt, serviceDay } from '../../core/queue/hours'
import type { GateFigures } from '../../core/figures/figures'
import type { Fair } from '../../core/setup/fair'
import type { Gate } from '../../core/setup/schema'
import { localToEpoch } from '../../core/time/zone'
import type { FairFolder } from '../folder/fair-folder'
import { counterName, counterOf, serviceFace } from '../views/parts'

/** What the live view reads of a folder; needs no keys. */
export type LiveReads = Pick<FairFolder, 'checkin' | 'queue' | 'figures'>

const QUARTER_MINUTES = 15

/** The fair's day that it is now, else the nearest one: the next to come, else the last. */
export function dayNow(fair: Fair, now: number): string {
  const { days } = fair.setup
  const today = serviceDay(fair, now)
  return days.find((day) => day >= today) ?? days.at(-1) ?? today
}

/**
 * The live view of a day as of `now`. `before`: the first entries of the fair's day before, which change no more and
 * need not be counted each second; null: there is no such day.
 */
export function todayView(
  { checkin, queue, figures }: LiveReads,
  fair: Fair,
  day: string,
  now: number,
  before: TodayView['before'],
): TodayView {
  const { setup } = fair
  const isNow = serviceDay(fair, now) === day
  const { gates, ...doors } = figures.day(fair, day, now)
  const { services, all } = figures.services(fair, day, now)
  const sessions = figures.sessions(fair, day, now)
  const reads = queue.reads(fair)
  return {
    now,
    day,
    isNow,
    doors,
    presence: figures.presence(fair, doors),
    gates: gates
      .filter(isShown(fair, day))
      .map((row) => ({ ...row, name: fair.gate(row.gate)?.name ?? plain(row.gate) })),
    hours: chartHours(
      fair,
      day,
      [...doors.quarters, ...(before ?? [])].map(({ from }) => from),
    ),
    before,
    gateCapacity: gateCapacity(fair, day),
    services: services.map((row) => {
      const service = setup.services.find(({ code }) => code === row.service)
      const pause = service === undefined || !isNow ? null : breakAt(reads, service, now)
      return {
        ...row,
        face: serviceFace(fair, row.service),
        pause: pause === null ? null : { until: pause.until },
      }
    }),
    allServices: all,
    sessions: sessions.flatMap((row) => {
      const session = setup.sessions.find(({ code }) => code === row.session)
      if (session === undefined) return []
      const at = (local: string) => localToEpoch(local, setup.timeZone)
      return [{ ...row, title: session.title, room: session.room, from: at(session.from), to: at(session.to) }]
    }),
    alerts: !isNow
      ? []
      : alertsOf(
          { services, rooms: roomsOf({ checkin }, fair, day, now), counters: openCounters({ queue }, fair) },
          now,
        ).map((alert) => named(fair, alert)),
  }
}

/** First entries of a day by quarter hour, moved onto another day. */
export function movedOnto(
  { figures }: LiveReads,
  fair: Fair,
  day: string,
  onto: string,
  now: number,
): NonNullable<TodayView['before']> {
  const by = daySpan(fair, onto).from - daySpan(fair, day).from
  return figures
    .day(fair, day, now)
    .quarters.flatMap(({ from, people }) => (people === 0 ? [] : [{ from: from + by, people }]))
}

const plain = (code: string | null) => (code === null ? null : { id: code, en: code })

/** Gates of the day's doors, and any other through which somebody came all the same. */
function isShown(fair: Fair, day: string) {
  const doors = new Set(doorGates(fair, day).map(({ code }) => code))
  return ({ gate, entries, exits, refused }: GateFigures): boolean =>
    (gate !== null && doors.has(gate)) || entries + exits + refused > 0
}

function doorGates(fair: Fair, day: string): readonly Gate[] {
  const doors = listsOfDay(fair, day, 'door')
  return fair.setup.gates.filter(({ code }) => doors.some(({ gates }) => gates.length === 0 || gates.includes(code)))
}

/** What the gates that serve a door list of this day let in in a quarter of an hour; null: one of them does not say. */
function gateCapacity(fair: Fair, day: string): TodayView['gateCapacity'] {
  const gates = doorGates(fair, day)
  let perMinute = 0
  for (const gate of gates) {
    if (gate.perMinute === null) return null
    perMinute += gate.perMinute
  }
  return gates.length === 0 ? null : { people: Math.round(perMinute * QUARTER_MINUTES), gates: gates.length }
}

/** Every list of the day that holds so many and no more. */
const roomsOf = ({ checkin }: Pick<LiveReads, 'checkin'>, fair: Fair, day: string, now: number) =>
  (['door', 'session'] as const)
    .flatMap((kind) => listsOfDay(fair, day, kind))
    .filter(({ capacity, windows }) => capacity !== null && windows.some(({ from, to }) => from <= now && now < to))
    .map((list) => ({
      list: list.code,
      inside: checkin.inside(list, fair.setup.timeZone, now),
      capacity: list.capacity,
    }))

function openCounters({ queue }: Pick<LiveReads, 'queue'>, fair: Fair): OpenCounter[] {
  const opened = new Map(queue.counters().map(({ code, since }) => [code, since]))
  return queue.openCounters().map(({ counter, holds }) => ({
    counter,
    services: counterOf(fair, counter)?.services ?? [],
    idleSince: holds === null ? Math.max(opened.get(counter) ?? 0, queue.emptiedAt(counter) ?? 0) : null,
  }))
}

function named(fair: Fair, alert: ReturnType<typeof alertsOf>[number]): TodayAlert {
  switch (alert.kind) {
    case 'service_late':
      return { ...alert, name: serviceFace(fair, alert.service).name }
    case 'room_full':
      return { ...alert, name: fair.list(alert.list)?.name ?? plain(alert.list) }
    case 'counter_idle':
      return { ...alert, name: counterName(fair, alert.counter) }
    case 'printer':
      return { ...alert, name: null }
    default:
      return assertNever(alert)
  }
}
