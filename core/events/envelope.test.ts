import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Envelope, FAMILIES, GENESIS_HASH, isEnvelope } from './envelope'

const UUID = '0199a6f0-1111-7000-8000-0123456789ab'
const good = {
  id: UUID,
  type: 'scan.recorded',
  version: 1,
  family: 'checkin',
  stream: 'visitor:1',
  body: {},
  at: 1,
  offset: 0,
  station: UUID,
  chain: UUID,
  stationSeq: 1,
  prevHash: GENESIS_HASH,
}
const keys = [...Object.keys(good), 'actor', 'causation', 'more']

const ODD = [UUID, UUID.toUpperCase(), UUID.replace('7000', '9000'), '00000000-0000-0000-0000-000000000000'].concat(
  [0, 80, 81, 200, 201].map((length) => 'x'.repeat(length)),
  ['f', 'F'].map((digit) => digit.repeat(64)),
  FAMILIES,
)
const ODDER = [0, -1, 1.5, 2 ** 31 - 1, 2 ** 31, 2 ** 53, null, [], {}, undefined]

describe('what is an envelope', () => {
  it('is what the schema says, however an event is spoilt', () => {
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom(...ODD), fc.constantFrom(...ODDER))
    const spoilt = fc.array(fc.tuple(fc.constantFrom(...keys), value), { maxLength: 3 })
    fc.assert(
      fc.property(spoilt, (changes) => {
        const json: unknown = JSON.parse(JSON.stringify({ ...good, ...Object.fromEntries(changes) }))
        expect(isEnvelope(json)).toBe(Envelope.safeParse(json).success)
      }),
      { numRuns: 2_000 },
    )
  })

  it('is nothing else that JSON can be', () => {
    expect(isEnvelope(good)).toBe(true)
    for (const other of [null, 1, 'x', [], {}, [good]]) expect(isEnvelope(other)).toBe(false)
  })
})
