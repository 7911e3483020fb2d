import type { BadgeTrouble } from '../../core/projections/badge'
import type { Database } from '../connection'

/** A label that is wanted and not known to be out. */
export interface BadgeJob {
  readonly id: string
  readonly visitor: string
  readonly gate: string | null
  readonly state: 'waiting' | 'printing' | 'held'
  readonly trouble: BadgeTrouble | null
  readonly mayBeOut: boolean
  /** Wall clock, UTC ms. */
  readonly askedAt: number
}

interface Row {
  id: string
  visitor: string
  gate: string | null
  state: BadgeJob['state']
  trouble: BadgeTrouble | null
  maybe: 0 | 1
  asked_at: number
}

export type BadgeJobs = ReturnType<typeof badgeJobs>

/** The labels on their way through this station's printer (settings.sqlite): what was wanted outlives a restart. */
export function badgeJobs(db: Database) {
  const add = db.prepare<[string, string, string | null, number]>(
    `INSERT INTO badge_job (id, visitor, gate, state, asked_at) VALUES (?, ?, ?, 'waiting', ?) ON CONFLICT DO NOTHING`,
  )
  const all = db.prepare<[], Row>('SELECT * FROM badge_job ORDER BY asked_at, id')
  const one = db.prepare<[string], Row>('SELECT * FROM badge_job WHERE id = ?')
  const print = db.prepare<[string]>(`UPDATE badge_job SET state = 'printing' WHERE id = ?`)
  const hold = db.prepare<[BadgeTrouble | null, number, string]>(
    `UPDATE badge_job SET state = 'held', trouble = ?, maybe = max(maybe, ?) WHERE id = ?`,
  )
  const again = db.prepare<[string]>(`UPDATE badge_job SET state = 'waiting' WHERE id = ? AND state = 'held'`)
  const left = db.prepare(
    `UPDATE badge_job SET maybe = max(maybe, state = 'printing'), trouble = NULL, state = 'held' WHERE state <> 'held'`,
  )
  const drop = db.prepare<[string]>('DELETE FROM badge_job WHERE id = ?')
  return {
    /** False: it is here already. */
    add: (id: string, visitor: string, gate: string | null, at: number): boolean =>
      add.run(id, visitor, gate, at).changes > 0,
    find(id: string): BadgeJob | null {
      const row = one.get(id)
      return row === undefined ? null : toJob(row)
    },
    /** In the order they were asked for. */
    all: (): readonly BadgeJob[] => all.all().map(toJob),
    printing: (id: string): void => void print.run(id),
    hold: (id: string, trouble: BadgeTrouble | null, mayBeOut: boolean): void =>
      void hold.run(trouble, mayBeOut ? 1 : 0, id),
    /** Puts a held one in line again; false: it is not held. */
    again: (id: string): boolean => again.run(id).changes > 0,
    /** After a start: what an earlier run left is held, and what was under way may be out. */
    holdLeft: (): void => void left.run(),
    drop: (id: string): boolean => drop.run(id).changes > 0,
  }
}

const toJob = ({ maybe, asked_at: askedAt, ...row }: Row): BadgeJob => ({ ...row, mayBeOut: maybe === 1, askedAt })
