import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GroupFields, PeopleGroup } from '../../core/people/groups'
import { err, ok } from '../../core/result/result'
import { keysForRoles, makeFairKeys, MissingKey } from './keys'
import { createSealer, openRow, sealRow } from './seal'
import type { RowId } from './seal'

const keys = makeFairKeys()
const examples: { [G in PeopleGroup]: GroupFields<G> } = {
  greet: { name: 'Siti Rahmawati', greeting: 'Ibu Siti' },
  contact: { phone: '0812-3456-7890', email: null, code: 'K-1' },
  identity: { nik: '3578010101900001', answers: { transport: 'kereta' } },
  note: { text: 'Minta kursi roda' },
  staff: { name: 'Budi', verifier: null },
}
const ephemeral = (sealed: Buffer) => sealed.subarray(1, 33).toString('hex')
const groups = Object.keys(examples) as PeopleGroup[]
const aRow = <G extends PeopleGroup>(group: G): RowId<G> => ({ visitor: 'v1', group, version: 1 })

describe('a sealed row', () => {
  it.each(groups)('of group %s opens with the keys of its fair', (group) => {
    expect(openRow(keys, aRow(group), sealRow(keys, aRow(group), examples[group]))).toEqual(ok(examples[group]))
  })

  it.each(groups)('of group %s does not open with the keys of another fair', (group) => {
    const sealed = sealRow(keys, aRow(group), examples[group])
    expect(openRow(makeFairKeys(), aRow(group), sealed)).toEqual(err('wrong_key'))
  })

  it('opens as no other visitor, version or group', () => {
    const sealed = sealRow(keys, aRow('greet'), examples.greet)
    expect(openRow(keys, { ...aRow('greet'), visitor: 'v2' }, sealed)).toEqual(err('wrong_key'))
    expect(openRow(keys, { ...aRow('greet'), version: 2 }, sealed)).toEqual(err('wrong_key'))
    expect(openRow({ ...keys, note: keys.greet! }, aRow('note'), sealed)).toEqual(err('wrong_key'))
  })

  it.each(groups)('of group %s never opens with one bit changed', (group) => {
    const sealed = sealRow(keys, aRow(group), examples[group])
    fc.assert(
      fc.property(fc.nat(sealed.length * 8 - 1), (bit) => {
        const changed = Buffer.from(sealed)
        changed[bit >> 3]! ^= 1 << (bit & 7)
        // The top bit of an X25519 key is ignored by the exchange, but the key's bytes go into the derivation.
        expect(openRow(keys, aRow(group), changed).ok).toBe(false)
      }),
    )
  })

  it('never opens when it is cut short', () => {
    for (const group of ['greet', 'contact'] as const) {
      const sealed = sealRow(keys, aRow(group), examples[group])
      for (let length = 0; length < sealed.length; length += 1) {
        expect(openRow(keys, aRow(group), sealed.subarray(0, length)).ok).toBe(false)
      }
    }
  })

  it('tells nothing about a name by its length', () => {
    const [short, long] = ['Adi', 'Adi Nugroho'].map((name) => sealRow(keys, aRow('greet'), { name }).length)
    expect(short).toBe(long)
  })

  it('drops what a newer station wrote into it and we do not know', () => {
    const newer = { ...examples.note, colour: 'red' }
    expect(openRow(keys, aRow('note'), sealRow(keys, aRow('note'), newer))).toEqual(ok(examples.note))
  })

  it('holds any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        expect(openRow(keys, aRow('greet'), sealRow(keys, aRow('greet'), { name }))).toEqual(ok({ name }))
      }),
    )
  })
})

describe('a station that is no desk', () => {
  const gate = keysForRoles(keys, ['gate'])

  it('writes contact and identity and cannot open them again', () => {
    for (const group of ['contact', 'identity'] as const) {
      const sealed = sealRow(gate, aRow(group), examples[group])
      expect(openRow(gate, aRow(group), sealed)).toEqual(err('no_key'))
      expect(openRow(keys, aRow(group), sealed)).toEqual(ok(examples[group]))
    }
  })

  it('cannot write what it has no key for', () => {
    expect(() => sealRow(keysForRoles(keys, ['display']), aRow('greet'), examples.greet)).toThrow(MissingKey)
  })
})

it('a batch shares one ephemeral key, the next batch has another', () => {
  const sealer = createSealer(keys)
  const [a, b] = [sealer.seal(aRow('contact'), {}), sealer.seal({ ...aRow('contact'), visitor: 'v2' }, {})]
  expect(ephemeral(a)).toBe(ephemeral(b))
  expect(ephemeral(sealRow(keys, aRow('contact'), {}))).not.toBe(ephemeral(a))
  expect(ephemeral(sealer.seal(aRow('identity'), {}))).not.toBe(ephemeral(a))
})
