import { dataFate, factsOf, REPORT_MS } from '../../core/desk/stations'
import { groupsFor } from '../../core/hub/permissions'
import type { StationInfo } from '../../core/hub/stations'
import { STATION_ROLES, type StationRole } from '../../core/people/groups'
import type { Fair } from '../../core/setup/fair'
import { isoWithOffset } from '../../core/time/zone'
import { holdsFair, keyAdapterOf, type FairFolder } from '../folder/fair-folder'
import { enrol, makeCode } from '../sync/enrol'
import { fingerprintOf } from '../sync/http-hub'
import { moveHub } from '../sync/moved-hub'
import { hubOf, syncOnce } from '../sync/station-sync'
import { wipedAt } from '../sync/wiped'
import type { Command } from './command'
import { done, refused } from './outcome'
import { NeedsElectron } from './world'

/** The commands that talk to a hub. */
export const SYNC_COMMANDS: readonly Command[] = [
  {
    name: 'enrol',
    takes: ['<code>'],
    options: ['hub'],
    run: async (world, [code = '']) => {
      const url = world.options.hub ?? world.hub
      if (url === undefined || url === '') return refused('option_missing', { option: '--hub' })
      const { safeStorage } = world.means
      if (holdsFair(world.dir) && safeStorage === undefined && keyAdapterOf(world.dir) === 'keychain')
        throw new NeedsElectron()
      const enrolled = await enrol(world.dir, world.ports, world.means, { code, url })
      if (!enrolled.ok && enrolled.code === 'keychain_unavailable' && safeStorage === undefined)
        throw new NeedsElectron()
      return enrolled.ok
        ? done(enrolled.value)
        : refused(`hub.${enrolled.code}`, { folder: world.dir, url, ...enrolled.detail })
    },
  },
  {
    name: 'sync',
    takes: [],
    options: ['once'],
    run: (world) =>
      world.withFolder(async (folder) => {
        if (folder.settings.get('seat') === undefined) return refused('not_enrolled')
        const { problem, ...counts } = await syncOnce(folder, world.hub)
        const url = world.hub ?? folder.settings.get('hub') ?? ''
        return problem === null ? done(counts) : refused(`hub.${problem}`, { url }, counts)
      }),
  },
  {
    name: 'hub code',
    takes: [],
    options: ['role'],
    run: (world) =>
      world.withFolder(async (folder) => {
        const roles = readRoles(world.options.role ?? '')
        if (roles === null)
          return refused('unknown_role', { role: world.options.role ?? '', known: STATION_ROLES.join(', ') })
        const hub = hubOf(folder, world.hub)
        const seat = folder.settings.get('seat')
        const fair = folder.checkin.fair()
        if (hub === null || seat === undefined || fair === null) return refused('not_enrolled')
        try {
          const url = world.hub ?? folder.settings.get('hub') ?? ''
          const made = await makeCode(hub, folder.keys, roles)
          if (!made.ok) return refused(`hub.${made.code}`, { url, ...made.detail })
          const { code, expiresAt } = made.value
          return done({
            code,
            url,
            fingerprint: fingerprintOf(seat.ca),
            expiresAt: isoWithOffset(expiresAt, fair.setup.timeZone),
          })
        } finally {
          hub.close()
        }
      }),
  },
  {
    name: 'hub moved',
    takes: ['<address>'],
    options: [],
    run: (world, [address = '']) =>
      world.withFolder(async (folder) => {
        if (folder.settings.get('seat') === undefined) return refused('not_enrolled')
        const moved = await moveHub(folder, address)
        return moved.ok ? done(moved.value) : refused(`hub.${moved.code}`, { url: address, ...moved.detail })
      }),
  },
  {
    name: 'hub stations',
    takes: [],
    options: [],
    run: (world) =>
      world.withFolder(async (folder) => {
        const hub = hubOf(folder, world.hub)
        const fair = folder.checkin.fair()
        if (hub === null || fair === null) return refused('not_enrolled')
        try {
          const told = await hub.stations()
          if (!told.ok)
            return refused(`hub.${told.code}`, { url: world.hub ?? folder.settings.get('hub') ?? '', ...told.detail })
          return done({ stations: told.value.stations.map((info) => stationLine(folder, fair, info)) })
        } finally {
          hub.close()
        }
      }),
  },
]

/** A station as `hub stations` prints it; times are ISO with the fair's offset. */
function stationLine(folder: FairFolder, fair: Fair, info: StationInfo) {
  const iso = (at: number | null) => (at === null ? null : isoWithOffset(at, fair.setup.timeZone))
  const facts = factsOf(info, wipedAt(folder, fair.id, info))
  const { station, number, roles, live, enrolledAt, lastSeenAt, revokedAt, pending } = facts
  return {
    station,
    number,
    roles,
    live,
    enrolledAt: iso(enrolledAt),
    lastSeenAt: iso(lastSeenAt),
    pending,
    /** Groups of people data that it can open, or could. */
    holds: groupsFor(roles),
    revokedAt: iso(revokedAt),
    reportBy: iso(revokedAt === null ? null : revokedAt + REPORT_MS),
    data: dataFate(facts),
    wipedAt: iso(facts.wipedAt),
  }
}

/** Roles as typed: one, or several with commas. */
function readRoles(typed: string): readonly StationRole[] | null {
  const words = typed.split(',').map((word) => word.trim())
  const roles = STATION_ROLES.filter((role) => words.includes(role))
  return roles.length > 0 && roles.length === new Set(words).size ? roles : null
}
