import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../i18n/words'
import { aTicket, aView, NOW } from './a-counter-view'
import { doneMessage, lostMessage, lostTicket } from './message'

const words = wordsOf('id', 'Asia/Jakarta')

describe('what is told after an act', () => {
  it('is the number that was given', () => {
    const done = { view: aView(), label: 'A-061', passedOver: null }
    expect(doneMessage('issue', done, words)?.title).toBe('Nomor A-061 diberikan.')
  })

  it('is for whom the head was passed over', () => {
    const passedOver = { label: 'A-041', counter: { id: 'Loket 3', en: 'Counter 3' } }
    const said = doneMessage('call_next', { view: aView(), label: 'A-042', passedOver }, words)
    expect(said?.title).toBe('A-041 dilewati, sedang dilayani di Loket 3.')
  })

  it('is nothing where the screen itself shows it', () => {
    expect(doneMessage('call_next', { view: aView(), label: 'A-047', passedOver: null }, words)).toBeNull()
  })
})

describe('a number that is no longer in hand', () => {
  const held = aTicket()

  it('is told when nobody here let go of it', () => {
    expect(lostTicket(held, aView(), held.id)).toBe(held)
    expect(lostTicket(held, aView({ held: aTicket({ id: 'other' }) }), held.id)).toBe(held)
  })

  it('is not told when an act made here let go of it', () => {
    expect(lostTicket(held, aView(), null)).toBeNull()
  })

  it('is not told while it is still here, or lies parked or missed here', () => {
    expect(lostTicket(held, aView({ held }), held.id)).toBeNull()
    expect(lostTicket(held, aView({ parked: [held] }), held.id)).toBeNull()
    expect(lostTicket(held, aView({ missed: [held] }), held.id)).toBeNull()
  })

  it('is told with who has it now', () => {
    const lost = { ticket: held.id, label: 'A-047', counter: { id: 'Loket 2', en: 'Counter 2' }, at: NOW } as const
    expect(lostMessage(held, { ...lost, state: 'SERVING' }, words)).toEqual({
      tone: 'refused',
      title: 'A-047 tidak lagi di loket ini.',
      say: 'Loket 2 memanggilnya lebih dulu, pukul 10.31, dan melayaninya. Mohon arahkan pengunjung ke sana.',
    })
    expect(lostMessage(held, { ...lost, state: 'DONE' }, words).say).toMatch(/^Loket 2 .* sudah selesai/)
    expect(lostMessage(held, { ...lost, state: 'WAITING' }, words).say).toMatch(/^Loket lain/)
  })
})
