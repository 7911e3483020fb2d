/** Ids that look like UUIDv7, differ by seed, and are the same in every run. */
export function canonicalIds(seed: number): () => string {
  let n = 0
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')
  return () => `${hex(n++, 8)}-0000-7000-8000-${hex(seed, 12)}`
}
