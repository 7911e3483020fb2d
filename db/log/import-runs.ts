import type { VisitorFacts } from '../../core/events/visitor'
import type { Database } from '../connection'
import { inTurn } from '../turn'

/** An import that somebody began and nobody ended. */
export interface ImportRun {
  readonly id: string
  /** The process that was at it when it last wrote. */
  readonly pid: number
  readonly actor: string | null
  /** UTC ms. */
  readonly touchedAt: number
  readonly isDecided: boolean
}

/** What an import decided of one person, not in the log yet. */
export interface StagedEvent {
  readonly eventId: string
  /** A person not known before; else one whose facts change. */
  readonly isNew: boolean
  readonly facts: VisitorFacts
}

/**
 * Imports under way in this folder (docs/decisions/0017-imports.md): a run stages what it decides, is decided in one
 * moment, and then carried out portion by portion, by whoever comes to it.
 */
export function importRuns(db: Database) {
  const begin = db.prepare('INSERT INTO import_run (id, pid, actor, touched_at) VALUES (?, ?, ?, ?)')
  const touch = db.prepare('UPDATE import_run SET touched_at = ?, pid = ? WHERE id = ?')
  const decide = db.prepare('UPDATE import_run SET is_decided = 1, touched_at = ? WHERE id = ?')
  const all = db.prepare<[], { id: string; pid: number; actor: string | null; touched_at: number; is_decided: 0 | 1 }>(
    'SELECT id, pid, actor, touched_at, is_decided FROM import_run ORDER BY id',
  )
  const put = db.prepare('INSERT INTO import_event (run, event_id, is_new, body) VALUES (?, ?, ?, ?)')
  const page = db.prepare<[string, number], { n: number; event_id: string; is_new: 0 | 1; body: string }>(
    'SELECT n, event_id, is_new, body FROM import_event WHERE run = ? ORDER BY n LIMIT ?',
  )
  const dropTo = db.prepare('DELETE FROM import_event WHERE run = ? AND n <= ?')
  const count = db.prepare<[string], { n: number }>('SELECT count(*) AS n FROM import_event WHERE run = ?')
  const end = db.prepare('DELETE FROM import_run WHERE id = ?')

  return {
    begin: (run: { id: string; pid: number; actor: string | null; at: number }): void =>
      void begin.run(run.id, run.pid, run.actor, run.at),

    /** Says that somebody is at it. */
    touch: (run: string, pid: number, at: number): void => void touch.run(at, pid, run),

    /** From now on the run is carried out, whatever happens. One small commit: the moment of all or nothing. */
    decide: (run: string, at: number): void => void decide.run(at, run),

    list: (): ImportRun[] =>
      all.all().map(({ id, pid, actor, touched_at: touchedAt, is_decided: isDecided }) => ({
        id,
        pid,
        actor,
        touchedAt,
        isDecided: isDecided === 1,
      })),

    /** One transaction. */
    stage: (run: string, events: readonly StagedEvent[]): void =>
      inTurn(db, () => {
        for (const { eventId, isNew, facts } of events) put.run(run, eventId, isNew ? 1 : 0, JSON.stringify(facts))
      }),

    /** The next staged events; `upTo` names them for `drop`. */
    next: (run: string, limit: number): { events: StagedEvent[]; upTo: number } => {
      const rows = page.all(run, limit)
      return {
        events: rows.map(({ event_id: eventId, is_new: isNew, body }) => ({
          eventId,
          isNew: isNew === 1,
          facts: JSON.parse(body) as VisitorFacts,
        })),
        upTo: rows.at(-1)?.n ?? 0,
      }
    },

    drop: (run: string, upTo: number): void => void dropTo.run(run, upTo),

    waiting: (run: string): number => count.get(run)?.n ?? 0,

    end: (run: string): void => void end.run(run),
  }
}

export type ImportRuns = ReturnType<typeof importRuns>
