import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CLIP_WORDS, CLIPS, type ClipName } from './clips'
import { breathBetween, clipsForCall, sentenceForCall, type SpokenCall, type VoiceSettings } from './speak'

const PLAIN: VoiceSettings = { english: false, leadingZeros: false, agency: false }

function aCall(change: Partial<SpokenCall> = {}, counter = 'Loket 5', counterEn = 'Counter 5'): SpokenCall {
  return {
    prefix: 'A',
    number: 47,
    calls: 1,
    agency: 'Bapenda',
    counter: { name: { id: counter, en: counterEn } },
    ...change,
  }
}

const WORDS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(CLIP_WORDS).flatMap(([language, words]) =>
    Object.entries(words).map(([name, said]) => [`${language}/${name}`, said]),
  ),
)

/** What one hears, with `~` for the chime. */
const heard = (call: SpokenCall, settings: Partial<VoiceSettings> = {}) =>
  clipsForCall(call, { ...PLAIN, ...settings })
    .map((clip) => (clip === 'chime' ? '~' : WORDS[clip]))
    .join(' ')

describe('a spoken call', () => {
  it('names number and counter after a chime', () => {
    expect(heard(aCall())).toBe('~ nomor antrean a empat puluh tujuh silakan menuju loket lima')
  })

  it.each([
    ['AB', 17, '~ nomor antrean a be tujuh belas'],
    ['A', 999, '~ nomor antrean a sembilan ratus sembilan puluh sembilan'],
    ['A', 1000, '~ nomor antrean a seribu'],
    ['K', 7, '~ nomor antrean ka tujuh'],
    ['A', 1_030_001, '~ nomor antrean a ka tiga nol satu'],
    ['A', 1_030_047, '~ nomor antrean a ka tiga empat puluh tujuh'],
    ['AB', 1_120_105, '~ nomor antrean a be ka dua belas seratus lima'],
  ])('%s %i', (prefix, number, said) => {
    expect(heard(aCall({ prefix, number }))).toBe(`${said} silakan menuju loket lima`)
  })

  it('says which call it is from the second on', () => {
    const start = (calls: number) => heard(aCall({ calls })).split(' nomor')[0]
    expect([1, 2, 3, 4, 5, 6, 12].map(start)).toEqual([
      '~',
      '~ panggilan kedua',
      '~ panggilan ketiga',
      '~ panggilan keempat',
      '~ panggilan kelima',
      '~ panggilan ulang',
      '~ panggilan ulang',
    ])
  })

  it.each([
    ['Loket 12', 'loket dua belas'],
    ['Loket A-K3-01', 'loket a ka tiga satu'],
    ['A-K3-01', 'loket a ka tiga satu'],
    ['Loket Prioritas 12', 'loket prioritas dua belas'],
    ['Prioritas 2', 'loket prioritas dua'],
    ['Meja Informasi', 'meja informasi'],
    ['loket 3 (BPJS)', 'loket tiga be pe je es'],
    ['Loket 1234567', 'loket satu dua tiga empat lima enam tujuh'],
  ])('leads to %s', (name, said) => {
    expect(heard(aCall({}, name)).split('silakan menuju ')[1]).toBe(said)
  })

  it('asks people to look at the screen when it cannot say the whole name of the counter', () => {
    expect(heard(aCall({}, 'Loket Wijayakusuma 1'))).toBe('~ nomor antrean a empat puluh tujuh mohon lihat layar')
    expect(heard(aCall({}, '–'))).toBe('~ nomor antrean a empat puluh tujuh mohon lihat layar')
  })

  it('reads leading zeros one by one below ten where the fair wants it', () => {
    const said = (number: number, counter = 'Loket 5') =>
      heard(aCall({ number }, counter), { leadingZeros: true }).replace('~ nomor antrean a ', '')
    expect(said(7)).toBe('nol nol tujuh silakan menuju loket lima')
    expect(said(47)).toBe('empat puluh tujuh silakan menuju loket lima')
    expect(said(47, 'A-K3-01')).toBe('empat puluh tujuh silakan menuju loket a ka tiga nol satu')
    expect(said(47, 'Loket 012')).toBe('empat puluh tujuh silakan menuju loket dua belas')
  })

  it('adds the agency where every word of it can be said, and else leaves it out', () => {
    const last = (agency: string) => heard(aCall({ agency }), { agency: true }).split('loket lima')[1]
    expect(last('Bapenda / Samsat')).toBe(' bapenda samsat')
    expect(last('BPJS Kesehatan')).toBe(' be pe je es kesehatan')
    expect(last('DPMPTSP')).toBe(' de pe em pe te es pe')
    expect(last('Perkumpulan Petani')).toBe('')
  })

  it('comes in English after the Indonesian where the fair wants it', () => {
    const call = aCall({ number: 1117, calls: 2 }, 'Loket Prioritas 21', 'Priority counter 21')
    expect(heard(call, { english: true, agency: true })).toBe(
      '~ panggilan kedua nomor antrean a seribu seratus tujuh belas silakan menuju loket prioritas dua puluh satu bapenda ' +
        'second call queue number A one thousand one hundred seventeen please go to priority counter twenty one',
    )
  })

  it('has words of its own for a system voice', () => {
    expect(sentenceForCall(aCall({ calls: 2 }), PLAIN)).toBe(
      'panggilan kedua nomor antrean a empat puluh tujuh, silakan menuju loket lima',
    )
  })

  it('needs only clips that exist, whatever the names and numbers are', () => {
    const known = new Set<ClipName>(CLIPS)
    const name = fc.record({ id: fc.string({ maxLength: 30 }), en: fc.string({ maxLength: 30 }) })
    const call = fc.record({
      prefix: fc.stringMatching(/^[A-HJ-NPR-Z]{1,2}$/),
      number: fc.integer({ min: 1, max: 99_999 }),
      calls: fc.integer({ min: 1, max: 30 }),
      agency: fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom('DJP / KPP Pajak', 'ATR/BPN', 'PLN')),
      counter: fc.record({ name }),
    })
    const settings = fc.record({ english: fc.boolean(), leadingZeros: fc.boolean(), agency: fc.boolean() })
    fc.assert(
      fc.property(call, settings, (call, settings) => {
        const clips = clipsForCall(call, settings)
        expect(clips.filter((clip) => !known.has(clip))).toEqual([])
        expect(clips.filter((clip) => clip === 'chime')).toHaveLength(1)
      }),
    )
  })
})

describe('the breath between two clips', () => {
  it('is longest between the languages, and longer between number and place than between words', () => {
    const languages = breathBetween('id/number-5', 'en/queue-number')
    const place = breathBetween('id/number-7', 'id/please-go-to')
    const words = breathBetween('id/puluh', 'id/number-7')
    expect([languages > place, place > words, words > 0]).toEqual([true, true, true])
  })
})
