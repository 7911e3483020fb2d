import { describe, expect, it } from 'vitest'
import type { GateView, ScanAnswer } from '../../../core/contract/gate'
import { ADMISSIONS, REFUSALS, UNANSWERED, type Outcome, type Reason } from '../../../core/events/checkin'
import { FAILURE_TEXT } from '../../api/failure-text'
import type { PlainFailure } from '../../api/call'
import { wordsOf } from '../../i18n/words'
import type { Shown } from './gate-machine'
import { verdictOf } from './verdict'

const [id, en] = [wordsOf('id', 'Asia/Jakarta'), wordsOf('en', 'Asia/Jakarta')]
const at = (time: string, day = 14) => Date.parse(`2026-10-${day}T${time}:00+07:00`)
const plain = (text: string | null | undefined) => text?.replaceAll('\u00a0', ' ')

const GATE: GateView = {
  fair: {
    name: { id: 'Pekan Layanan', en: 'Service Week' },
    brand: '#0e5a5a',
    timeZone: 'Asia/Jakarta',
    logo: null,
    demo: false,
  },
  gate: {
    code: 'utara',
    name: { id: 'Pintu Utara', en: 'North Entrance' },
    handScanner: null,
    help: { place: { id: 'Meja bantuan', en: 'Help desk' }, direction: 'left', text: null },
  },
  direction: 'entry',
  list: null,
  walkIn: null,
  locale: 'id',
  notices: [],
}

function shown(
  outcome: Outcome,
  reason: Reason | null,
  over: Partial<ScanAnswer> = {},
  via: 'camera' | 'keypad' = 'camera',
): Shown {
  const answer: ScanAnswer = {
    scanId: '1',
    outcome,
    reason,
    direction: 'entry',
    at: at('09:42'),
    visitor: { name: 'Ratna', category: { id: 'Umum', en: 'Public' } },
    seen: null,
    window: null,
    places: null,
    admits: [],
    open: 0,
    list: { id: 'Simposium 1', en: 'Symposium 1' },
    gate: null,
    sign: null,
    ...over,
  }
  return { ok: true, scan: { scanId: '1', text: 'A', length: 1, via, at: 0 }, answer }
}

const refusals = [
  ...REFUSALS.map((reason) => ['refused', reason] as const),
  ...UNANSWERED.map((reason) => ['incomplete', reason] as const),
]

describe('no dead ends', () => {
  it.each(refusals)('%s %s shows a place to go and tells staff what to do', (outcome, reason) => {
    for (const words of [id, en]) {
      const verdict = verdictOf(shown(outcome, reason), GATE, words)
      expect(verdict.sign?.place).toBe(words.text(GATE.gate.help.place))
      expect(verdict.hint).toContain(`(${reason})`)
      expect(Object.values(verdict).join(' ')).not.toMatch(/[{}]|null|undefined/)
    }
  })

  it.each(Object.keys(FAILURE_TEXT) as PlainFailure[])('a scan that failed with %s is never welcomed', (code) => {
    const failed: Shown = {
      ok: false,
      scan: { scanId: '1', text: 'A', length: 1, via: 'camera', at: 0 },
      code,
      detail: undefined,
    }
    const verdict = verdictOf(failed, GATE, id)
    expect(['Belum tercatat', 'Pintu belum siap']).toContain(verdict.poster)
    expect(verdict.sign?.place).toBe('Meja bantuan')
    expect(verdict.hint).toContain(`(${code})`)
  })
})

describe('who is let in', () => {
  it.each([
    [null, 'Selamat datang', 'Welcome'],
    ['reentry', 'Selamat datang kembali', 'Welcome back'],
    ['exit', 'Terima kasih', 'Thank you'],
  ] as const)('%s is greeted by name', (reason, inIndonesian, inEnglish) => {
    expect(verdictOf(shown('admitted', reason), GATE, id)).toMatchObject({
      poster: inIndonesian,
      name: 'Ratna',
      hint: null,
    })
    expect(verdictOf(shown('admitted', reason), GATE, en).poster).toBe(inEnglish)
    expect(ADMISSIONS.length).toBe(2)
  })

  it('goes where the sign of the set-up says', () => {
    const sign = {
      place: { id: 'Silakan masuk', en: 'Please come in' },
      direction: 'ahead' as const,
      text: { id: 'Ambil nomor antrean.', en: 'Take a number.' },
    }
    expect(verdictOf(shown('admitted', null, { sign }), GATE, id).sign).toEqual({
      direction: 'ahead',
      place: 'Silakan masuk',
      text: 'Ambil nomor antrean.',
    })
  })
})

describe('who is not let in', () => {
  it('hears when and where the code came in', () => {
    const seen = { at: at('08:56'), gate: { id: 'Pintu Selatan', en: 'South Entrance' } }
    expect(plain(verdictOf(shown('refused', 'already_admitted', { seen }), GATE, id).when)).toBe(
      'pukul 08.56 di Pintu Selatan',
    )
    expect(plain(verdictOf(shown('refused', 'already_admitted', { seen }), GATE, en).when)).toBe(
      'at 08:56, South Entrance',
    )
    const yesterday = { at: at('08:56', 13), gate: null }
    expect(plain(verdictOf(shown('refused', 'already_admitted', { seen: yesterday }), GATE, id).when)).toBe(
      'Selasa, 13 Oktober, pukul 08.56',
    )
  })

  it('hears when the code is good, whom the door is for, and how full it is', () => {
    const window = { from: at('08:00', 15), to: at('16:00', 15) }
    expect(plain(verdictOf(shown('refused', 'too_early', { window }), GATE, id).say)).toBe(
      'Kode ini berlaku Kamis, 15 Oktober, pukul 08.00–16.00.',
    )
    const admits = [
      { id: 'ASN', en: 'Civil servants' },
      { id: 'Media', en: 'Media' },
    ]
    expect(verdictOf(shown('refused', 'category', { admits }), GATE, id).say).toBe('Pintu ini untuk ASN dan Media.')
    const places = { inside: 241, capacity: 240 }
    expect(verdictOf(shown('refused', 'full', { places }), GATE, en).say).toBe(
      'All 240 places for Symposium 1 are taken.',
    )
  })

  it('is not told before others why staff are needed', () => {
    for (const reason of ['revoked', 'blocked', 'canceled', 'unpaid', 'unapproved'] as const) {
      expect(verdictOf(shown('refused', reason), GATE, id)).toMatchObject({
        poster: 'Perlu dibantu petugas',
        say: null,
      })
    }
  })

  it('may type the code, or type it again', () => {
    expect(verdictOf(shown('refused', 'invalid'), GATE, id).action).toBe('type')
    expect(verdictOf(shown('refused', 'invalid', {}, 'keypad'), GATE, id).action).toBe('type-again')
  })

  it('is asked the right number of questions', () => {
    expect(verdictOf(shown('incomplete', 'consent', { open: 1 }), GATE, en).say).toBe('Please answer 1 question.')
    expect(verdictOf(shown('incomplete', 'questions', { open: 3 }), GATE, id).say).toBe('Mohon jawab 3 pertanyaan.')
  })
})
