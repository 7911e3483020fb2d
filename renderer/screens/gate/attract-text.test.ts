import { describe, expect, it } from 'vitest'
import type { GateView } from '../../../core/contract/gate'
import { wordsOf } from '../../i18n/words'
import { attractText } from './attract-text'

const words = wordsOf('id', 'Asia/Jakarta')
const at = (time: string, day = 14) => Date.parse(`2026-10-${day}T${time}:00+07:00`)
const list = {
  code: 'l',
  name: { id: 'Pintu', en: 'Door' },
  day: 2,
  open: 'now' as const,
  window: { from: at('08:00'), to: at('16:00') },
  isChosen: false,
}
const gate = (over: Partial<GateView> = {}, handScanner: 'left' | 'right' | null = 'right'): GateView => ({
  fair: { name: { id: 'Pekan', en: 'Week' }, brand: '#0e5a5a', timeZone: 'Asia/Jakarta', logo: null, demo: false },
  gate: {
    code: 'utara',
    name: { id: 'Pintu Utara', en: 'North Entrance' },
    handScanner,
    help: { place: { id: 'Meja bantuan', en: 'Help desk' }, direction: 'left', text: null },
  },
  direction: 'entry',
  walkIn: null,
  list,
  locale: 'id',
  notices: [],
  ...over,
})
const told = (view: GateView, camera: Parameters<typeof attractText>[1] = 'running', now = at('09:00')) => {
  const { title, when, headline, lead } = attractText(view, camera, now, words)
  return { title, when, headline: headline.replaceAll('\u00a0', ' '), lead: lead.replaceAll('\u00a0', ' ') }
}

describe('the waiting gate', () => {
  it('names its way, its day and its hours', () => {
    expect(told(gate())).toMatchObject({
      title: 'Masuk, hari ke-2',
      when: 'Rabu, 14 Oktober, 08.00–16.00',
      headline: 'Tunjukkan kode QR ke kamera',
    })
  })

  it('says when staff chose its list', () => {
    expect(told(gate({ list: { ...list, isChosen: true } })).when).toBe(
      'Rabu, 14 Oktober, 08.00–16.00, daftar dipilih petugas: Pintu',
    )
  })

  it('points to the hand scanner, or to the keypad, when there is no picture', () => {
    expect(told(gate(), 'missing').headline).toBe('Pindai kode QR di sebelah kanan')
    expect(told(gate({}, null), 'denied').headline).toBe('Ketik kode Anda')
    expect(told(gate(), 'starting').headline).toBe('Tunjukkan kode QR ke kamera')
  })

  it('says when it opens', () => {
    const later = gate({ list: { ...list, open: 'later' } })
    expect(told(later, 'running', at('07:00')).headline).toBe('Dibuka pukul 08.00')
    expect(told(later, 'running', at('20:00', 13)).headline).toBe('Dibuka Rabu, 14 Oktober, pukul 08.00')
  })

  it('says that it is over, but lets people out', () => {
    const over = { ...list, open: 'over' as const }
    expect(told(gate({ list: over }), 'running', at('17:00'))).toMatchObject({
      headline: 'Sudah ditutup',
      lead: 'Terakhir dibuka hari ini, pukul 08.00–16.00.',
    })
    expect(told(gate({ list: over, direction: 'exit' })).headline).toBe('Tunjukkan kode QR ke kamera')
    expect(told(gate({ list: over, direction: 'either' })).lead).toBe('Untuk keluar, tunjukkan kode seperti biasa.')
  })

  it('says that it has no list', () => {
    expect(told(gate({ list: null }))).toMatchObject({
      title: 'Masuk',
      when: null,
      headline: 'Pintu ini belum disiapkan',
    })
  })
})
