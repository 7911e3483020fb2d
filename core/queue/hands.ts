import type { Ticket } from './ticket'

/**
 * Of the tickets that are CALLED or SERVING at one counter, the one its operator has in hand: who is being served, else
 * who was called last, ties by id. There are two when the hub's answer to a call was lost and the counter called by
 * itself: the other one is `also called`, next after this one or put back in its place.
 */
export function inHand(held: readonly Ticket[]): Ticket[] {
  return held.toSorted(
    (a, b) =>
      Number(b.state === 'SERVING') - Number(a.state === 'SERVING') ||
      (b.lastCallAt ?? 0) - (a.lastCallAt ?? 0) ||
      (a.id < b.id ? -1 : 1),
  )
}

export const firstInHand = (held: readonly Ticket[]): Ticket | null => inHand(held)[0] ?? null
