import { visitorMerged, visitorUnmerged } from '../../core/events/person'
import { personsOf } from '../../core/people/persons'
import type { Database } from '../connection'
import { byHubOrder, type Projector, type StoredEvent } from './projector'
import { streamReader } from './stream'

/**
 * Who was merged into whom, one row a visitor, by its own events; and from all such rows together who is which person, made
 * anew at each merge: there are few of them beside the visitors.
 */
export function personProjector(db: Database): Projector {
  const stream = streamReader(db)
  const put = db.prepare(
    'INSERT INTO visitor_merge (visitor, target) VALUES (?, ?) ON CONFLICT (visitor) DO UPDATE SET target = excluded.target',
  )
  const remove = db.prepare('DELETE FROM visitor_merge WHERE visitor = ?')
  const all = db.prepare<[], { visitor: string; target: string }>('SELECT visitor, target FROM visitor_merge')
  const known = db.prepare<[], { visitor: string; person: string }>('SELECT visitor, person FROM visitor_person')
  const putPerson = db.prepare(
    'INSERT INTO visitor_person (visitor, person) VALUES (?, ?) ON CONFLICT (visitor) DO UPDATE SET person = excluded.person',
  )
  const removePerson = db.prepare('DELETE FROM visitor_person WHERE visitor = ?')
  const clears = ['visitor_merge', 'visitor_person'].map((table) => db.prepare(`DELETE FROM ${table}`))

  const read = (events: readonly StoredEvent[]) => {
    const last = events.toSorted(byHubOrder).at(-1)?.event
    if (last === undefined) return
    if (visitorMerged.is(last)) put.run(last.body.visitor, last.body.into)
    else if (visitorUnmerged.is(last)) remove.run(last.body.visitor)
  }
  const settle = () => {
    const persons = personsOf(new Map(all.all().map(({ visitor, target }) => [visitor, target])))
    for (const { visitor, person } of known.all()) {
      if (persons.get(visitor) === person) persons.delete(visitor)
      else if (!persons.has(visitor)) removePerson.run(visitor)
    }
    for (const [visitor, person] of persons) putPerson.run(visitor, person)
  }
  return {
    name: 'person',
    version: 1,
    types: new Set([visitorMerged.type, visitorUnmerged.type]),
    clear: () => clears.forEach((statement) => statement.run()),
    fold: ({ event }) => {
      read(stream(event.stream))
      settle()
    },
    refold: (streams) => {
      for (const { events } of streams) read(events)
      settle()
    },
  }
}
