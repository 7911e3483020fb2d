import { describe, expect, it } from 'vitest'
import { safeCsvText } from './cell'

describe('safeCsvText', () => {
  it('marks what a spreadsheet would run', () => {
    for (const text of ['=1+1', '@SUM(A1)', '\tx', '\r=1', '+cmd|calc', '-1+cmd'])
      expect(safeCsvText(text)).toBe(`'${text}`)
  })

  it('leaves phone numbers, numbers and ordinary text alone', () => {
    for (const text of ['+62 812-3456', '-12', '-1.5', 'Budi = baik', '08123', '', "Ni'mah", "'kutip'"])
      expect(safeCsvText(text)).toBe(text)
  })

  it('can be taken back: a text with our mark gets another', () => {
    expect(safeCsvText("'=1")).toBe("''=1")
  })
})
