import jsQR from 'jsqr'
import { describe, expect, it } from 'vitest'
import type { Slip } from '../../core/queue/slip'
import { layoutSlip, layoutTest } from '../../core/queue/slip-layout'
import type { PaperWidth } from '../../core/queue/slip-paper'
import { columnsOf, encodeParts } from './escpos'
import { EscposMachine, type PrintedSlip } from './testing/escpos-machine'

/** As long as a slip's code is, with every sign it may hold. */
const CODE = 'PDQ1:' + '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'.repeat(4).slice(0, 144)
const DOTS = { 58: 384, 80: 576 }

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
  qr: CODE,
  copy: 1,
  footer: null,
  ...more,
})

function print(slip: Slip, width: PaperWidth): PrintedSlip {
  const machine = new EscposMachine({ answers: 'all', clears: true })
  machine.feed(encodeParts(layoutSlip(slip, columnsOf(width)), width))
  expect(machine.unknown).toEqual([])
  expect(machine.slips).toHaveLength(1)
  return machine.slips[0]!
}

const textOf = (slip: PrintedSlip) => slip.lines.map(({ text }) => text).join('\n')
const readQr = ({ data, width, height }: PrintedSlip['pictures'][number]) => jsQR(data, width, height)

describe.each([58, 80] as const)('a slip on paper of %s mm', (width) => {
  it('has its words, its number large, and a code that reads', () => {
    const paper = print(aSlip(), width)
    for (const part of [
      'Pekan Layanan 2026',
      'Pajak kendaraan tahunan',
      'Samsat Jawa Timur',
      '12 orang',
      '20-30 menit',
    ])
      expect(textOf(paper)).toContain(part)
    expect(paper.lines.find(({ text }) => text === 'A-047')?.scale).toBe(width === 58 ? 6 : 8)
    expect(paper.pictures).toHaveLength(1)
    const read = readQr(paper.pictures[0]!)
    expect(read?.data).toBe(CODE)
    expect(read?.version).toBeLessThanOrEqual(8)
  })

  it('fits the paper', () => {
    const paper = print(aSlip({ number: 'AB-1000', class: 'priority', copy: 2 }), width)
    expect(paper.columns).toBeLessThanOrEqual(columnsOf(width))
    expect(paper.pictures[0]!.width).toBeLessThanOrEqual(DOTS[width])
  })

  it('shows priority and copies white on black', () => {
    const marks = (slip: PrintedSlip) => slip.lines.filter(({ isInverted }) => isInverted).map(({ text }) => text)
    expect(marks(print(aSlip({ class: 'priority', copy: 2 }), width))).toEqual(['SALINAN', 'PRIORITAS'])
    expect(marks(print(aSlip({ class: 'priority', copy: 3, locale: 'en' }), width))).toEqual(['COPY', 'PRIORITY'])
    expect(marks(print(aSlip(), width))).toEqual([])
  })

  it('holds names of 200 letters, every word whole', () => {
    const name = 'Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu Kabupaten Sidoarjo '.repeat(3).slice(0, 200)
    const paper = print(aSlip({ fair: name, agency: name, service: name, area: name, bring: name }), width)
    expect(paper.columns).toBeLessThanOrEqual(columnsOf(width))
    const words = textOf(paper).split(/\s+/)
    for (const word of name.trim().split(' '))
      expect(words.filter((printed) => printed === word).length).toBeGreaterThan(4)
    expect(readQr(paper.pictures[0]!)?.data).toBe(CODE)
  })

  it('has a test page whose code reads', () => {
    const machine = new EscposMachine({ answers: 'all', clears: true })
    machine.feed(encodeParts(layoutTest('en', columnsOf(width)), width))
    expect(textOf(machine.slips[0]!)).toContain('TEST PRINT')
    expect(readQr(machine.slips[0]!.pictures[0]!)?.data).toBe('PENDOPO')
  })
})
