import { describe, expect, it } from 'vitest'
import { brandTokens, contrast } from './brand'

const COLOURS = [
  '#0e5a5a',
  '#ffd400',
  '#ffffff',
  '#000000',
  '#777777',
  '#d4145a',
  '#8fd3f4',
  '#1c1b1a',
  '#ff7a00',
  '#7a7a7a',
  '#757575',
]

describe('brandTokens', () => {
  it('puts white on the dark teal of Pendopo and ink on a yellow', () => {
    expect(brandTokens('#0e5a5a')).toMatchObject({ on: '#ffffff', onBrand: 'light', ink: '#0e5a5a' })
    expect(brandTokens('#ffd400')).toMatchObject({ on: '#1c1b1a', onBrand: 'dark' })
  })

  it.each(COLOURS)('keeps every text readable with %s', (colour) => {
    const tokens = brandTokens(colour)
    expect(contrast(tokens.brand, tokens.on)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(tokens.strong, tokens.on)).toBeGreaterThanOrEqual(contrast(tokens.brand, tokens.on))
    expect(contrast(tokens.ink, '#fbf8f3')).toBeGreaterThanOrEqual(4.5)
    expect(contrast(tokens.ink, tokens.soft)).toBeGreaterThanOrEqual(4.5)
  })
})

describe('contrast', () => {
  it('is 21 for black on white and 1 for a colour on itself', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
    expect(contrast('#0e5a5a', '#0e5a5a')).toBe(1)
  })
})
