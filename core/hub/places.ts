/**
 * What a lease of places comes to: its station's doors let in visitors since it was made, and some of those out again.
 * Who came in elsewhere and leaves here makes no room here: that place is the hub's to share out.
 */
export const leftOf = (places: number, letIn: number): number => Math.max(0, places - letIn)

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
