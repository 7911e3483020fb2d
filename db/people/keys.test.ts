import { describe, expect, it } from 'vitest'
import type { StationRole } from '../../core/people/groups'
import { ok } from '../../core/result/result'
import { keysForRoles, lookupHmac, makeFairKeys, MissingKey, parseFairKeys, serializeFairKeys } from './keys'

const names = (...roles: StationRole[]) => Object.keys(keysForRoles(makeFairKeys(), roles)).toSorted()

describe('the keys of a fair', () => {
  it('come back from their bytes, whole or in part, as the same bytes', () => {
    const keys = makeFairKeys()
    for (const some of [keys, keysForRoles(keys, ['gate']), keysForRoles(keys, ['display']), {}]) {
      const bytes = serializeFairKeys(some)
      expect(parseFairKeys(bytes)).toEqual(ok(some))
    }
  })

  it('are refused when a byte is missing, doubled or out of order', () => {
    const bytes = serializeFairKeys(makeFairKeys())
    const entry = bytes.subarray(1, 34)
    for (const bad of [
      Buffer.alloc(0),
      bytes.subarray(0, -1),
      Buffer.concat([bytes, entry]),
      Buffer.concat([bytes.subarray(0, 1), entry, entry]),
      Buffer.concat([Buffer.from([2]), bytes.subarray(1)]),
    ]) {
      expect(parseFairKeys(bad)).toMatchObject({ ok: false, code: 'bad_keys' })
    }
  })

  it('go to each role as far as it needs them', () => {
    expect(names('desk')).toEqual(['contact', 'greet', 'identity', 'lookup', 'note', 'staff'])
    expect(names('gate')).toEqual(['contact', 'greet', 'identity', 'lookup', 'note', 'staff'])
    expect(names('dispenser')).toEqual(['contact', 'identity', 'lookup', 'staff'])
    expect(names('display')).toEqual(['contact', 'identity', 'staff'])
    expect(names()).toEqual([])
  })

  it('leave the private halves at the desk', () => {
    const keys = makeFairKeys()
    const elsewhere = keysForRoles(keys, ['gate', 'dispenser', 'counter', 'display'])
    expect(elsewhere.contact).toEqual({ publicKey: keys.contact?.publicKey })
    expect(elsewhere.identity).toEqual({ publicKey: keys.identity?.publicKey })
    expect(keysForRoles(keys, ['gate', 'desk'])).toEqual(keys)
  })
})

describe('a look-up hash', () => {
  it('differs by kind and by fair', () => {
    const keys = makeFairKeys()
    const hashes = (['code', 'phone', 'email', 'row', 'scanned'] as const).map((kind) =>
      lookupHmac(keys, kind, '62812').toString('hex'),
    )
    expect(new Set([...hashes, lookupHmac(makeFairKeys(), 'code', '62812').toString('hex')]).size).toBe(6)
    expect(lookupHmac(keys, 'code', '62812')).toHaveLength(32)
  })

  it('cannot be made on a display', () => {
    expect(() => lookupHmac(keysForRoles(makeFairKeys(), ['display']), 'code', 'x')).toThrow(MissingKey)
  })
})
