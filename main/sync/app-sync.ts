import type { WindowPlace } from '../../core/contract/app'
import type { Link } from '../../core/contract/queue'
import type { Hub } from '../../core/hub/port'
import { linkOf } from '../../core/sync/link'
import { listOfGate } from '../app/station'
import type { FairFolder } from '../folder/fair-folder'
import { askHub, type AskHub } from './ask-hub'
import { atMost } from './at-most'
import type { SyncFacts } from './engine'
import { LeaseKeeper } from './lease-keeper'
import { liveLine } from './live-line'
import { outboxWatch } from './outbox-watch'
import { presenceOf, type DeviceReport } from './presence'
import { ALONE } from '../views/parts'
import { engineOf, hubOf, urlOf } from './station-sync'

/** What is taken in at a time stays under a frame, ms: windows are answered between two such steps. */
const TURN_MS = 12
/** In a long catch-up windows are told no more often than this, ms: each time they read anew. */
const TELL_MS = 500
/** While in step, the last contact is written down no more often than this, ms. */
const CONTACT_MS = 60_000

export interface AppSync {
  /** How this station stands to the others, for staff. */
  link(): Link
  /** What this station holds of the others, for staff. */
  hub(): HubFacts
  /** What the hub decides for all; null: there is none. */
  readonly ask: AskHub | null
  /** The hub itself, for what a desk asks of it; null: there is none. */
  readonly port: Hub | null
  /** The hub's address; null: there is none. */
  readonly url: string | null
  /** The program ends: what others could use meanwhile goes back, within a moment, if the hub is there. */
  leave(): Promise<void>
  stop(): void
}

/** What a station knows of its hub. */
export interface HubFacts {
  /** Milliseconds to add to this clock to get the hub's; null: not measured, or there is no hub. */
  readonly offset: number | null
  /** When the hub answered last, UTC ms by this clock; null: never, or there is no hub. */
  readonly contactAt: number | null
}

/**
 * Keeps an open folder in step with its hub while the app runs. A folder that was never enrolled is alone, and nothing
 * is amiss.
 */
