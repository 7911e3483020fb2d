import type { CounterView } from '../../../core/contract/counter'

/** What a counter holds: nobody, somebody called, or somebody served. */
export type Hands = 'empty' | 'called' | 'serving'

/** What the counter on the screen holds. */
export function handsOf({ held }: Pick<CounterView, 'held'>): Hands {
  if (held === null) return 'empty'
  return held.state === 'SERVING' ? 'serving' : 'called'
}
