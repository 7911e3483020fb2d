import { dataFate, type StationFacts } from './stations'

/**
 * What is known of a forgotten person's data at one station. `at`: UTC ms.
 * - `erased`: it said that nothing of them is left there.
 * - `waiting`: it takes part and has yet to say so; `at`: when it was seen last, null: not known.
 * - `wiped`: revoked, and by its own word nothing of anybody is left there.
 * - `told`: revoked, heard of it at that time, and has not said that it is wiped.
 * - `unseen`: revoked, and not seen since that time: what it held counts as lost.
 */
export type ErasureWord =
  | { readonly is: 'erased' | 'wiped' | 'told' | 'unseen'; readonly at: number }
  | { readonly is: 'waiting'; readonly at: number | null }

/**
 * How an erasure stands. `open`: the hub or a station that takes part has yet to do it. `unreached`: nothing more will
 * come by itself, and a revoked station never said that its data is gone. `done`: nothing is left anywhere.
 */
export type ErasureEnd = 'open' | 'unreached' | 'done'

/**
 * @param confirmedAt when the station said that it erased them; null: it did not
 * @param facts the hub's word for the station; null: not asked, or the hub does not know it
 */
export function erasureWord(confirmedAt: number | null, facts: StationFacts | null): ErasureWord {
  if (confirmedAt !== null) return { is: 'erased', at: confirmedAt }
  const fate = facts === null ? null : dataFate(facts)
  if (facts === null || fate === null) return { is: 'waiting', at: facts?.lastSeenAt ?? null }
  if (facts.wipedAt !== null) return { is: 'wiped', at: facts.wipedAt }
  // `dataFate` is null for who is not revoked.
  const at = facts.lastSeenAt ?? facts.enrolledAt ?? facts.revokedAt ?? 0
  return { is: fate === 'told' ? 'told' : 'unseen', at }
}

/** @param hub has the hub buried them? `none`: there is no hub */
export function erasureEnd(hub: 'none' | 'waiting' | 'done', words: readonly ErasureWord[]): ErasureEnd {
  if (hub === 'waiting' || words.some(({ is }) => is === 'waiting')) return 'open'
  return words.some(({ is }) => is === 'told' || is === 'unseen') ? 'unreached' : 'done'
}
