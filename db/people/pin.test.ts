import { describe, expect, it } from 'vitest'
import { makeFairKeys } from './keys'
import { checkPin, makeVerifier } from './pin'

const keys = makeFairKeys()

describe('a PIN verifier', () => {
  it('fits its PIN and no other', async () => {
    const verifier = await makeVerifier(keys, '7319')
    expect(await checkPin(keys, verifier, '7319')).toBe(true)
    expect(await checkPin(keys, verifier, '7318')).toBe(false)
    expect(await checkPin(keys, verifier, '')).toBe(false)
  })

  it('is another text each time, and holds no PIN', async () => {
    const [one, other] = await Promise.all([makeVerifier(keys, '73194602'), makeVerifier(keys, '73194602')])
    expect(one).not.toBe(other)
    expect(one).not.toContain('73194602')
  })

  it('cannot be tried with the keys of another fair', async () => {
    expect(await checkPin(makeFairKeys(), await makeVerifier(keys, '7319'), '7319')).toBe(false)
  })

  it('of unknown form fits no PIN', async () => {
    for (const verifier of ['', 'scrypt:1:1:1::', 'argon2:x', `${await makeVerifier(keys, '7319')}x`]) {
      expect(await checkPin(keys, verifier, '7319')).toBe(false)
    }
  })
})
