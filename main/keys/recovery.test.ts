import { describe, expect, it } from 'vitest'
import { keysForRoles, makeFairKeys, serializeFairKeys } from '../../db/people/keys'
import { isSameFair, keysFromSheet, recoveryLines } from './recovery'

const textOf = (lines: readonly (readonly string[])[] | null) => (lines ?? []).map((line) => line.join(' ')).join('\n')

describe('a recovery sheet', () => {
  it('gives back every key of the fair, pairs whole', () => {
    const keys = makeFairKeys()
    const read = keysFromSheet(textOf(recoveryLines(keys)))
    if (!read.ok) throw new Error(read.code)
    expect(serializeFairKeys(read.value).equals(serializeFairKeys(keys))).toBe(true)
  })

  it('is made by a desk only: no other station holds all keys', () => {
    const keys = makeFairKeys()
    expect(recoveryLines(keysForRoles(keys, ['desk']))).toHaveLength(6)
    for (const role of ['gate', 'counter', 'dispenser', 'display'] as const)
      expect(recoveryLines(keysForRoles(keys, [role]))).toBeNull()
  })

  it('is told from another fair’s by what a gate holds', () => {
    const [ours, other] = [makeFairKeys(), makeFairKeys()]
    const gate = keysForRoles(ours, ['gate'])
    const found = (keys: typeof ours) => {
      const read = keysFromSheet(textOf(recoveryLines(keys)))
      if (!read.ok) throw new Error(read.code)
      return read.value
    }
    expect(isSameFair(gate, found(ours))).toBe(true)
    expect(isSameFair(gate, found(other))).toBe(false)
  })
})
