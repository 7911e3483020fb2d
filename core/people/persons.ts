/**
 * Who is whom: from "this visitor was merged into that one" to the person each of them is. Whatever was merged with
 * whatever is one person, however the chain runs; it goes by the visitor that the others lead to. Where they lead round in
 * a circle (two stations merged the same two the other way round) that is the one with the smallest id. Total, and the same in any order.
 * @returns every visitor that takes part in a merge, and their person
 */
export function personsOf(merges: ReadonlyMap<string, string>): Map<string, string> {
  const persons = new Map<string, string>()
  for (const visitor of [...merges.keys(), ...merges.values()]) {
    if (!persons.has(visitor)) persons.set(visitor, endOf(visitor, merges))
  }
  return persons
}

function endOf(visitor: string, merges: ReadonlyMap<string, string>): string {
  const seen = new Set<string>()
  let at = visitor
  for (;;) {
    if (seen.has(at)) return smallest(circleFrom(at, merges))
    seen.add(at)
    const next = merges.get(at)
    if (next === undefined) return at
    at = next
  }
}

function circleFrom(start: string, merges: ReadonlyMap<string, string>): string[] {
  const circle = [start]
  for (let at = merges.get(start); at !== undefined && at !== start; at = merges.get(at)) circle.push(at)
  return circle
}

const smallest = (ids: readonly string[]): string => ids.reduce((least, id) => (id < least ? id : least))
