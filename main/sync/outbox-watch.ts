import type { FairFolder } from '../folder/fair-folder'
import type { SyncEngine } from './engine'

/**
 * Looks whether something was written to the folder, by whichever window or process, and tells the engine. Both looks go
 * into small indexes: it is made to be called many times a second.
 */
export function outboxWatch(
  { log, people }: Pick<FairFolder, 'log' | 'people'>,
  engine: Pick<SyncEngine, 'facts' | 'written'>,
): () => void {
  let seen = ''
  return () => {
    const areWaiting = people.outbox.any()
    const now = `${log.sync.lastSeq()} ${areWaiting}`
    // Rows that wait look like those before them, which may be gone by now: the engine knows whether it has seen them.
    if (now !== seen || (areWaiting && !engine.facts.machine.peopleOut)) engine.written()
    seen = now
  }
}
