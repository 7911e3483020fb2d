import { counterClosed, counterOpened, counterPaused } from '../events/queue'
import { NEVER_OPENED, type CounterState } from '../queue/counter'
import { inHubOrder, type OrderedEvent } from './order'

/**
 * A counter as its own events left it, in hub order. Two stations that open it without hearing of each other both serve:
 * it counts as open twice until one of them closes or pauses, and stays open for the other. A station that did not open
 * it (the desk) closes or pauses it for all.
 */
export function foldCounter(code: string, events: readonly OrderedEvent[]): CounterState {
  let state = NEVER_OPENED(code)
  /** Stations that have it open, and since when; in the order in which they opened it. */
  const open = new Map<string, { operator: string; since: number }>()
  const leave = (station: string): boolean => {
    if (!open.delete(station)) open.clear()
    const other = [...open.values()].at(-1)
    if (other === undefined) return true
    state = { ...state, status: 'open', ...other, pause: null }
    return false
  }
  for (const { event, at } of inHubOrder(events)) {
    const { station } = event
    if (counterOpened.is(event)) {
      const { operator } = event.body
      open.delete(station)
      open.set(station, { operator, since: at })
      state = { ...state, status: 'open', operator, since: at, pause: null }
    } else if (counterPaused.is(event)) {
      const { operator, reason, until } = event.body
      if (leave(station)) state = { ...state, status: 'paused', operator, since: at, pause: { reason, until } }
    } else if (counterClosed.is(event)) {
      if (leave(station)) state = { ...state, status: 'closed', operator: null, since: at, pause: null }
    }
  }
  return { ...state, isOpenTwice: open.size > 1 }
}
