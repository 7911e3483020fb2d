import canonicalize from 'canonicalize'

/** What the engine's own JSON may write otherwise than RFC 8785 wants it. */
const UNSURE = Symbol('unsure')
/** Keys that objects keep in the order of numbers, whatever order they were given. */
const NUMBER_KEY = /^\d+$/
/** An escaped half of a letter, or the same characters in a text: `canonicalize` tells them apart. */
const HALF_LETTER = /\\ud[89a-f]/

/**
 * The canonical JSON (RFC 8785) of an event: what `canonicalize` writes, five times as fast. With its keys in order, the
 * engine's own JSON is the canonical one but for a few rare things; those are left to `canonicalize`.
 * @throws Error for what no JSON has: NaN, halves of letters, circles
 */
export function canonicalText(value: object): string {
  const ordered = inOrder(value, 0)
  const text = ordered === UNSURE ? null : JSON.stringify(ordered)
  if (text !== null && !HALF_LETTER.test(text)) return text
  const careful = canonicalize(value)
  if (careful === undefined) throw new Error('there is no JSON of this value')
  return careful
}

function inOrder(value: unknown, depth: number): unknown {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null || value === undefined) return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : UNSURE
  // Deeper than any event: perhaps a circle.
  if (typeof value !== 'object' || 'toJSON' in value || depth > 32) return UNSURE
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => inOrder(item, depth + 1))
    return items.includes(UNSURE) ? UNSURE : items
  }
  const ordered: Record<string, unknown> = {}
  for (const key of Object.keys(value).sort()) {
    const part = inOrder((value as Record<string, unknown>)[key], depth + 1)
    if (part === UNSURE || key === '__proto__' || NUMBER_KEY.test(key)) return UNSURE
    ordered[key] = part
  }
  return ordered
}
