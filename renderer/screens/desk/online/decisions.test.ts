import { describe, expect, it } from 'vitest'
import type { OnlineDoubt } from '../../../../core/contract/online'
import { decided, decidedRest, decisionOfKey, NOTHING_PICKED, openCount } from './decisions'

const doubt = (key: string, candidates: number): OnlineDoubt => ({
  key,
  called: key,
  more: [],
  why: 'near',
  minutes: 20,
  from: 0,
  to: 1,
  candidates: Array.from({ length: candidates }, (_, n) => ({
    id: `${key}-${n}`,
    name: key,
    category: null,
    institution: null,
  })),
})
const LIST = [doubt('budi', 2), doubt('tamu', 0), doubt('siti', 1)]

describe('deciding who somebody is', () => {
  it('goes by one key: a candidate’s number, new, no visitor, find, take back', () => {
    const [budi, tamu] = LIST
    if (budi === undefined || tamu === undefined) throw new Error('no list')
    expect(decisionOfKey('2', budi)).toEqual({ is: 'visitor', visitor: 'budi-1' })
    expect(decisionOfKey('3', budi)).toBeNull()
    expect(decisionOfKey('1', tamu)).toBeNull()
    expect(['b', 'N', 'x', 'c', 'z', 'q'].map((key) => decisionOfKey(key, tamu))).toEqual([
      { is: 'new' },
      { is: 'new' },
      { is: 'nobody' },
      'find',
      'take_back',
      null,
    ])
  })

  it('can be taken back, and leaves what was decided when all others are', () => {
    const one = decided(NOTHING_PICKED, 'budi', { is: 'visitor', visitor: 'v' }, 'Budi S.')
    expect(one.names).toEqual({ v: 'Budi S.' })
    expect(openCount(one.decisions, LIST)).toBe(2)
    const all = decidedRest(one, LIST, 'nobody')
    expect(openCount(all.decisions, LIST)).toBe(0)
    expect(all.decisions['budi']).toEqual({ is: 'visitor', visitor: 'v' })
    expect(openCount(decided(all, 'siti', null).decisions, LIST)).toBe(1)
  })
})
