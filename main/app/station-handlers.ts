import type { WindowPlace } from '../../core/contract/app'
import type { AnswerOf } from '../../core/contract/channels'
import type { EnrolInput } from '../../core/contract/stations'
import { enrolPicture } from '../../core/hub/enrolment'
import type { HubError } from '../../core/hub/errors'
import { CODE_MINUTES } from '../../core/hub/stations'
import type { Detail } from '../../core/result/result'
import type { Handlers } from '../ipc/register'
import type { OwnHub } from '../hub/own-hub'
import type { AppSync } from '../sync/app-sync'
import { makeCode } from '../sync/enrol'
import { presenceOf } from '../sync/presence'
import { stationsView } from '../views/stations-view'
import { deskSession, type DeskStation } from './desk-session'
import type { StationDevices } from './station-devices'
import { ToldStations } from './told-stations'

/** What the calls about stations ask of this one. */
export interface StationsStation extends DeskStation {
  readonly sync?: AppSync | null
  readonly devices: StationDevices
  /** Version of the app. */
  readonly version: string
  /** The hub that may run beside this app. */
  readonly ownHub: Pick<OwnHub, 'view' | 'start' | 'stop'>
  /** Where all windows of this computer stand. */
  places(): readonly WindowPlace[]
  /** Is this a folder without a fair, or one that was taken out of its fair? Such a window asks for a code, nobody signs in. */
  isOutside(): boolean
  /** Makes this folder a station of a hub and opens it anew. */
  enrol(input: EnrolInput): Promise<AnswerOf<'app.enrol'>>
  /** Looks for the hub elsewhere from now on, if it is there. */
  moveHub(typed: string): Promise<AnswerOf<'app.moveHub'>>
}

export type StationCalls = Extract<
  keyof Handlers,
  `stations.${string}` | `hub.${string}` | 'app.enrol' | 'app.hub' | 'app.moveHub' | 'station.camera'
>

/** The desk's calls about stations, and how a computer becomes one. */
export function stationHandlers(
  station: StationsStation,
  told = new ToldStations(station),
): Pick<Handlers, StationCalls> {
  return {
    'stations.view': async (_input, sender) => {
      const session = deskSession(station, sender)
      if (!session.ok) return session
      const hub = await told.ask()
      // Asked again: the desk may have been locked while the hub answered.
      const still = deskSession(station, sender)
      if (!still.ok) return still
      const { folder, fair } = still.value
      const offset = station.sync?.hub().offset ?? null
      const link = station.sync?.link() ?? null
      const own = presenceOf(
        folder,
        { session: folder.log.station, version: station.version, places: station.places() },
        station.devices.report(),
        { offset, heldBack: link?.trouble === 'hub_old' ? link.pending : 0, erasedUpTo: 0 },
      )
      const known = told.last?.stations ?? null
      return {
        ok: true,
        value: stationsView({ folder, fair, own, told: known, hub, offset, here: station.ownHub.view() }),
      }
    },
    'stations.makeCode': async ({ roles }, sender) => {
      const session = deskSession(station, sender)
      if (!session.ok) return session
      const { port, url } = station.sync ?? { port: null, url: null }
      if (port === null || url === null) return { ok: false, code: 'not_enrolled' }
      const { folder } = session.value
      const made = await makeCode(port, folder.keys, roles)
      if (!made.ok) return refusal(made.code, made.detail)
      const { code } = made.value
      // By this computer's clock: the hub's may differ, and the countdown is shown here.
      const lastsMs = CODE_MINUTES * 60_000
      return {
        ok: true,
        value: { code, url, picture: enrolPicture(code, url), expiresAt: folder.ports.wall() + lastsMs, lastsMs },
      }
    },
    'stations.revoke': async ({ station: lost }, sender) => {
      const session = deskSession(station, sender, 'organizer')
      if (!session.ok) return session
      const { folder } = session.value
      if (lost === folder.log.station) return { ok: false, code: 'own_station' }
      const port = station.sync?.port ?? null
      if (port === null) return { ok: false, code: 'not_enrolled' }
      const revoked = await port.revoke(lost)
      if (!revoked.ok)
        return revoked.code === 'not_found'
          ? { ok: false, code: 'unknown_station' }
          : refusal(revoked.code, revoked.detail)
      station.changed('stations')
      return { ok: true, value: null }
    },
    'stations.join': async (input, sender) => {
      const session = deskSession(station, sender, 'organizer')
      return session.ok ? station.enrol(input) : session
    },
    'hub.start': async ({ passphrase, ...choice }, sender) => {
      const session = deskSession(station, sender, 'organizer')
      if (!session.ok) return session
      const { settings } = session.value.folder
      const isOurs = settings.get('hubHere') !== undefined
      if (settings.get('seat') !== undefined && !isOurs) return { ok: false, code: 'hub_elsewhere' }
      return station.ownHub.start(choice, passphrase)
    },
    'hub.stop': async (_input, sender) => {
      const session = deskSession(station, sender, 'organizer')
      if (!session.ok) return session
      await station.ownHub.stop()
      return { ok: true, value: null }
    },
    'app.enrol': (input) => (station.isOutside() ? station.enrol(input) : { ok: false, code: 'not_allowed' }),
    'app.hub': () => {
      const { sync } = station
      const url = sync?.url ?? null
      return {
        ok: true,
        value: sync === undefined || sync === null || url === null ? null : { url, link: sync.link() },
      }
    },
    'app.moveHub': ({ url }) => station.moveHub(url),
    'station.camera': ({ state }, sender) => {
      station.devices.camera(sender, state)
      return { ok: true, value: null }
    },
  }
}

const refusal = (problem: HubError, detail?: Detail) => ({
  ok: false as const,
  code: problem === 'offline' ? ('hub_offline' as const) : ('hub_refused' as const),
  detail: { ...detail, problem },
})
