import { KNOWN_EVENTS } from '../events/known'
import { FAMILIES, type Family } from '../events/envelope'
import {
  STATION_ROLES,
  groupRules,
  groupsReadableBy,
  groupsWritableBy,
  type PeopleGroup,
  type StationRole,
} from '../people/groups'

/** Who may put what into the fair's log and people, and who gets what out. The hub enforces it, the in-memory hub too. */

interface Permission {
  readonly roles: readonly StationRole[]
  readonly why: string
}

const all = (why: string): Permission => ({ roles: STATION_ROLES, why })
/** All that may hold people: not a display. */
const holders = (why: string): Permission => ({ roles: ['gate', 'dispenser', 'counter', 'desk'], why })
const gate = (why: string): Permission => ({ roles: ['gate', 'desk'], why })
const numbers = (why: string): Permission => ({ roles: ['dispenser', 'counter', 'desk'], why })
const counter = (why: string): Permission => ({ roles: ['counter', 'desk'], why })
const desk = (why: string): Permission => ({ roles: ['desk'], why })

/**
 * Who may append which type of event. A desk may append every type, since it may fill an empty hub. The hub's own events
 * (numbers, calls, leases, enrolments) are its own and asked of nobody.
 */
export const APPEND: Readonly<Record<string, Permission>> = {
  'setup.imported': desk('the set-up is read-only off the desk'),
  'code_key.added': desk('who may sign codes is decided at the desk'),
  'code_key.retired': desk('as above'),
  'picture.added': desk('the set-up is read-only off the desk'),

  'visitor.registered': gate('walk-ins at the gate, rosters at the desk'),
  'visitor.changed': gate('a gate gives a known visitor a code'),
  'visitor.merged': desk('who is whom is decided at the desk'),
  'visitor.unmerged': desk('as above'),
  'visitor.kept_apart': desk('as above'),
  'visitor.apart_cleared': desk('as above'),
  'visitor.erased': desk('an organizer forgets people, at the desk'),
  'erasure.confirmed': holders('whoever held somebody says that they are forgotten'),
  'consent.recorded': gate('asked where somebody registers'),
  'badge.printed': gate('badges come out where people register'),
  'badge.failed': gate('as above'),
  'credential.issued': gate('a gate signs the code on a badge'),
  'credential.revoked': gate('staff at the gate take a lost badge out of use'),

  'online.attended': desk('lists of online participants are imported at the desk'),
  'scan.recorded': gate('it happened at a door'),
  'scan.undone': gate('taken back where it was made, or at the desk'),
  'places.leased': desk('the hub alone leases'),

  'ticket.issued': numbers('machines and operators give numbers'),
  'ticket.booked': numbers('an operator books, a desk imports'),
  'ticket.checked_in': numbers('a booked visitor comes to the machine'),
  'ticket.lapsed': numbers('swept by whoever opens the day'),
  'ticket.printed': numbers('the printer stands at the machine or the counter'),
  'ticket.print_failed': numbers('as above'),
  'ticket.reprinted': numbers('as above'),
  'ticket.called': counter('it happened at a counter'),
  'ticket.recalled': counter('as above'),
  'ticket.started': counter('as above'),
  'ticket.served_directly': counter('as above'),
  'ticket.missed': counter('as above'),
  'ticket.re_entered': numbers('who missed the call comes back at the machine or the counter'),
  'ticket.uncalled': counter('it happened at a counter'),
  'ticket.parked': counter('as above'),
  'ticket.resumed': counter('as above'),
  'ticket.transferred': counter('as above'),
  'ticket.service_changed': numbers('the wrong choice is put right at the machine or the counter'),
  'ticket.line_set': counter('it happened at a counter'),
  'ticket.finished': counter('as above'),
  'ticket.cancelled': numbers('a slip that never came out is void; an operator cancels'),
  'ticket.undone': counter('an operator takes back what the counter did'),
  'ticket.day_closed': numbers('whoever is first the next day closes the one before'),
  'counter.opened': counter('operators open their counter, the desk any'),
  'counter.paused': counter('as above'),
  'counter.closed': counter('as above'),
  'service.paused': counter('a booth pauses its own services'),
  'service.resumed': counter('as above'),
  'numbers.leased': desk('the hub alone leases'),

  'clock.changed': all('every machine has a clock'),
  'staff.pin_set': all('staff set their PIN at the first station they use'),
  'staff.pin_reset': desk('an organizer takes a forgotten PIN away'),
  'staff.signed_in': all('every kiosk is closed with a PIN'),
  'staff.refused': all('as above'),
  'gate.switched': gate('staff at a gate choose its list'),
  'export.personal': desk('only a desk can open what is exported'),
  'station.enrolled': desk('the hub alone enrols'),
}

const known = new Set(KNOWN_EVENTS.map(({ type }) => type))

/** A type of a newer release comes from nobody but whom a kiosk's thief cannot be: a display has nothing new to say. */
const UNKNOWN: readonly StationRole[] = ['gate', 'dispenser', 'counter', 'desk']

/** May a station with these roles have written an event of this type? */
export function mayAppend(roles: readonly StationRole[], type: string): boolean {
  const may = APPEND[type]?.roles ?? (known.has(type) ? [] : UNKNOWN)
  return roles.includes('desk') || roles.some((role) => may.includes(role))
}

/** Which families each role gets; no fold reads a family that its role does not get. */
const READ: Readonly<Record<StationRole, readonly Family[]>> = {
  gate: FAMILIES,
  dispenser: FAMILIES,
  counter: FAMILIES,
  // Hangs on a wall, shows numbers: visitors and scans are none of its business.
  display: ['setup', 'queue'],
  desk: FAMILIES,
}
export function familiesOf(roles: readonly StationRole[]): readonly Family[] {
  return FAMILIES.filter((family) => roles.some((role) => READ[role].includes(family)))
}

/** Groups whose rows these roles get. */
export function groupsFor(roles: readonly StationRole[]): readonly PeopleGroup[] {
  return [...new Set(roles.flatMap(groupsReadableBy))]
}
/** Groups whose tombstones they get: what they can open, and what they may have written and still hold. */
export function tombstonesFor(roles: readonly StationRole[]): readonly PeopleGroup[] {
  return [...new Set(roles.flatMap((role) => [...groupsReadableBy(role), ...groupsWritableBy(role)]))]
}
/** May a station with these roles bring this row, or (`sealed` null) this tombstone? */
export function mayPostPeople(
  roles: readonly StationRole[],
  { group, sealed }: { readonly group: PeopleGroup; readonly sealed: string | null },
): boolean {
  const { writers, buriers } = groupRules[group]
  return roles.some((role) => (sealed === null ? buriers : writers).includes(role))
}

/** Which roles may ask for what, beside log and people, which every role may. */
export const MAY_ASK = {
  call: { roles: ['counter', 'desk'], why: 'people are called to a counter; the desk plays its part headless' },
  numbers: { roles: ['dispenser', 'counter', 'desk'], why: 'numbers are given at machines and counters' },
  places: { roles: ['gate', 'desk'], why: 'people are admitted at gates' },
  stations: { roles: ['gate', 'dispenser', 'counter', 'desk'], why: 'staff see who is there; a display has no staff' },
  code: { roles: ['desk'], why: 'only a desk has the keys to give' },
  revoke: { roles: ['desk'], why: 'an organizer decides that a station is lost' },
} as const satisfies Record<string, Permission>
