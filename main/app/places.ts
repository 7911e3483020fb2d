import { Role, type PlaceChoices, type WindowPlace } from '../../core/contract/app'
import { assertNever } from '../../core/result/result'
import type { Fair } from '../../core/setup/fair'

/** What a window is asked to be, before its place is known: by the environment, or nothing. */
export type ToldRole = Role | null

/** The roles that the environment asks for (`gate`, or several windows: `dispenser,counter,display`). */
export function toldRoles(env: Readonly<Record<string, string | undefined>>): readonly Role[] {
  return (env['PENDOPO_ROLE'] ?? '').split(',').flatMap((word) => {
    const role = Role.safeParse(word.trim())
    return role.success ? [role.data] : []
  })
}

/** A public kiosk keeps its place, only a PIN ends it; a counter is staff's own machine, a display has nothing to touch. */
export const isKiosk = (role: Role): boolean => role === 'gate' || role === 'dispenser'

/** Where a window stands that was told its role and nothing more; null: the set-up has no such place. */
export function defaultPlace(role: Role, { setup }: Fair): WindowPlace | null {
  switch (role) {
    case 'gate': {
      const [gate] = setup.gates
      return gate === undefined ? null : { role, gate: gate.code, direction: 'entry' }
    }
    case 'dispenser':
      return setup.services.length === 0 ? null : { role, handScanner: null }
    case 'counter': {
      const [counter] = setup.counters
      return counter === undefined ? null : { role, counters: [counter.code] }
    }
    case 'display':
      return setup.counters.length === 0 ? null : { role, zones: [], isSpoken: true }
    case 'desk':
      return { role }
    default:
      return assertNever(role)
  }
}

/**
 * All that a window of this fair may become. `given`: the roles that the hub gave this station; null: it has none, and
 * may be everything. A desk may as well: it holds every key.
 */
export function placeChoices({ setup }: Fair, given: readonly Role[] | null): PlaceChoices {
  const services = new Map(setup.services.map((service) => [service.code, service.name]))
  return {
    roles: given === null || given.includes('desk') ? Role.options : given,
    gates: setup.gates.map(({ code, name }) => ({ code, name })),
    counters: setup.counters.map((counter) => ({
      code: counter.code,
      name: counter.name,
      zone: counter.zone,
      services: counter.services.flatMap((code) => services.get(code) ?? []),
    })),
    zones: [...new Set(setup.counters.map(({ zone }) => zone))],
    hasServices: setup.services.length > 0,
  }
}

/** Why a place is none of this fair's; null: it is. */
export function placeProblem(
  place: WindowPlace,
  choices: PlaceChoices,
): 'unknown_gate' | 'unknown_counter' | 'unknown_zone' | 'role_not_given' | null {
  if (!choices.roles.includes(place.role)) return 'role_not_given'
  switch (place.role) {
    case 'gate':
      return choices.gates.some(({ code }) => code === place.gate) ? null : 'unknown_gate'
    case 'counter':
      return place.counters.every((code) => choices.counters.some((counter) => counter.code === code))
        ? null
        : 'unknown_counter'
    case 'display':
      return place.zones.every((zone) => choices.zones.includes(zone)) ? null : 'unknown_zone'
    case 'dispenser':
    case 'desk':
      return null
    default:
      return assertNever(place)
  }
}
