import { visitorChanged, visitorRegistered, visitorStream, type VisitorFacts } from '../../core/events/visitor'
import type { EventLog, LogPorts } from '../../db/log/event-log'
import type { ImportRun, ImportRuns } from '../../db/log/import-runs'
import type { PeopleStaging } from '../../db/people/staging'
import type { rosterQueries } from '../../db/queries/roster'

/** What carrying an import out needs: no key, so that whoever opens the folder can do it. */
export interface ImportPlace {
  readonly log: EventLog
  readonly imports: ImportRuns
  readonly staging: PeopleStaging
  readonly roster: ReturnType<typeof rosterQueries>
  readonly ports: LogPorts
}

/** So many rows go into one transaction where nobody says otherwise. */
const PORTION = 500

/** How many rows go into one transaction. */
export interface Portions {
  readonly people: number
  readonly events: number
}

/**
 * Finds how many rows can be written while others wait for about `ms`: what a fast machine does in no time, a slow one must
 * do in smaller portions.
 */
export class Pace {
  readonly #ms: number
  readonly #least: number
  #rows: number

  constructor({ ms, least }: { readonly ms: number; readonly least: number }) {
    this.#ms = ms
    this.#least = least
    this.#rows = least
  }

  get rows(): number {
    return this.#rows
  }

  /** So many rows took so long. */
  took(rows: number, ms: number): void {
    if (rows < this.#rows) return
    const fitting = Math.round((rows * this.#ms) / Math.max(ms, 1))
    this.#rows = Math.min(Math.max(fitting, this.#least, Math.round(rows / 2)), rows * 2)
  }
}

/**
 * Does the next portion of a decided import: personal rows first, then the events that name them, each with the removal
 * of what was staged. A crash anywhere leaves the rest staged, for whoever comes next.
 * @returns null: the import is at its end; else how much was done, and how many of it another import had brought already
 */
export function carryOut(
  place: ImportPlace,
  run: string,
  portions: Portions = { people: PORTION, events: PORTION },
): { people: number; events: number; taken: number } | null {
  const people = place.staging.publish(run, portions.people)
  if (people > 0) return { people, events: 0, taken: 0 }
  const written = writeEvents(place, run, portions.events)
  return written === null ? null : { people: 0, ...written }
}

/**
 * Writes the next portion of a decided import's events whose personal rows are among the first `people` of the run, which
 * are written already; left out: all are.
 * @returns null: no event is left, and with all people written the import is at its end. No events: their people are not
 * written yet
 */
export function writeEvents(
  place: ImportPlace,
  run: string,
  limit: number,
  people = Infinity,
): { events: number; taken: number } | null {
  const actor = place.imports.list().find(({ id }) => id === run)?.actor ?? null
  return place.log.transact((append, appendFirsts) => {
    const { events, upTo } = place.imports.next(run, limit, people)
    if (events.length === 0) {
      if (place.imports.waiting(run) > 0) return { events: 0, taken: 0 }
      if (people === Infinity) place.imports.end(run)
      return null
    }
    const { wall, newId } = place.ports
    const ctx = { now: wall(), newId, ...(actor === null ? {} : { actor }) }
    // Looked up again here, where nothing else can write: another import may have brought the same row.
    const firsts = events.filter(({ isNew, facts }) => isNew && !isTaken(place, facts))
    const changes = events.filter(({ isNew }) => !isNew)
    appendFirsts(
      firsts.map(({ eventId, facts }) =>
        visitorRegistered.make(visitorStream(facts.visitor), facts, ctx, { id: eventId }),
      ),
    )
    for (const { eventId, facts } of changes)
      append(visitorChanged.make(visitorStream(facts.visitor), facts, ctx, { id: eventId }))
    const taken = events.length - firsts.length - changes.length
    place.imports.drop(run, upTo)
    return { events: events.length, taken }
  })
}

/** Takes the next portion of an import back that was never decided. @returns false: nothing of it is left */
export function takeBack(place: ImportPlace, run: string): boolean {
  if (place.staging.discard(run, PORTION) > 0) return true
  return place.log.transact(() => {
    const { events, upTo } = place.imports.next(run, PORTION)
    if (events.length > 0) {
      place.imports.drop(run, upTo)
      return true
    }
    place.imports.end(run)
    return false
  })
}

/** The imports that this process is at: its process id alone may be that of one that was killed here. */
const own = new Set<string>()

/** Says that this process is at an import, so that nobody else ends it. */
export function hold(run: string): void {
  own.add(run)
}

export function letGo(run: string): void {
  own.delete(run)
}

/** An import that nobody touched for so long is abandoned, whoever has its process id now. */
const SILENT_MS = 10 * 60_000

/** The imports that were left by processes that are gone. */
export function abandonedRuns({ imports, ports }: Pick<ImportPlace, 'imports' | 'ports'>): readonly ImportRun[] {
  return imports.list().filter(({ id, pid, touchedAt }) => {
    if (own.has(id)) return false
    return pid === process.pid || !isAlive(pid) || Math.abs(ports.wall() - touchedAt) > SILENT_MS
  })
}

/**
 * Ends what processes left that are gone: a decided import is carried out, an undecided one taken back.
 * @returns how many imports were ended
 */
export function endAbandoned(place: ImportPlace): number {
  // Before the runs are read: a run that begins now has no staged rows yet.
  const staged = place.staging.runs()
  const known = new Set(place.imports.list().map(({ id }) => id))
  const abandoned = abandonedRuns(place)
  for (const { id, isDecided } of abandoned) {
    if (isDecided) while (carryOut(place, id) !== null);
    else while (takeBack(place, id));
  }
  // Rows of a run that is no more: the crash came between the two files.
  for (const run of staged) if (!known.has(run)) while (place.staging.discard(run, PORTION) > 0);
  return abandoned.length
}

/** Is a process with this id running? One of another user is. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM'
  }
}

function isTaken(place: ImportPlace, facts: VisitorFacts): boolean {
  const hmac = facts.rowHmac ?? facts.codeHmac
  if (hmac === null) return false
  const key = Buffer.from(hmac, 'hex')
  return facts.rowHmac === null ? place.roster.hasCode(key) : place.roster.hasRow(key)
}
