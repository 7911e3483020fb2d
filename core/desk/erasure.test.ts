import { describe, expect, it } from 'vitest'
import { erasureEnd, erasureWord } from './erasure'
import { factsOf } from './stations'

const station = '00000000-0000-4000-8000-000000000001'
const facts = (lastSeenAt: number | null, revokedAt: number | null, wipedAt: number | null = null) =>
  factsOf(
    {
      station,
      number: 2,
      roles: ['gate'],
      enrolledAt: 100,
      lastSeenAt,
      live: false,
      revokedAt,
      wiped: null,
      doubledAt: null,
      presence: null,
    },
    wipedAt,
  )

describe('what is known of a forgotten person at a station', () => {
  it('is its own word that they are erased, whatever became of it since', () => {
    expect(erasureWord(500, facts(600, 700))).toEqual({ is: 'erased', at: 500 })
    expect(erasureWord(500, null)).toEqual({ is: 'erased', at: 500 })
  })

  it('is awaited of one that takes part, or of which nothing is known', () => {
    expect(erasureWord(null, facts(600, null))).toEqual({ is: 'waiting', at: 600 })
    expect(erasureWord(null, null)).toEqual({ is: 'waiting', at: null })
  })

  it('is not awaited of a revoked one: it is wiped, or was told, or was not seen since', () => {
    expect(erasureWord(null, facts(600, 500, 650))).toEqual({ is: 'wiped', at: 650 })
    expect(erasureWord(null, facts(600, 500))).toEqual({ is: 'told', at: 600 })
    expect(erasureWord(null, facts(400, 500))).toEqual({ is: 'unseen', at: 400 })
    expect(erasureWord(null, facts(null, 500))).toEqual({ is: 'unseen', at: 100 })
  })
})

describe('an erasure', () => {
  const erased = { is: 'erased', at: 1 } as const
  const wiped = { is: 'wiped', at: 1 } as const
  const unseen = { is: 'unseen', at: 1 } as const
  const told = { is: 'told', at: 1 } as const
  const waiting = { is: 'waiting', at: null } as const

  it('is done when every station erased them or is wiped', () => {
    expect(erasureEnd('done', [erased, wiped])).toBe('done')
    expect(erasureEnd('none', [erased])).toBe('done')
  })

  it('is open while the hub or a station that takes part has yet to do it', () => {
    expect(erasureEnd('waiting', [erased])).toBe('open')
    expect(erasureEnd('done', [erased, waiting, unseen])).toBe('open')
  })

  it('is said to be unreached when only a revoked station is left that never said its data is gone', () => {
    expect(erasureEnd('done', [erased, unseen])).toBe('unreached')
    expect(erasureEnd('done', [wiped, told])).toBe('unreached')
  })
})
