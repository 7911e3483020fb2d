/** Why visitors may be one person. */
export type SameBy = 'phone' | 'email' | 'name'

/** Visitors who may be one person, in the order of registration (by id, which begins with the time). */
export interface SameGroup {
  readonly why: readonly SameBy[]
  readonly visitors: readonly string[]
}

const ORDER: readonly SameBy[] = ['phone', 'email', 'name']

/**
 * Puts together who shares anything with anybody: whoever is reached over a phone, an e-mail or a name is in one group.
 * `personOf`: visitors that were merged are one already; a group of one person alone is none. The group with the newest
 * registration first.
 */
export function sameGroups(
  found: Readonly<Record<SameBy, readonly (readonly string[])[]>>,
  personOf: (visitor: string) => string,
): SameGroup[] {
  const parent = new Map<string, string>()
  const rootOf = (visitor: string): string => {
    let at = visitor
    for (;;) {
      const up = parent.get(at) ?? at
      if (up === at) break
      at = up
    }
    // Every step leads straight there the next time.
    for (let from = visitor; from !== at;) {
      const up = parent.get(from) ?? from
      parent.set(from, at)
      from = up
    }
    return at
  }
  const why = new Map<string, Set<SameBy>>()
  for (const by of ORDER) {
    for (const group of found[by]) {
      if (new Set(group.map(personOf)).size < 2) continue
      const [first = ''] = group
      for (const visitor of group) {
        if (!parent.has(visitor)) parent.set(visitor, visitor)
        const [one, other] = [rootOf(first), rootOf(visitor)]
        if (one !== other) {
          parent.set(other, one)
          for (const reason of why.get(other) ?? []) addTo(why, one, reason)
          why.delete(other)
        }
      }
      addTo(why, rootOf(first), by)
    }
  }
  const members = new Map<string, string[]>()
  for (const visitor of parent.keys()) {
    const root = rootOf(visitor)
    const group = members.get(root)
    if (group === undefined) members.set(root, [visitor])
    else group.push(visitor)
  }
  return [...members]
    .map(([root, visitors]) => ({
      why: ORDER.filter((by) => why.get(root)?.has(by) === true),
      visitors: visitors.toSorted(),
    }))
    .sort((a, b) => ((a.visitors.at(-1) ?? '') < (b.visitors.at(-1) ?? '') ? 1 : -1))
}

function addTo(map: Map<string, Set<SameBy>>, key: string, value: SameBy): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, new Set([value]))
  else known.add(value)
}

/** When a visitor was registered, by an id that begins with the time (UUIDv7), UTC ms; of another id nobody knows: 0. */
export function registeredAt(visitor: string): number {
  return visitor[14] === '7' ? Number.parseInt(visitor.slice(0, 8) + visitor.slice(9, 13), 16) : 0
}
