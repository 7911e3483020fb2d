/**
 * What a lease of places comes to after so many of its station's own entries and exits. Who leaves makes room again, but
 * never more than was leased: the rest of what left is the hub's to share out.
 */
export const leftOf = (places: number, entries: number, exits: number): number =>
  Math.max(0, places - Math.max(0, entries - exits))

/** A gate's share of what is neither filled nor promised to other gates; at least one, if one is left. */
export function shareOf(room: {
  readonly limit: number
  readonly inside: number
  /** Places left of the leases of other stations. */
  readonly promised: number
  readonly gates: number
}): number {
  const rest = room.limit - room.inside - room.promised
  return rest <= 0 ? 0 : Math.max(1, Math.floor(rest / Math.max(1, room.gates)))
}
