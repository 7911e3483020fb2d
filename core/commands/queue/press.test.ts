import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { otherIdOf } from './press'

describe('the other id of a press', () => {
  it('is a UUID of its own, and leads back', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const other = otherIdOf(id)
        expect(z.uuid().safeParse(other).success).toBe(true)
        expect(other).not.toBe(id)
        expect(otherIdOf(other)).toBe(id)
      }),
    )
  })
})
