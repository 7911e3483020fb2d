import type { HubHereView, HubState, KeptAside, StationLine, StationsView } from '../../core/contract/stations'
import { alertsOf, factsOf, isOlder, worstFirst, type StationFacts } from '../../core/desk/stations'
import type { Presence, StationInfo, Stations } from '../../core/hub/stations'
import { STATION_ROLES, type StationRole } from '../../core/people/groups'
import type { Fair } from '../../core/setup/fair'
import type { Text } from '../../core/setup/schema'
import type { FairFolder } from '../folder/fair-folder'
import { wipedAt } from '../sync/wiped'
import { meetings } from './meetings-view'
import { counterName, counterOf } from './parts'

/** Events kept aside that are shown at once. */
const ASIDE_SHOWN = 50

/** What the desk's page of stations is made of. */
export interface StationsWorld {
  readonly folder: FairFolder
  readonly fair: Fair
  /** What this computer tells of itself. */
  readonly own: Presence
  /** What the hub told last; null: nothing yet, or there is no hub. */
  readonly told: Stations | null
  readonly hub: HubState
  /** The hub that may run beside this app. */
  readonly here: HubHereView
  /** Offset to the hub's clock, ms; null: not measured. */
  readonly offset: number | null
}

/** All stations of the fair as this desk knows them; without a hub this one alone. */
export function stationsView({ folder, fair, own, told, hub, here, offset }: StationsWorld): StationsView {
  const now = folder.ports.wall() + (offset ?? 0)
  const lines =
    told === null
      ? [ownLine(folder, fair, own, now)]
      : told.stations.map((info) => lineOf(info, { folder, fair, own, now }))
  return {
    now,
    hub,
    here,
    lines: worstFirst(lines.map((line) => ({ line, facts: line, alerts: line.alerts }))).map(({ line }) => line),
    keptAside: keptAside(folder),
    meetings: meetings(folder, fair),
    asksPassphrase: folder.settings.get('keyAdapter') === 'passphrase',
  }
}

function lineOf(
  info: StationInfo,
  { folder, fair, own, now }: Pick<StationsWorld, 'folder' | 'fair' | 'own'> & { readonly now: number },
): StationLine {
  const isHere = info.station === folder.log.station
  // Of itself this computer knows more than the hub, which hears of it every five seconds.
  const known = isHere ? { ...info, presence: own, live: true } : info
  return finished(factsOf(known, wipedAt(folder, fair.id, known)), known.presence?.places ?? [], fair, {
    isHere,
    newest: own.version,
    now,
  })
}

/** This computer, of which no hub tells. */
function ownLine(folder: FairFolder, fair: Fair, own: Presence, now: number): StationLine {
  const seat = folder.settings.get('seat')
  const facts: StationFacts = {
    ...factsOf(
      {
        station: folder.log.station,
        number: seat?.number ?? 1,
        roles: seat?.roles ?? [...rolesOf(own.places)],
        enrolledAt: now,
        lastSeenAt: now,
        live: true,
        revokedAt: null,
        wiped: null,
        doubledAt: null,
        presence: own,
      },
      null,
    ),
    number: seat?.number ?? null,
    enrolledAt: null,
    // With nobody to send to, nothing waits.
    pending: seat === undefined ? null : own.pending,
  }
  return finished(facts, own.places, fair, { isHere: true, newest: own.version, now })
}

function finished(
  facts: StationFacts,
  places: readonly string[],
  fair: Fair,
  { isHere, newest, now }: { readonly isHere: boolean; readonly newest: string; readonly now: number },
): StationLine {
  return {
    ...facts,
    isHere,
    ...namesOf(places, fair),
    isOld: facts.version !== null && isOlder(facts.version, newest),
    alerts: alertsOf(facts, now, newest),
  }
}

/** Names of gates and counters, and the areas they stand in, from the codes that a station told. */
function namesOf(places: readonly string[], fair: Fair): Pick<StationLine, 'names' | 'areas'> {
  const names: Text[] = []
  const areas = new Set<string>()
  for (const place of places) {
    const [kind = '', codes = ''] = place.split(/:(.*)/s)
    if (kind === 'gate') {
      const gate = fair.gate(codes)
      names.push(gate?.name ?? { id: codes, en: codes })
    } else if (kind === 'counter') {
      for (const code of codes.split('+')) {
        names.push(counterName(fair, code))
        const zone = counterOf(fair, code)?.zone
        if (zone !== undefined) areas.add(zone)
      }
    } else if (kind === 'display') for (const zone of codes.split('+').filter((one) => one !== '')) areas.add(zone)
  }
  return { names, areas: [...areas] }
}

/** Which roles the windows of a folder play that no hub gave any. */
const rolesOf = (places: readonly string[]): readonly StationRole[] =>
  STATION_ROLES.filter((role) => places.some((place) => place.split(':')[0] === role))

function keptAside(folder: FairFolder): readonly KeptAside[] {
  const { log } = folder
  return log.sync.quarantined(ASIDE_SHOWN).map(({ event, problem, reason, notedAt }) => {
    const held = log.find(event)?.event
    return { event, problem, reason, type: held?.type ?? null, isOwn: held?.station === log.station, at: notedAt }
  })
}
