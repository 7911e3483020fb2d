/** Why visitors may be one person: the same phone, the same e-mail, or the same name and institution. */
export const SAME_BY = ['phone', 'email', 'name'] as const
export type SameBy = (typeof SAME_BY)[number]

/** Visitors who may be one person, in the order of registration (by id, which begins with the time). */
export interface SameGroup {
  readonly why: readonly SameBy[]
  readonly visitors: readonly string[]
}

/** Persons and those whom somebody said to be others, though they share something. */
export type Apart = ReadonlyMap<string, ReadonlySet<string>>

/** Who is somebody else than whom, by person: from pairs of visitors. Who was merged nevertheless is one person. */
export function apartOf(
  pairs: readonly (readonly [visitor: string, other: string])[],
  personOf: (visitor: string) => string,
): Apart {
  const apart = new Map<string, Set<string>>()
  for (const [visitor, other] of pairs) {
    const [one, two] = [personOf(visitor), personOf(other)]
    if (one === two) continue
    addTo(apart, one, two)
    addTo(apart, two, one)
  }
  return apart
}

/**
 * Puts together who shares anything with anybody: whoever is reached over a phone, an e-mail or a name is in one group.
 * `personOf`: visitors that were merged are one already; a group of one person alone is none. `apart`: what two of these
 * share leads from neither to the other. The group with the newest registration first.
 */
export function sameGroups(
  found: Readonly<Record<SameBy, readonly (readonly string[])[]>>,
  personOf: (visitor: string) => string,
  apart: Apart = new Map(),
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
  for (const by of SAME_BY) {
    for (const group of found[by].flatMap((all) => undecided(all, personOf, apart))) {
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
      why: SAME_BY.filter((by) => why.get(root)?.has(by) === true),
      visitors: visitors.toSorted(),
    }))
    .sort((a, b) => ((a.visitors.at(-1) ?? '') < (b.visitors.at(-1) ?? '') ? 1 : -1))
}

/** Of visitors who share something: those of two persons or more who are reached from each other over no pair kept apart. */
function undecided(group: readonly string[], personOf: (visitor: string) => string, apart: Apart): string[][] {
  const left = new Set(group.map(personOf))
  const parts: string[][] = []
  for (const first of left) {
    const part = new Set<string>()
    // Everybody who is left is looked at for each person: those kept apart are few, so the others leave at once.
    for (const next = [first]; next.length > 0;) {
      const person = next.pop() ?? first
      left.delete(person)
      part.add(person)
      const others = apart.get(person)
      for (const one of left) {
        if (others?.has(one) === true) continue
        left.delete(one)
        next.push(one)
      }
    }
    if (part.size > 1) parts.push(group.filter((visitor) => part.has(personOf(visitor))))
  }
  return parts
}

function addTo<V>(map: Map<string, Set<V>>, key: string, value: V): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, new Set([value]))
  else known.add(value)
}

/** When a visitor was registered, by an id that begins with the time (UUIDv7), UTC ms; of another id nobody knows: 0. */
export function registeredAt(visitor: string): number {
  return visitor[14] === '7' ? Number.parseInt(visitor.slice(0, 8) + visitor.slice(9, 13), 16) : 0
}
