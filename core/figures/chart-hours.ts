import { openingSpans } from '../queue/hours'
import type { Fair, Span } from '../setup/fair'
import { localToEpoch } from '../time/zone'
import { daySpan, listsOfDay } from './day-span'

const HOUR = 3_600_000
/** Shown when nothing says when the day begins and ends, hours from midnight. */
const PLAIN = { from: 8, to: 17 }

/**
 * The hours that a day's time axis shows: when services, sessions and doors are open, and whenever something happened;
 * whole hours after midnight. What is open from midnight to midnight says nothing.
 */
export function chartHours(fair: Fair, day: string, happened: readonly number[]): Span {
  const { timeZone } = fair.setup
  const whole = daySpan(fair, day)
  const doors = listsOfDay(fair, day, 'door')
    .flatMap(({ windows }) => windows)
    .map(({ from, to }) => ({ from: Math.max(from, whole.from), to: Math.min(to, whole.to) }))
  const sessions = fair.setup.sessions
    .filter(({ from }) => from.startsWith(day))
    .map(({ from, to }) => ({ from: localToEpoch(from, timeZone), to: localToEpoch(to, timeZone) }))
  const services = fair.setup.services.flatMap((service) => openingSpans(fair, service, day))
  const open = [...services, ...doors].filter(({ from, to }) => from < to && (from > whole.from || to < whole.to))
  const spans = [
    ...(open.length > 0 ? open : [{ from: whole.from + PLAIN.from * HOUR, to: whole.from + PLAIN.to * HOUR }]),
    ...sessions,
    ...happened
      .filter((at) => at >= whole.from && at < whole.to)
      // What happens at nine belongs to the hour after it.
      .map((at) => ({ from: at, to: at + 1 })),
  ]
  const first = Math.min(...spans.map(({ from }) => from))
  const last = Math.max(...spans.map(({ to }) => to))
  return {
    from: whole.from + Math.floor((first - whole.from) / HOUR) * HOUR,
    to: whole.from + Math.ceil((last - whole.from) / HOUR) * HOUR,
  }
}
