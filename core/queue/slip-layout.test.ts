import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { IssuedTicket } from '../contract/dispenser'
import { aFair } from '../testing/builders'
import { slipProgress, toSlip, type Slip } from './slip'
import { layoutSlip, layoutTest, type SlipPart } from './slip-layout'
import { toPrintable, wrap } from './slip-layout-text'
import type { Columns } from './slip-paper'

const aSlip = (more: Partial<Slip> = {}): Slip => ({
  fair: 'Pekan Layanan 2026',
  number: 'A-047',
  agency: 'Samsat Jawa Timur',
  service: 'Pajak kendaraan tahunan',
  class: 'normal',
  area: 'Area B',
  counters: 'Loket 5, Loket 6',
  estimate: '20–30 menit',
  ahead: 12,
  bring: 'KTP asli, STNK asli',
  at: Date.UTC(2026, 9, 13, 2, 41),
  timeZone: 'Asia/Jakarta',
  locale: 'id',
  qr: 'PDQ1:ABC',
  copy: 1,
  footer: null,
  ...more,
})

const linesOf = (parts: readonly SlipPart[]) => parts.flatMap((part) => (part.kind === 'line' ? [part] : []))
const textOf = (parts: readonly SlipPart[]) =>
  linesOf(parts)
    .map(({ text }) => text.trim())
    .join(' ')
const WIDTHS = [32, 48] as const satisfies Columns[]

/** 200 letters, in words as names have them. */
const longName = (start: string) =>
  `${start} ${'Penanaman Modal dan Pelayanan Terpadu Satu Pintu '.repeat(5)}`.slice(0, 200)

describe('the layout of a slip', () => {
  it.each(WIDTHS)('says on %s columns what the visitor needs to know', (columns) => {
    const text = textOf(layoutSlip(aSlip(), columns))
    for (const part of ['Pekan Layanan 2026', 'A-047', 'Pajak kendaraan tahunan', 'Samsat Jawa Timur', 'Area B'])
      expect(text).toContain(part)
    expect(text).toMatch(/Loket 5, Loket 6.*12 orang.*20-30 menit.*KTP asli, STNK asli.*Sel, 13 Okt 2026, 09\.41/)
    expect(layoutSlip(aSlip(), columns)).toContainEqual({ kind: 'qr', text: 'PDQ1:ABC' })
  })

  it('speaks English to who asked for it', () => {
    const text = textOf(layoutSlip(aSlip({ locale: 'en', ahead: 1, estimate: '20–30 minutes' }), 48))
    expect(text).toContain('QUEUE NUMBER')
    expect(text).toMatch(/Ahead: +1 person/)
    expect(text).toMatch(/Tue, 13 Oct 2026, 09:41/)
    expect(text).not.toMatch(/Loket:|Siapkan|Diambil/)
  })

  it('leaves out what there is nothing honest to say of', () => {
    const text = textOf(layoutSlip(aSlip({ estimate: null, bring: null, ahead: 0 }), 32))
    expect(text).not.toMatch(/Perkiraan|Siapkan/)
    expect(text).toContain('tidak ada')
  })

  it.each([
    [32, 'A-047', 6],
    [48, 'A-047', 8],
    [32, 'AB-1000', 4],
    [48, 'AB-1000', 6],
  ] as const)('prints on %s columns %s as large as the paper allows', (columns, number, scale) => {
    expect(linesOf(layoutSlip(aSlip({ number }), columns))).toContainEqual(
      expect.objectContaining({ text: number, scale, isBold: true }),
    )
  })

  it('marks priority in white on black, and only then', () => {
    const marks = (slip: Slip) => linesOf(layoutSlip(slip, 32)).filter(({ isInverted }) => isInverted)
    expect(marks(aSlip({ class: 'priority' })).map(({ text }) => text)).toEqual([' PRIORITAS '])
    expect(marks(aSlip())).toEqual([])
  })

  it('marks a copy as one, and says which', () => {
    expect(textOf(layoutSlip(aSlip({ copy: 2 }), 32))).toMatch(/SALINAN cetakan ke-2/)
    expect(textOf(layoutSlip(aSlip({ copy: 3, locale: 'en' }), 32))).toMatch(/COPY print no\. 3/)
    expect(textOf(layoutSlip(aSlip(), 32))).not.toMatch(/SALINAN/)
  })

  it.each(WIDTHS)('wraps names of 200 letters on %s columns and cuts no word', (columns) => {
    const [fair, agency, service, bring] = ['Dinas', 'Badan', 'Layanan', 'Surat'].map(longName)
    const slip = aSlip({ fair: fair!, agency: agency!, service: service!, bring: bring!, area: longName('Area') })
    const lines = linesOf(layoutSlip(slip, columns))
    for (const { text, scale } of lines) expect(text.length * scale).toBeLessThanOrEqual(columns)
    const words = textOf(layoutSlip(slip, columns)).split(/\s+/)
    for (const name of [fair, agency, service, bring])
      for (const word of name!.trim().split(' ')) expect(words).toContain(word)
  })

  it('fits its lines whatever the texts are, in ASCII', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 200 })
    fc.assert(
      fc.property(text, text, text, fc.constantFrom(...WIDTHS), (service, area, bring, columns) => {
        for (const line of linesOf(layoutSlip(aSlip({ service, area, bring, copy: 2, class: 'priority' }), columns))) {
          expect(line.text).toMatch(/^[ -~]*$/)
          expect(line.text.length * line.scale).toBeLessThanOrEqual(columns)
        }
      }),
    )
  })

  it('has a test page without anything like a number', () => {
    for (const columns of WIDTHS) {
      const lines = linesOf(layoutTest('id', columns))
      expect(lines.map(({ text }) => text.length)).toContain(columns)
      expect(lines.some(({ text }) => /[A-Z]-\d/.test(text))).toBe(false)
    }
  })
})

