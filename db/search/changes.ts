import type { Database } from '../connection'

/** Which people changed since the last look, by this process or any other. */
export interface PeopleChanges {
  /** Visitors whose name or facts are to be read again; a tombstoned one is among them. */
  next(): readonly string[]
}

/**
 * Follows people.sqlite by its seals, which are only ever added, and by its tombstones; log.sqlite by its events.
 * What stands there when it is made is not news.
 */
export function watchPeople(people: Database, log: Database): PeopleChanges {
  const seals = people.prepare<[number], { id: number; visitor: string }>(
    `SELECT s.id, r.visitor FROM people_seal s JOIN people_row r ON r.seal = s.id
       WHERE s.id > ? AND r.grp = 'greet' ORDER BY s.id`,
  )
  const newestSeal = people.prepare<[], { id: number | null }>('SELECT max(id) AS id FROM people_seal')
  const gone = people.prepare<[], { n: number }>(
    `SELECT count(*) AS n FROM people_row WHERE grp = 'greet' AND seal IS NULL`,
  )
  const tombstones = people.prepare<[], { visitor: string }>(
    `SELECT visitor FROM people_row WHERE grp = 'greet' AND seal IS NULL`,
  )
  const events = log.prepare<[number], { seq: number; visitor: string | null }>(
    `SELECT seq, CASE WHEN type IN ('visitor.registered', 'visitor.changed') THEN substr(stream, 9) END AS visitor
     FROM event_log WHERE seq > ? ORDER BY seq`,
  )
  const newestEvent = log.prepare<[], { seq: number | null }>('SELECT max(seq) AS seq FROM event_log')
  const versionOf = (db: Database) => db.pragma('data_version', { simple: true })
  let seal = newestSeal.get()?.id ?? 0
  let event = newestEvent.get()?.seq ?? 0
  let buried = gone.get()?.n ?? 0
  const versions = { people: versionOf(people), log: versionOf(log) }

  const ofPeople = (): string[] => {
    const rows = seals.all(seal)
    seal = rows.at(-1)?.id ?? seal
    const now = gone.get()?.n ?? 0
    const erased = now === buried ? [] : tombstones.all().map((row) => row.visitor)
    buried = now
    return [...rows.map((row) => row.visitor), ...erased]
  }
  const ofLog = (): string[] => {
    const rows = events.all(event)
    event = rows.at(-1)?.seq ?? event
    return rows.flatMap((row) => row.visitor ?? [])
  }
  return {
    next: () => {
      const now = { people: versionOf(people), log: versionOf(log) }
      const changed = new Set([
        ...(now.people === versions.people ? [] : ofPeople()),
        ...(now.log === versions.log ? [] : ofLog()),
      ])
      Object.assign(versions, now)
      return [...changed]
    },
  }
}
