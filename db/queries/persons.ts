import type { Database } from '../connection'

/** A visitor who may enter and takes part in a merge. */
interface Member {
  readonly person: string
  readonly category: string
}

/** Who is whom after merging, and what that takes off the sums, which count visitors. Merges are few beside the visitors. */
export function personQueries(db: Database) {
  const entries = db.prepare<[string], { person: string; at: number }>(
    `SELECT merged.person, a.first_entry_at AS at FROM visitor_person merged
     CROSS JOIN attendance a ON a.list = ? AND a.visitor = merged.visitor
     WHERE a.first_entry_at IS NOT NULL ORDER BY merged.person, a.first_entry_at`,
  )
  const inside = db.prepare<[string, number], { n: number }>(
    `SELECT count(*) AS n FROM visitor_person merged CROSS JOIN attendance a ON a.list = ? AND a.visitor = merged.visitor
     WHERE a.inside = 1 AND a.last_entry_at >= ? GROUP BY merged.person HAVING count(*) > 1`,
  )
  const members = db.prepare<[], Member>(
    `SELECT merged.person, v.category FROM visitor_person merged CROSS JOIN visitor v ON v.id = merged.visitor
     WHERE v.status = 'active'`,
  )
  const own = db.prepare<[string], { person: string }>('SELECT person FROM visitor_person WHERE visitor = ?')
  const same = db.prepare<[string], { visitor: string }>(
    'SELECT visitor FROM visitor_person WHERE person = ? ORDER BY visitor',
  )
  const stampOfMerges = db.prepare<[], { all: string | null }>(
    "SELECT group_concat(merged.visitor || merged.target) AS 'all' FROM visitor_merge merged",
  )
  const stampOfApart = db.prepare<[], { all: string | null }>(
    "SELECT group_concat(visitor || other) AS 'all' FROM visitor_apart",
  )
  const apart = db.prepare<[], [visitor: string, other: string]>('SELECT visitor, other FROM visitor_apart').raw()
  const apartFrom = db
    .prepare<{ visitor: string }, string>(
      'SELECT other FROM visitor_apart WHERE visitor = @visitor UNION ALL SELECT visitor FROM visitor_apart WHERE other = @visitor',
    )
    .pluck()
  const target = db.prepare<[string], { target: string }>('SELECT target FROM visitor_merge WHERE visitor = ?')
  return {
    /** Another text whenever another merge holds, or others are two people; staff said each, so they are few. */
    stamp: (): string => `${stampOfMerges.get()?.all ?? ''} ${stampOfApart.get()?.all ?? ''}`,
    /** Every two visitors who were said to be two people. */
    apart: (): [visitor: string, other: string][] => apart.all(),
    /** Visitors of whom it was said that they are somebody else than this one. */
    apartFrom: (visitor: string): string[] => apartFrom.all({ visitor }),
    /** Whom a visitor was merged into; null: nobody. */
    mergedInto: (visitor: string): string | null => target.get(visitor)?.target ?? null,
    /** The person a visitor is; unmerged: themselves. */
    personOf: (visitor: string): string => own.get(visitor)?.person ?? visitor,
    /** Every visitor that is this person. */
    visitorsOf(person: string): readonly string[] {
      const found = same.all(person).map(({ visitor }) => visitor)
      return found.length === 0 ? [person] : found
    },
    /** First entries to a list of people who had entered it before as another visitor, UTC ms. */
    secondEntries: (list: string): number[] => afterTheFirst(entries.all(list)),
    /** How many too many stand inside a list, where one person is there as two visitors. */
    secondInside: (list: string, resetAt: number | null): number =>
      inside.all(list, resetAt ?? 0).reduce((sum, { n }) => sum + n - 1, 0),
    /** How many too many are expected, of those whose category is admitted. */
    secondExpected(admits: (category: string) => boolean): number {
      const admitted = members.all().filter(({ category }) => admits(category))
      return admitted.length - new Set(admitted.map(({ person }) => person)).size
    },
  }
}
export type PersonQueries = ReturnType<typeof personQueries>

/** The times of each person but their first; the rows of a person stand together, by time. */
export function afterTheFirst(rows: readonly { readonly person: string; readonly at: number }[]): number[] {
  return rows.flatMap(({ person, at }, n) => (rows[n - 1]?.person === person ? [at] : []))
}
