import type { Handlers } from '../ipc/register'
import { displayView } from '../views/display-view'
import { counterHandlers, type CounterCalls } from './counter-handlers'
import { dispenserHandlers, type DispenserCalls } from './dispenser-handlers'
import { placed, type QueueStation } from './queue-station'

/** Every call of dispenser, counter and display. */
export function makeQueueHandlers(
  station: QueueStation,
): Pick<Handlers, DispenserCalls | CounterCalls | 'display.view'> {
  return {
    ...dispenserHandlers(station),
    ...counterHandlers(station),
    'display.view': (_input, sender) => {
      const at = placed(station, sender, 'display')
      if (!at.ok) return at
      const { folder, fair, place } = at.value
      return { ok: true, value: displayView(folder, fair, place, station.locale) }
    },
  }
}
