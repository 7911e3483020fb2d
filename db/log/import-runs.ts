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

/** So many events stand together: as many as a slow machine writes while others wait. */
const PAGE = 250

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
  const put = db.prepare('INSERT INTO import_page (run, events, people, body) VALUES (?, ?, ?, ?)')
  const pages = db.prepare<[string], { n: number; events: number; people: number; body: string }>(
    'SELECT n, events, people, body FROM import_page WHERE run = ? ORDER BY n',
  )
  const dropTo = db.prepare('DELETE FROM import_page WHERE run = ? AND n <= ?')
  const count = db.prepare<[string], { n: number }>(
    'SELECT coalesce(sum(events), 0) AS n FROM import_page WHERE run = ?',
  )
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

    /** One transaction. `people`: so many personal rows of the run stand before what these events name. */
    stage: (run: string, events: readonly StagedEvent[], people: number): void =>
      inTurn(db, () => {
        for (let from = 0; from < events.length; from += PAGE) {
          const page = events.slice(from, from + PAGE)
          put.run(run, page.length, people, JSON.stringify(page))
        }
      }),

    /**
     * The next staged events, by whole pages, as many as fit in `limit` but at least one page; none when their personal
     * rows are not among the first `people` of the run. `upTo` names them for `drop`.
     */
    next: (run: string, limit: number, people = Infinity): { events: StagedEvent[]; upTo: number } => {
      const events: StagedEvent[] = []
      let upTo = 0
      for (const page of pages.iterate(run)) {
        if (page.people > people || (events.length > 0 && events.length + page.events > limit)) break
        events.push(...(JSON.parse(page.body) as StagedEvent[]))
        upTo = page.n
      }
      return { events, upTo }
    },

    drop: (run: string, upTo: number): void => void dropTo.run(run, upTo),

    waiting: (run: string): number => count.get(run)?.n ?? 0,

    end: (run: string): void => void end.run(run),
  }
}

export type ImportRuns = ReturnType<typeof importRuns>
