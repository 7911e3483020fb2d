/// <reference types="node" />
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { contrast } from '../../app/brand'
import { DARK_PAPER, litBrand } from './lit-brand'

const css = readFileSync(new URL('../../styles/tokens.css', import.meta.url), 'utf8')
const block = css.slice(css.indexOf("[data-theme='dark']"))
const dark: Readonly<Record<string, string>> = Object.fromEntries(
  [...block.slice(0, block.indexOf('}')).matchAll(/--([a-z-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [
    name,
    value,
  ]),
)
const of = (name: string) => dark[name] ?? 'missing'

describe('the colours of a display', () => {
  it.each([
    ['ink', 'paper'],
    ['ink', 'surface'],
    ['ink', 'brand-soft'],
    ['muted', 'paper'],
    ['muted', 'surface'],
    ['muted', 'brand-soft'],
    ['brand-strong', 'paper'],
    ['on-brand', 'brand'],
  ])('%s on %s is readable across a hall', (text, ground) => {
    expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(7)
  })

  it('are reckoned for the same paper', () => {
    expect(of('paper')).toBe(DARK_PAPER)
  })

  it('are readable with whatever colour the fair has', () => {
    const color = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`)
    fc.assert(
      fc.property(color, (color) => {
        const { brand, strong, soft, on } = litBrand(color)
        expect(contrast(on, brand)).toBeGreaterThanOrEqual(7)
        expect(contrast(strong, of('paper'))).toBeGreaterThanOrEqual(7)
        expect(contrast(strong, soft)).toBeGreaterThanOrEqual(7)
        expect(contrast(of('ink'), soft)).toBeGreaterThanOrEqual(7)
        expect(contrast(of('muted'), soft)).toBeGreaterThanOrEqual(4.5)
        expect(contrast(brand, soft)).toBeGreaterThanOrEqual(3)
      }),
    )
  })

  it('keep the hue of the fair', () => {
    const { brand } = litBrand('#0e5a5a')
    const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(brand.slice(at, at + 2), 16))
    expect([g === b, (g ?? 0) > (r ?? 0) + 60]).toEqual([true, true])
  })
})
