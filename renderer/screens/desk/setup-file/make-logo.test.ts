import { describe, expect, it } from 'vitest'
import { fitted } from './make-logo'

describe('the size of a logo', () => {
  it('has its longest side within the limit, in its own shape', () => {
    expect(fitted({ width: 2_000, height: 500 }, 512, false)).toEqual({ width: 512, height: 128 })
    expect(fitted({ width: 300, height: 1_200 }, 512, false)).toEqual({ width: 128, height: 512 })
  })

  it('of a photo is never more than it has; a drawing is sharp at any size', () => {
    expect(fitted({ width: 100, height: 50 }, 512, false)).toEqual({ width: 100, height: 50 })
    expect(fitted({ width: 100, height: 50 }, 512, true)).toEqual({ width: 512, height: 256 })
  })

  it('is one dot at least, however thin it is', () => {
    expect(fitted({ width: 10_000, height: 1 }, 512, false)).toEqual({ width: 512, height: 1 })
  })
})
