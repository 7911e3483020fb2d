import { expect, it } from 'vitest'
import { Pace } from './carry-out'

it('writes in portions that take about as long as others may wait', () => {
  const pace = new Pace({ ms: 20, least: 100 })
  for (let n = 0; n < 10; n += 1) pace.took(pace.rows, pace.rows / 50)
  expect(pace.rows).toBe(1_000)
  // The machine became ten times slower, for a while.
  for (let n = 0; n < 10; n += 1) pace.took(pace.rows, pace.rows / 5)
  expect(pace.rows).toBe(100)
})

it('learns nothing from a last portion, and little from one that met trouble', () => {
  const pace = new Pace({ ms: 20, least: 100 })
  for (let n = 0; n < 10; n += 1) pace.took(pace.rows, pace.rows / 50)
  pace.took(3, 1)
  pace.took(1_000, 60_000)
  expect(pace.rows).toBe(500)
  pace.took(500, 0)
  expect(pace.rows).toBe(1_000)
})
