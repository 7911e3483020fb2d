import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { setupImported } from '../events/setup'
import { FairFile, type SlipTemplate } from '../setup/schema'
import { aQueueFair } from '../testing/queue-builders'
import { toSlip } from './slip'
import { layoutSlip, type SlipPart } from './slip-layout'
import { toPrintable } from './slip-layout-text'
import { PAPER, PAPER_WIDTHS, type PaperWidth } from './slip-paper'
import { sampleTicket } from './slip-sample'

const bring = { id: 'KTP asli dan STNK', en: 'Identity card' }
const { slip: _slip, ...old } = { ...aQueueFair({ tax: { bring } }).setup, staff: [] }
/** A fair whose file was written before slips had a template. */
const before = FairFile.parse(old)
const ALL: SlipTemplate = before.slip

interface Asked {
  readonly template?: Partial<SlipTemplate>
  readonly width?: PaperWidth
  readonly locale?: 'id' | 'en'
  readonly kind?: 'normal' | 'priority'
  readonly copy?: number
}

function printed({ template = {}, width = 58, locale = 'id', kind = 'normal', copy = 1 }: Asked = {}) {
  const setup = { ...before, slip: { ...ALL, ...template } }
  return layoutSlip(toSlip(sampleTicket(before, locale, kind), setup, locale, copy), PAPER[width].columns)
}

const linesOf = (parts: readonly SlipPart[]) => parts.flatMap((part) => (part.kind === 'line' ? [part] : []))
const textsOf = (parts: readonly SlipPart[]) => linesOf(parts).map(({ text }) => text)
const rulesIn = (parts: readonly SlipPart[]) => parts.filter(({ kind }) => kind === 'rule').length

