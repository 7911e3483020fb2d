import { describe, expect, it } from 'vitest'
import { greetingSize } from './greeting-size'

const PORTRAIT = { width: 952, lines: 3 }

describe('greetingSize', () => {
  it('greets a short name as large as it can', () => {
    expect(greetingSize('Ratna', PORTRAIT)).toBe(1)
  })

  it('makes room for the longest names with their titles', () => {
    const long = 'Prof. Dr. Ir. H. Raden Mas Suryadiningrat Kusumo Wijoyo Hadiningrat, M.Sc., Ph.D.'
    expect(greetingSize(long, PORTRAIT)).toBeGreaterThan(1)
    expect(greetingSize(long, PORTRAIT)).toBeLessThanOrEqual(5)
  })

  it('does not cut one long word', () => {
    expect(greetingSize('Wiratmokosuryoatmojomangkudiningrat', PORTRAIT)).toBeGreaterThan(2)
  })

  it('never grows with the name', () => {
    const sizes = [10, 40, 80, 120, 200, 300].map((length) => greetingSize('Sari '.repeat(length / 5), PORTRAIT))
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b))
    expect(sizes.at(-1)).toBe(7)
  })
})
