/** A place of the hub's sequence as a folder holds it. */
export interface HeldPlace {
  readonly hubSeq: number
  readonly seq: number
}

/** Places asked for at once; three rounds find one in eight million. */
const PLACES = 199

/**
 * Finds the last event that a folder and a restored hub hold at the same place. A hub that was restored holds everything
 * up to some place and, after it, other events or none: so what it holds ends once.
 * @param held rising by hubSeq
 * @param ask which of these the hub holds at exactly their places
 * @returns its sequence number; 0: nothing is shared
 */
export async function lastShared<E>(
  held: readonly HeldPlace[],
  ask: (places: readonly HeldPlace[]) => Promise<readonly boolean[] | E>,
  isFailure: (answer: readonly boolean[] | E) => answer is E,
): Promise<number | E> {
  // Everything before `low` is shared, nothing from `high` on.
  let low = 0
  let high = held.length
  while (low < high) {
    const step = Math.max(1, Math.ceil((high - low) / PLACES))
    const asked: number[] = []
    for (let index = low + step - 1; index < high; index += step) asked.push(index)
    if (asked.length === 0) asked.push(high - 1)
    const answer = await ask(asked.flatMap((index) => held[index] ?? []))
    if (isFailure(answer)) return answer
    const firstMissing = answer.indexOf(false)
    if (firstMissing === -1) low = (asked.at(-1) ?? low) + 1
    else {
      high = asked[firstMissing] ?? high
      if (firstMissing > 0) low = (asked[firstMissing - 1] ?? low) + 1
    }
  }
  return low === 0 ? 0 : (held[low - 1]?.hubSeq ?? 0)
}
