import { describe, expect, it } from 'vitest'
import type { Detail } from '../../../core/result/result'
import { QUEUE_ERRORS } from '../../../core/queue/errors'
import { wordsOf } from '../../i18n/words'
import { NOW } from './a-counter-view'
import { refusalOf, type Tried } from './refusal'

const id = wordsOf('id', 'Asia/Jakarta')
const tried: Tried = {
  label: 'A-047',
  counters: [{ code: 'three', name: { id: 'Loket 3', en: 'Counter 3' } }],
}
const refusal = (code: Parameters<typeof refusalOf>[0], detail?: Detail, words = id) =>
  refusalOf(code, detail, tried, words)

describe('a refused act', () => {
  it('says who was faster, and when', () => {
    expect(refusal('changed', { by: 'Loket 7', at: NOW, state: 'CALLED' }).title).toBe(
      'A-047 dipanggil Loket 7 pukul 10.31.',
    )
    const en = wordsOf('en', 'Asia/Jakarta')
    expect(refusal('changed', { by: 'three', at: NOW, state: 'SERVING' }, en).title).toBe(
      'A-047 is being served by Counter 3 since 10:31.',
    )
  })

  it('turns the code of a counter here into its name', () => {
    expect(refusal('changed', { by: 'three', at: NOW, state: 'DONE' }).title).toBe(
      'A-047 diselesaikan Loket 3 pukul 10.31.',
    )
  })

  it('stays true when it is not told who or when', () => {
    expect(refusal('changed', { state: 'CANCELLED' }).title).toBe('A-047 sudah dibatalkan.')
    expect(refusal('changed').title).toBe('A-047 sudah berubah sejak layar ini dibaca.')
  })

  it('says how long it is too soon', () => {
    expect(refusal('too_soon', { seconds: 12, calls: 1 }).title).toBe(
      'Terlalu cepat untuk A-047. Panggil 1 kali lagi. Tunggu 12 detik.',
    )
  })

  it('says where the visitor is being served just now', () => {
    expect(refusal('served_elsewhere', { label: 'A-047', number: 'B-012', counter: 'three' }).title).toBe(
      'A-047 sedang dilayani di Loket 3.',
    )
  })

  it('names the counter that holds the number', () => {
    expect(refusal('other_counter', { counter: 'three', label: 'A-047', state: 'SERVING' }).title).toBe(
      'A-047 dilayani Loket 3.',
    )
  })

  it('names the number that is in the way', () => {
    expect(refusal('ticket_in_hand', { number: 'B-012' }).title).toBe('B-012 masih di loket ini.')
  })

  it('has words for every refusal of the queue and for the common failures', () => {
    for (const words of [id, wordsOf('en', 'Asia/Jakarta')]) {
      for (const code of [...QUEUE_ERRORS, 'internal', 'disk_full'] as const) {
        const { title } = refusal(code, undefined, words)
        expect(title).not.toMatch(/[{}]|none|undefined|counter\.\w/)
        expect(title.length).toBeGreaterThan(5)
      }
    }
  })
})