export function startSync(parts: {
  readonly folder: FairFolder
  readonly env: Readonly<Record<string, string | undefined>>
  /** Of this run of the program: a hub that hears two of one station at a time takes them for two computers. */
  readonly session: string
  /** Of the app. */
  readonly version: string
  readonly places: () => readonly WindowPlace[]
  /** Something was taken in: views read anew. */
  readonly changed: () => void
  /** How the station stands to the hub moved. */
  readonly moved: () => void
  /** Some station came, went, or told something new; desks hear it. */
  readonly presence: () => void
  /** The hub took this station out of the fair: nobody is shown any more, then its people are wiped. */
  readonly revoked: () => void
  readonly devices: () => DeviceReport
  readonly report: (what: string, thrown: unknown) => void
}): AppSync {
  const { folder, env, session, places, changed, moved, report } = parts
  const hub = hubOf(folder, env['PENDOPO_HUB'], session)
  const pending = () => folder.log.pendingCount()
  if (hub === null) {
    return {
      link: () => ALONE,
      hub: () => ({ offset: null, contactAt: null }),
      ask: null,
      port: null,
      url: null,
      leave: () => Promise.resolve(),
      stop: () => undefined,
    }
  }
  let facts: SyncFacts | null = null
  let downSince: number | null = null
  let shown = ''
  /** How much of a long catch-up was there when windows were told; null: there is none. */
  let loaded: number | null = null
  const movedAtMost = atMost(TELL_MS, moved, folder.ports.uptime)
  const changedAtMost = atMost(TELL_MS, changed, folder.ports.uptime)
  let isRevoked = false
  let contactKept = folder.settings.get('hubContactAt') ?? null
  /** Known after a restart too: what is shown while cut off is of that moment. */
  const keepContact = (at: number): void => {
    if (contactKept !== null && Math.abs(at - contactKept) < CONTACT_MS) return
    try {
      folder.settings.set('hubContactAt', at)
      contactKept = at
    } catch (thrown) {
      report('sync contact', thrown) // a full or busy disk: written at the next answer
    }
  }
  const link = (): Link =>
    linkOf(facts?.machine ?? null, { downSince, pending: pending(), heldBack: facts?.heldBack ?? 0 })
  const told = (now: SyncFacts) => {
    facts = now
    const isDown =
      now.machine.link.is === 'over' ||
      (now.machine.link.is === 'ungreeted' && now.machine.link.failures > 0) ||
      now.silentSince !== null
    downSince = isDown ? (downSince ?? now.silentSince ?? folder.ports.wall()) : null
    if (now.lastContactAt !== null) keepContact(now.lastContactAt)
    const { catchUp, ...rest } = link()
    const text = JSON.stringify(rest)
    if (text !== shown || (catchUp === undefined) !== (loaded === null)) movedAtMost.now()
    else if (catchUp?.done !== loaded) movedAtMost.want()
    shown = text
    loaded = catchUp?.done ?? null
    line.told(now.machine)
    if (now.machine.link.is === 'over' && !isRevoked) {
      isRevoked = true
      parts.revoked()
    }
  }
  const engine = engineOf(folder, hub, {
    presence: () =>
      presenceOf(folder, { session, version: parts.version, places: places() }, parts.devices(), {
        offset: facts?.offset ?? null,
        heldBack: facts?.heldBack ?? 0,
        erasedUpTo: facts?.erasedUpTo ?? 0,
      }),
    changed: () => (loaded === null ? changedAtMost.now() : changedAtMost.want()),
    told,
    report: (thrown) => report('sync', thrown),
    turnMs: TURN_MS,
  })
  const line = liveLine({
    open: (hear, signal) => hub.live(session, hear, signal),
    hear: (message) => {
      if (message.what === 'head') engine.heard(message)
      else if (message.what === 'presence') parts.presence()
    },
    look: () => engine.look(),
    random: Math.random,
    report: (thrown) => report('sync live', thrown),
  })
  const leases = new LeaseKeeper(folder, engine, hub, () => listsOf(folder, places()))
  const renewal = setInterval(() => {
    leases.renew().catch((thrown: unknown) => report('leases', thrown))
  }, RENEW_MS)
  engine.start()
  // What was committed here goes out at once, whichever window or process wrote it.
  const watch = setInterval(outboxWatch(folder, engine), WATCH_MS)
  return {
    link,
    hub: () => ({ offset: facts?.offset ?? null, contactAt: facts?.lastContactAt ?? contactKept }),
    ask: askHub(engine, hub),
    port: hub,
    url: urlOf(folder, env['PENDOPO_HUB']),
    leave: () => {
      // Nothing is asked for any more that would have to go back.
      clearInterval(renewal)
      return Promise.race([
        leases.giveBack().catch((thrown: unknown) => report('leases', thrown)),
        new Promise<void>((over) => setTimeout(over, LEAVE_MS)),
      ])
    },
    stop: () => {
      clearInterval(watch)
      clearInterval(renewal)
      for (const one of [movedAtMost, changedAtMost]) one.stop()
      line.stop()
      engine.stop()
      hub.close()
    },
  }
}

/** How often it is looked whether a block of numbers is short: a rush takes half of one in ten minutes. */
const RENEW_MS = 5_000

/** Nobody waits longer for a program to end because of it, ms. */
const LEAVE_MS = 1_500

/** How often it is looked whether something waits: both are looks into small indexes. */
const WATCH_MS = 50

/** The lists that the gates of these windows serve now. */
function listsOf(folder: FairFolder, places: readonly WindowPlace[]): string[] {
  const fair = folder.checkin.fair()
  if (fair === null) return []
  return places.flatMap((place) =>
    place.role === 'gate' ? (listOfGate(fair, place, folder.ports.wall())?.code ?? []) : [],
  )
}
