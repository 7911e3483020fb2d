import type { Link } from '../contract/queue'
import type { SyncMachine } from './machine'

/**
 * How a station stands to the others, for staff. Null: it did not look yet, which counts as connected: nothing is amiss
 * until a try failed. `downSince`: when the first try of those that failed was made.
 */
export function linkOf(machine: SyncMachine | null, downSince: number | null, pending: number): Link {
  const link = machine?.link
  if (link === undefined || link.is === 'up') return { state: 'connected', since: null, pending }
  if (link.is === 'over') return { state: 'cut_off', since: downSince, pending }
  return link.failures > 0
    ? { state: 'cut_off', since: downSince, pending }
    : { state: 'connected', since: null, pending }
}
