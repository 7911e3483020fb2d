import type { Outcome, Reason } from '../events/checkin'

/** go: in or out · attention: a good code, but not here or not now · refused: a code we cannot read or do not know. */
export type Tone = 'go' | 'attention' | 'refused'

/** The tone of an answer; never the only signal, a word, an icon and a sound go with it. */
export function toneOf(outcome: Outcome, reason: Reason | null): Tone {
  if (outcome === 'admitted') return 'go'
  return reason === 'invalid' || reason === 'wrong_fair' || reason === null ? 'refused' : 'attention'
}
