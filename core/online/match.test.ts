import { describe, expect, it } from 'vitest'
import { matchParticipant, nameBook } from './match'

const BOOK = nameBook([
  { visitor: 'budi', name: 'Budi Santoso' },
  { visitor: 'siti-1', name: 'Siti Rahayu' },
  { visitor: 'siti-2', name: 'Siti Rahayu' },
  { visitor: 'sukarno', name: 'Soekarno' },
  { visitor: 'raden', name: 'Raden Ayu Kusumaningtyas' },
])
const match = (names: string[], more: { byCode?: string; byEmail?: string[] } = {}) =>
  matchParticipant({ names, byCode: more.byCode ?? null, byEmail: more.byEmail ?? [] }, BOOK)

describe('a participant', () => {
  it('is known by code, then by e-mail, then by a full name that one person has', () => {
    expect(match(['siapa'], { byCode: 'raden', byEmail: ['budi'] })).toEqual({
      is: 'found',
      visitor: 'raden',
      by: 'code',
    })
    expect(match(['HP Xiaomi'], { byEmail: ['budi'] })).toEqual({ is: 'found', visitor: 'budi', by: 'email' })
    expect(match(['santoso, BUDI'])).toEqual({ is: 'found', visitor: 'budi', by: 'name' })
    expect(match(['Budi Santoso', 'budi iPhone'])).toEqual({ is: 'found', visitor: 'budi', by: 'name' })
  })

  it('is asked for when several have the name, unless the e-mail says which', () => {
    expect(match(['Siti Rahayu'])).toEqual({ is: 'doubtful', why: 'several', candidates: ['siti-1', 'siti-2'] })
    expect(match(['Siti Rahayu'], { byEmail: ['budi', 'siti-2'] })).toMatchObject({ visitor: 'siti-2', by: 'email' })
    expect(match(['Keluarga'], { byEmail: ['budi', 'siti-2'] })).toMatchObject({ is: 'doubtful', why: 'several' })
  })

  it('is asked for when a word is all there is, when a letter differs, and when nobody is like it', () => {
    expect(match(['Sukarno'])).toEqual({ is: 'doubtful', why: 'near', candidates: ['sukarno'] })
    expect(match(['soekarno'])).toEqual({ is: 'doubtful', why: 'short_name', candidates: ['sukarno'] })
    expect(match(['Budi Santosa'])).toEqual({ is: 'doubtful', why: 'near', candidates: ['budi'] })
    expect(match(['Zoom User'])).toEqual({ is: 'doubtful', why: 'unknown', candidates: [] })
    expect(match([])).toMatchObject({ why: 'unknown' })
  })
})
