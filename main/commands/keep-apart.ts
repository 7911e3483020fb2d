import { apartPair, apartStream, visitorApartCleared, visitorKeptApart } from '../../core/events/person'
import { err, ok, type Result } from '../../core/result/result'
import type { FairFolder } from '../folder/fair-folder'
import { contextOf } from './context'

export type ApartError = 'unknown_visitor' | 'same_visitor'

/**
 * A visitor is somebody else than these, whatever they share: they are not taken for one person again. Whoever of them was
 * merged with the visitor is left out, since a group names every registration of a person; all of them: `same_visitor`.
 */
export function keepApart(
  folder: FairFolder,
  visitor: string,
  others: readonly string[],
  actor: string | null,
): Result<null, ApartError> {
  return folder.log.transact((append) => {
    for (const one of [visitor, ...others])
      if (folder.checkin.visitor(one) === null) return err('unknown_visitor', { visitor: one })
    const person = folder.persons.personOf(visitor)
    const strangers = [...new Set(others)].filter((other) => folder.persons.personOf(other) !== person)
    if (strangers.length === 0) return err('same_visitor')
    const known = new Set(folder.persons.apartFrom(visitor))
    for (const other of strangers) {
      if (known.has(other)) continue
      const [first, second] = apartPair(visitor, other)
      append(
        visitorKeptApart.make(apartStream(first, second), { visitor: first, other: second }, contextOf(folder, actor)),
      )
    }
    return ok(null)
  })
}

/** Takes that back, of those of whom it holds: they may be one person again. */
export function clearApart(
  folder: FairFolder,
  visitor: string,
  others: readonly string[],
  actor: string | null,
): Result<null, ApartError> {
  return folder.log.transact((append) => {
    if (folder.checkin.visitor(visitor) === null) return err('unknown_visitor', { visitor })
    for (const event of clearedApart(folder, [visitor], others, actor)) append(event)
    return ok(null)
  })
}

/** What has to be said so that none of these is kept apart from any of those. Inside the transaction that says it. */
export function clearedApart(
  folder: FairFolder,
  these: readonly string[],
  those: readonly string[],
  actor: string | null,
) {
  const wanted = new Set(those)
  return these.flatMap((visitor) =>
    folder.persons
      .apartFrom(visitor)
      .filter((other) => wanted.has(other))
      .map((other) => {
        const [first, second] = apartPair(visitor, other)
        const body = { visitor: first, other: second }
        return visitorApartCleared.make(apartStream(first, second), body, contextOf(folder, actor))
      }),
  )
}
