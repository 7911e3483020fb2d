import type { BadgeRow, BadgeTrouble } from '../../core/projections/badge'
import type { Database } from '../connection'

/** What a visitor said last to one purpose. */
export interface ConsentRow {
  readonly purpose: string
  readonly version: number
  readonly given: boolean
  /** Effective time, UTC ms. */
  readonly at: number
  readonly gate: string | null
}

/** What is asked of one visitor beside the registration. */
export function visitorQueries(db: Database) {
  const consents = db.prepare<[string], Omit<ConsentRow, 'given'> & { given: 0 | 1 }>(
    'SELECT purpose, version, given, at, gate FROM consent WHERE visitor = ? ORDER BY purpose',
  )
  const badge = db.prepare<
    [string],
    { copies: number; badge: string; printed_at: number | null; trouble: string | null }
  >('SELECT copies, badge, printed_at, trouble FROM badge WHERE visitor = ?')
  return {
    consents: (visitor: string): readonly ConsentRow[] =>
      consents.all(visitor).map((row) => ({ ...row, given: row.given === 1 })),
    /** Null: nobody ever tried to print one. */
    badge(visitor: string): BadgeRow | null {
      const row = badge.get(visitor)
      if (row === undefined) return null
      const { copies, printed_at: printedAt, trouble } = row
      return { copies, badge: row.badge, printedAt, trouble: trouble as BadgeTrouble | null }
    },
  }
}
export type VisitorQueries = ReturnType<typeof visitorQueries>
