/**
 * The certificate library's container asks for the "metadata" functions of Reflect, a proposal that engines never got.
 * These are the three that it calls; imported before the library.
 */
type Reflected = typeof Reflect & {
  getOwnMetadata?: (key: unknown, target: object) => unknown
  getMetadata?: (key: unknown, target: object) => unknown
  defineMetadata?: (key: unknown, value: unknown, target: object) => void
}

const known = new WeakMap<object, Map<unknown, unknown>>()
const reflect = Reflect as Reflected

reflect.getOwnMetadata ??= (key, target) => known.get(target)?.get(key)
reflect.getMetadata ??= (key, target) => {
  for (let at: object | null = target; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const own = known.get(at)
    if (own?.has(key) === true) return own.get(key)
  }
  return undefined
}
reflect.defineMetadata ??= (key, value, target) => {
  const own = known.get(target) ?? new Map<unknown, unknown>()
  known.set(target, own.set(key, value))
}
