/// <reference types="node" />
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { contrast } from '../app/brand'

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')

/** The colours of one block of tokens.css. */
function coloursAfter(selector: string): Readonly<Record<string, string>> {
  const from = css.indexOf(selector)
  const block = css.slice(from, css.indexOf('}', from))
  return Object.fromEntries([...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]))
}

const THEMES = {
  light: coloursAfter(':root {'),
  contrast: coloursAfter("[data-theme='contrast']"),
  'prefers-contrast': coloursAfter('@media (prefers-contrast: more)'),
}

/** Text and the ground it stands on. */
const TEXT: readonly (readonly [string, string])[] = [
  ['ink', 'paper'],
  ['ink', 'surface'],
  ['ink', 'brand-soft'],
  ['ink', 'attention-soft'],
  ['muted', 'paper'],
  ['muted', 'surface'],
  ['brand-ink', 'paper'],
  ['brand-ink', 'surface'],
  ['brand-ink', 'brand-soft'],
  ['on-brand', 'brand'],
  ['on-brand', 'brand-strong'],
  ['refused', 'paper'],
  ['surface', 'admitted'],
  ['surface', 'attention'],
  ['surface', 'refused'],
  ['surface', 'ink'],
  ['paper', 'ink'],
]

/** Large icons, edges of what can be operated, the focus: 3:1. */
const SHAPES: readonly (readonly [string, string])[] = [
  ['edge', 'paper'],
  ['edge', 'surface'],
  ['focus', 'paper'],
  ['focus', 'surface'],
  ['attention', 'attention-soft'],
  ['attention', 'paper'],
]

describe.each(Object.entries(THEMES))('colours of the %s theme', (theme, colours) => {
  const of = (name: string) => colours[name] ?? THEMES.light[name] ?? 'missing'

  it.each(TEXT)('%s on %s is readable', (text, ground) => {
    expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(theme === 'light' ? 4.5 : 7)
  })

  it.each(SHAPES)('%s on %s can be seen', (shape, ground) => {
    expect(contrast(of(shape), of(ground))).toBeGreaterThanOrEqual(3)
  })
})

it('says the same in both places of the high-contrast theme', () => {
  expect(THEMES['prefers-contrast']).toEqual(THEMES.contrast)
})
