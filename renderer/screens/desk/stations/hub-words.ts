import type { HubHereView } from '../../../../core/contract/stations'
import type { MessageId, Say } from '../../../i18n/words'

export const STATE_TEXT: Readonly<Record<HubHereView['state'], MessageId>> = {
  off: 'stations.hub.state.off',
  starting: 'stations.hub.state.starting',
  running: 'stations.hub.state.running',
  stopping: 'stations.hub.state.stopping',
  failed: 'stations.hub.state.failed',
}

const PROBLEMS: Readonly<Record<string, MessageId>> = {
  port_taken: 'stations.hub.problem.port_taken',
  folder_bars: 'stations.hub.problem.folder_bars',
  folder_not_writable: 'stations.hub.problem.folder_not_writable',
  hub_running: 'stations.hub.problem.hub_running',
  no_postgres_for_this_machine: 'stations.hub.problem.no_postgres_for_this_machine',
  has_fair: 'stations.hub.problem.has_fair',
  disk_full: 'stations.hub.problem.disk_full',
}

/** Why this computer's hub does not run, or takes nothing, and what to do. */
export const problemText = (problem: string, t: Say): string =>
  t(PROBLEMS[problem] ?? 'stations.hub.problem.other', { problem })
