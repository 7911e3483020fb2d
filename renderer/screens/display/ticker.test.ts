import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TICKER_LETTERS, tickerPages } from './ticker'

describe('the text at the foot', () => {
  it('stays whole when it fits', () => {
    expect(tickerPages('Salat Jumat 11.30 sampai 13.00. Loket tetap memanggil.')).toEqual([
      'Salat Jumat 11.30 sampai 13.00. Loket tetap memanggil.',
    ])
  })

  it('is cut between sentences, and a long sentence between words', () => {
    expect(tickerPages('Satu dua. Tiga empat lima enam tujuh. Delapan.', 16)).toEqual([
      'Satu dua.',
      'Tiga empat lima',
      'enam tujuh.',
      'Delapan.',
    ])
  })

  it('fits on every page and loses no word', () => {
    const word = fc.stringMatching(/^[a-z]{1,14}[.,;]?$/)
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 60 }), (words) => {
        const pages = tickerPages(words.join(' '))
        expect(pages.every((page) => page.length <= TICKER_LETTERS)).toBe(true)
        expect(pages.join(' ').split(' ')).toEqual(words)
      }),
    )
  })
})
