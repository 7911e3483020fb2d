import type { Database } from '../connection'
import type { VisitorFacts } from '../../core/events/visitor'

interface Row {
  id: string
  category: string
  institution: string | null
  status: VisitorFacts['status']
  code_hmac: Buffer | null
  row_hmac: Buffer | null
  source: VisitorFacts['source']
}

/**
 * What an import asks: is this row's person here already? A bare `= ?` on an index with statistics makes SQLite plan the
 * query anew for every value, which takes longer than the look-up; `= +?` does not.
 */
export function rosterQueries(db: Database) {
  const columns = 'id, category, institution, status, code_hmac, row_hmac, source'
  const byCode = db.prepare<[Buffer], Row>(`SELECT ${columns} FROM visitor WHERE code_hmac = +? ORDER BY id LIMIT 1`)
  const byRow = db.prepare<[Buffer], Row>(`SELECT ${columns} FROM visitor WHERE row_hmac = +? ORDER BY id LIMIT 1`)
  const hasCode = db.prepare<[Buffer], 1>('SELECT 1 FROM visitor WHERE code_hmac = +? LIMIT 1').pluck()
  const hasRow = db.prepare<[Buffer], 1>('SELECT 1 FROM visitor WHERE row_hmac = +? LIMIT 1').pluck()
  const byId = db.prepare<[string], 1>('SELECT 1 FROM visitor WHERE id = ?').pluck()
  return {
    byCode: (hmac: Buffer): VisitorFacts | null => toFacts(byCode.get(hmac)),
    byRow: (hmac: Buffer): VisitorFacts | null => toFacts(byRow.get(hmac)),
    hasCode: (hmac: Buffer): boolean => hasCode.get(hmac) !== undefined,
    hasRow: (hmac: Buffer): boolean => hasRow.get(hmac) !== undefined,
    /** Does an event name this visitor? */
    isNamed: (visitor: string): boolean => byId.get(visitor) !== undefined,
  }
}

function toFacts(row: Row | undefined): VisitorFacts | null {
  if (row === undefined) return null
  return {
    visitor: row.id,
    category: row.category,
    institution: row.institution,
    status: row.status,
    codeHmac: row.code_hmac?.toString('hex') ?? null,
    rowHmac: row.row_hmac?.toString('hex') ?? null,
    source: row.source,
  }
}