describe('wrapping', () => {
  it('loses nothing but the spaces', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z\-/ ]{0,120}$/), fc.integer({ min: 4, max: 48 }), (text, columns) => {
        const lines = wrap(text, columns)
        expect(lines.every((line) => line.length <= columns)).toBe(true)
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
      }),
    )
  })

  it('cuts a word that no line holds, after a hyphen if it can', () => {
    expect(wrap('antar-kabupaten', 8)).toEqual(['antar-', 'kabupate', 'n'])
    expect(wrap('satu duatigaempat', 8)).toEqual(['satu', 'duatigae', 'mpat'])
  })
})

describe('the printable form of a text', () => {
  it.each([
    ['20–30 menit', '20-30 menit'],
    ['“Café”… ’t', '"Cafe"... \'t'],
    ['Straße Ærø', 'Strasse AEro'],
    ['北京', '??'],
    ['a\u00a0b\n c', 'a b c'],
  ])('of %j is %j', (text, printable) => {
    expect(toPrintable(text)).toBe(printable)
  })
})

describe('the slip of an issued ticket', () => {
  const issued: IssuedTicket = {
    ticket: '00000000-0000-7000-8000-000000000001',
    label: 'A-047',
    agency: { shortName: 'Samsat', name: { id: 'Samsat Jatim', en: 'East Java Samsat' } },
    service: { id: 'Pajak', en: 'Tax' },
    class: 'priority',
    areas: ['Area A', 'Area B'],
    counters: [
      { id: 'Loket 1', en: 'Counter 1' },
      { id: 'Loket 2', en: 'Counter 2' },
    ],
    ahead: 3,
    estimate: { from: 20 * 60_000, to: 30 * 60_000 },
    bring: { id: 'KTP', en: 'ID card' },
    at: Date.UTC(2026, 9, 13, 2),
    qr: 'PDQ1:X',
    print: 'printing',
  }

  it('is in the language it was asked for', () => {
    expect(toSlip(issued, aFair().setup, 'en', 1)).toEqual({
      fair: 'Small fair',
      number: 'A-047',
      agency: 'East Java Samsat',
      service: 'Tax',
      class: 'priority',
      area: 'Area A, Area B',
      counters: 'Counter 1, Counter 2',
      estimate: '20–30 minutes',
      ahead: 3,
      bring: 'ID card',
      at: issued.at,
      timeZone: 'Asia/Jakarta',
      locale: 'en',
      qr: 'PDQ1:X',
      copy: 1,
      footer: null,
    })
  })

  it.each([
    [{ from: 0, to: 5 * 60_000 }, '0–5 menit'],
    [{ from: 60_000, to: 60_000 }, '1 menit'],
    [null, null],
  ])('says a wait of %j as %j', (estimate, text) => {
    expect(toSlip({ ...issued, estimate }, aFair().setup, 'id', 1).estimate).toBe(text)
  })

  it.each([
    ['ISSUING', null, true, 'printing'],
    ['ISSUING', 'paper_out', true, 'trouble'],
    ['WAITING', 'paper_out', true, 'printed'],
    ['CANCELLED', 'paper_out', true, 'trouble'],
    ['WAITING', null, false, 'none'],
  ] as const)('%s, trouble %s, printer %s: %s', (state, printTrouble, hasPrinter, progress) => {
    expect(slipProgress({ state, printTrouble }, hasPrinter)).toBe(progress)
  })
})
