import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalText } from './canonical'

const key = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('a', 'B', 'aa', '10', '9', '1e3', '__proto__', 'toJSON', 'é'),
)
const leaf = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\\ud800', '\ud83d\ude00', '\u2028', '"\\\n', ''),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(-0, 1e21, 1e-7, null, true, undefined),
)
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('tree'), { maxLength: 4 }), fc.dictionary(key, tie('tree'))),
}))

it('writes what canonicalize writes, of whatever can lie in an event', () => {
  fc.assert(
    fc.property(fc.dictionary(key, tree), (value) => {
      expect(canonicalText(value)).toBe(canonicalize(value))
    }),
    { numRuns: 2_000 },
  )
})

it('refuses what no JSON has', () => {
  const circle: Record<string, unknown> = {}
  circle['self'] = circle
  for (const bad of [{ a: NaN }, { a: [Infinity] }, { a: '\ud800' }, circle]) expect(() => canonicalText(bad)).toThrow()
})
