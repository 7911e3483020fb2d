import type { HubError } from '../../core/hub/errors'
import type { Hub } from '../../core/hub/port'
import { MAX_BATCH } from '../../core/hub/wire'
import { carryOutErasures, COMMAND_PATIENCE } from '../commands/erase'
import type { FairFolder } from '../folder/fair-folder'
import { SyncEngine, type EngineParts } from './engine'
import { httpHub } from './http-hub'
import { LeaseKeeper } from './lease-keeper'
import { signWiped } from './wiped'

/**
 * The hub that a folder is enrolled at; null: none. `told` (PENDOPO_HUB) is an address that counts before the one kept.
 * `session`: of the app that asks; a command has none.
 */
export function hubOf(folder: FairFolder, told?: string, session?: string): (Hub & { close(): void }) | null {
  const seat = folder.settings.get('seat')
  const url = urlOf(folder, told)
  if (seat === undefined || url === null || folder.token === null) return null
  return httpHub({
    url,
    ca: seat.ca,
    fair: seat.fair,
    station: folder.log.station,
    token: folder.token,
    ...(session !== undefined && { session }),
  })
}

/** Where the hub of a folder is; null: it was never told. */
export const urlOf = (folder: FairFolder, told?: string): string | null =>
  (told === undefined || told === '' ? folder.settings.get('hub') : told) ?? null

/** The engine of an open folder. */
export function engineOf(
  folder: FairFolder,
  hub: Hub,
  more: Pick<EngineParts, 'presence' | 'changed' | 'told' | 'report' | 'turnMs'>,
): SyncEngine {
  return new SyncEngine({
    ...more,
    hub,
    log: folder.log,
    people: folder.people,
    clock: folder.ports,
    random: Math.random,
    batch: MAX_BATCH,
    revoked: () => {
      // Told again at each start: it was revoked when it heard so first.
      if (folder.settings.get('revokedAt') === undefined) folder.settings.set('revokedAt', folder.ports.wall())
    },
    signWiped: (order) => signWiped(folder, order),
  })
}

export interface OnceReport {
  readonly sent: number
  readonly received: number
  readonly pending: number
  /** Why it ended before all was done; null: in step. */
  readonly problem: HubError | null
}

/**
 * Sends and takes in everything once.
 * @throws whatever a bug or the disk threw
 */
export async function syncOnce(folder: FairFolder, told?: string): Promise<OnceReport> {
  const hub = hubOf(folder, told)
  const pending = () => folder.log.pendingCount() + folder.people.outbox.count()
  if (hub === null) return { sent: 0, received: 0, pending: pending(), problem: 'unknown_station' }
  const thrown: unknown[] = []
  const quiet = () => undefined
  const engine = engineOf(folder, hub, {
    presence: () => null,
    changed: quiet,
    told: quiet,
    turnMs: TURN_MS,
    report: (cause) => thrown.push(cause),
  })
  try {
    let problem = await engine.once()
    // What was to be forgotten is forgotten now, and said.
    if (problem === null && carryOutErasures(folder, COMMAND_PATIENCE) > 0) problem = await engine.once()
    if (problem === null) await new LeaseKeeper(folder, engine, hub, () => null).renew()
    if (thrown.length > 0) throw thrown[0]
    if (problem === null) folder.settings.set('hubContactAt', folder.ports.wall())
    return { ...engine.counts, pending: pending(), problem }
  } finally {
    engine.stop()
    hub.close()
  }
}

/**
 * Takes in what the hub has until it is enough; the rest comes later. Null: it is enough.
 * @throws whatever a bug or the disk threw
 */
export async function syncUntil(folder: FairFolder, isEnough: () => boolean): Promise<HubError | null> {
  if (isEnough()) return null
  const hub = hubOf(folder)
  if (hub === null) return 'unknown_station'
  const thrown: unknown[] = []
  let enough: (() => void) | null = null
  const came = new Promise<null>((done) => (enough = () => done(null)))
  const engine = engineOf(folder, hub, {
    presence: () => null,
    changed: () => {
      if (isEnough()) enough?.()
    },
    told: () => undefined,
    turnMs: TURN_MS,
    report: (cause) => thrown.push(cause),
  })
  try {
    const problem = await Promise.race([came, engine.once()])
    if (thrown.length > 0) throw thrown[0]
    return isEnough() ? null : (problem ?? 'no_setup')
  } finally {
    engine.stop()
    hub.close()
  }
}

/** A window that is open beside it waits no longer for its own turn, ms. */
const TURN_MS = 100
