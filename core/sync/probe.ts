/** A place of the hub's sequence as a folder holds it. */
export interface HeldPlace {
  readonly hubSeq: number
  readonly seq: number
}

/** Places asked for at once; three rounds find one among eight million. */
const PLACES = 199

/**
 * Finds the last event that a folder and a restored hub hold at the same place. A hub that was restored holds everything
 * up to some place and, after it, other events or none: so what it holds ends once.
 * @param heldUpTo the last place held up to a sequence number; null: none
 * @param ask which of these the hub holds at exactly their places
 * @returns its sequence number; 0: nothing is shared
 */
export async function lastShared<E>(
  heldUpTo: (hubSeq: number) => HeldPlace | null,
  ask: (places: readonly HeldPlace[]) => Promise<readonly boolean[] | E>,
  isFailure: (answer: readonly boolean[] | E) => answer is E,
): Promise<number | E> {
  // What is held up to `low` is shared, and nothing after `high`; each is a place held, or 0.
  let low = 0
  let high = heldUpTo(Number.MAX_SAFE_INTEGER)?.hubSeq ?? 0
  while (low < high) {
    const step = Math.ceil((high - low) / PLACES)
    const asked: HeldPlace[] = []
    for (let upTo = low; upTo < high;) {
      upTo = Math.min(high, upTo + step)
      const place = heldUpTo(upTo)
      if (place !== null && place.hubSeq > (asked.at(-1)?.hubSeq ?? low)) asked.push(place)
    }
    const answer = await ask(asked)
    if (isFailure(answer)) return answer
    const firstMissing = answer.indexOf(false)
    if (firstMissing === -1) return high
    low = asked[firstMissing - 1]?.hubSeq ?? low
    high = heldUpTo((asked[firstMissing]?.hubSeq ?? 0) - 1)?.hubSeq ?? 0
  }
  return low
}