describe('the template of a slip', () => {
  it('that a file of before does not have leaves the slip as it was', () => {
    expect(textsOf(printed())).toEqual([
      'Pekan kecil',
      'NOMOR ANTREAN',
      'A-047',
      'tax',
      'Kantor',
      'Tempat:    A',
      'Tujuan:    Loket 1, Loket 2',
      'Di depan:  12 orang',
      'Perkiraan: 20-30 menit',
      'Siapkan:   KTP asli dan STNK',
      'Diambil:   Sel, 13 Okt 2026,',
      '           09.41',
      'Simpan slip ini sampai selesai',
      'dilayani.',
    ])
    expect(rulesIn(printed())).toBe(2)
  })

  it('is read as all of it and no sentence from an event of before', () => {
    const { staff: _staff, ...setup } = old
    const event = { fair: '00000000-0000-7000-8000-00000000fa15', setup }
    expect(setupImported.schema.parse(event).setup.slip).toEqual({
      showFair: true,
      showAgency: true,
      showAhead: true,
      showEstimate: true,
      showBring: true,
      showTime: true,
      footer: null,
    })
  })

  it.each([
    ['showFair', 'Pekan kecil'],
    ['showAgency', 'Kantor'],
    ['showAhead', 'Di depan: 12 orang'],
    ['showEstimate', 'Perkiraan: 20-30 menit'],
    ['showBring', 'Siapkan: KTP asli dan STNK'],
  ] as const)('%s takes away its own line and no other', (field, line) => {
    const [all, without] = [printed(), printed({ template: { [field]: false } })].map((paper) =>
      textsOf(paper).map((text) => text.replace(/: +/, ': ').trim()),
    )
    expect(all).toContain(line)
    expect(without).toEqual(all?.filter((text) => text !== line))
  })

  it('takes the time away, and the labels of the rest move together', () => {
    expect(textsOf(printed({ template: { showTime: false } })).join()).not.toMatch(/Diambil|2026/)
    const bare = printed({ template: { showEstimate: false, showTime: false, showBring: false, showAhead: false } })
    expect(textsOf(bare)).toContain('Tempat: A')
  })

  it('without the fair’s name begins with no rule', () => {
    expect(printed({ template: { showFair: false } })[0]).toMatchObject({ kind: 'line', text: 'NOMOR ANTREAN' })
  })

  it('puts its sentence last, below a rule, in the language of the slip', () => {
    const footer = { id: 'Bertanya? Meja bantuan di pintu utara.', en: 'Questions? Help desk at the north gate.' }
    const paper = printed({ template: { footer } })
    expect(textsOf(paper).slice(-2)).toEqual(['Bertanya? Meja bantuan di pintu', 'utara.'])
    expect(paper.at(-3)).toEqual({ kind: 'rule' })
    expect(textsOf(printed({ template: { footer }, locale: 'en', width: 80 })).at(-1)).toBe(footer.en)
  })

  it('cuts a word of its sentence that no narrow line holds, and loses no letter of it', () => {
    const word = 'https://pelayanan-terpadu.surabaya.example/antrean/2026'
    const lines = textsOf(printed({ template: { footer: { id: `Lihat ${word}`, en: 'See' } } }))
    expect(lines.slice(-3)).toEqual(['Lihat https://pelayanan-', 'terpadu.surabaya.example/', 'antrean/2026'])
    expect(lines.join('')).toContain(word)
  })

  it('has no foot for a sentence of one language that is not written yet', () => {
    const footer = { id: '', en: 'Help desk at the north gate.' }
    expect(printed({ template: { footer } })).toEqual(printed())
  })

  it('whatever it is, number, service, way, marks and code stand there, and every line fits', () => {
    const yes = fc.boolean()
    const sentence = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 160 })
    const template = fc.record({
      showFair: yes,
      showAgency: yes,
      showAhead: yes,
      showEstimate: yes,
      showBring: yes,
      showTime: yes,
      footer: fc.option(fc.record({ id: sentence, en: sentence })),
    })
    fc.assert(
      fc.property(template, fc.constantFrom(...PAPER_WIDTHS), fc.constantFrom('id', 'en'), (asked, width, locale) => {
        const paper = printed({ template: asked, width, locale, kind: 'priority', copy: 2 })
        const lines = linesOf(paper)
        const marks = lines.filter(({ isInverted }) => isInverted).map(({ text }) => text.trim())
        expect(marks).toEqual(locale === 'id' ? ['SALINAN', 'PRIORITAS'] : ['COPY', 'PRIORITY'])
        for (const text of ['A-047', 'tax']) expect(lines.map((line) => line.text)).toContain(text)
        expect(lines.map((line) => line.text).join('\n')).toMatch(/(Tujuan|Go to): +Loket 1, Loket 2/)
        expect(paper.filter(({ kind }) => kind === 'qr')).toHaveLength(1)
        for (const { text, scale } of lines) {
          expect(text).toMatch(/^[ -~]*$/)
          expect(text.length * scale).toBeLessThanOrEqual(PAPER[width].columns)
        }
        const foot = toPrintable(asked.footer?.[locale] ?? '').replaceAll(' ', '')
        expect(
          lines
            .map(({ text }) => text.replaceAll(' ', ''))
            .join('')
            .endsWith(foot),
        ).toBe(true)
      }),
    )
  })
})

describe('the sample of a slip', () => {
  it('is of the service that needs most paper in that language', () => {
    const name = { id: 'Pajak kendaraan bermotor tahunan', en: 'Tax' }
    const bills = { id: 'Tagihan', en: 'Water and electricity bills' }
    const fair = FairFile.parse({ ...aQueueFair({ tax: { name }, bills: { name: bills } }).setup, staff: [] })
    expect(sampleTicket(fair, 'id', 'normal')).toMatchObject({ label: 'A-047', service: name })
    expect(sampleTicket(fair, 'en', 'priority')).toMatchObject({ label: 'B-047', service: bills, class: 'priority' })
  })

  it('shows a fair without services what a slip is', () => {
    const fair = FairFile.parse({ ...before, services: [], counters: [], agencies: [] })
    const lines = textsOf(layoutSlip(toSlip(sampleTicket(fair, 'en', 'normal'), fair, 'en', 1), 48))
    for (const text of ['A-047', 'Name of the service', 'Name of the agency']) expect(lines).toContain(text)
  })
})
