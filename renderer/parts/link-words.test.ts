import { describe, expect, it } from 'vitest'
import type { Link, LinkTrouble } from '../../core/contract/queue'
import { mayHaveMoved } from './link-words'

const cutOff = (trouble: LinkTrouble | null): Link => ({ state: 'cut_off', since: 1, pending: 0, trouble })

describe('a hub that may have moved', () => {
  it('is one that nobody hears, or that somebody else answers for', () => {
    expect([null, 'other_hub' as const].map((trouble) => mayHaveMoved(cutOff(trouble)))).toEqual([true, true])
  })

  it.each(['in_use', 'hub_busy', 'refused', 'failed', 'not_enrolled', 'revoked'] as const)(
    'is not one that answers: %s',
    (trouble) => {
      expect(mayHaveMoved(cutOff(trouble))).toBe(false)
    },
  )
})
