import { mergeStream, visitorMerged, visitorUnmerged } from '../../core/events/person'
import { err, ok, type Result } from '../../core/result/result'
import type { FairFolder } from '../folder/fair-folder'
import { contextOf } from './context'
import { clearedApart } from './keep-apart'

export type MergeError = 'unknown_visitor' | 'same_visitor' | 'not_merged'

/**
 * From now on two visitors count as one person, by the second one's id. Nothing of either is moved; it can be taken back.
 * Whoever said before that they are two is overruled.
 */
export function mergeVisitors(
  folder: FairFolder,
  visitor: string,
  into: string,
  actor: string | null,
): Result<{ readonly person: string }, MergeError> {
  return folder.log.transact((append) => {
    for (const one of [visitor, into])
      if (folder.checkin.visitor(one) === null) return err('unknown_visitor', { visitor: one })
    // Merging what is one person already would only lead round in a circle.
    const [one, other] = [folder.persons.personOf(visitor), folder.persons.personOf(into)]
    if (one === other) return err('same_visitor')
    const [these, those] = [folder.persons.visitorsOf(one), folder.persons.visitorsOf(other)]
    for (const event of clearedApart(folder, these, those, actor)) append(event)
    append(visitorMerged.make(mergeStream(visitor), { visitor, into }, contextOf(folder, actor)))
    return ok({ person: folder.persons.personOf(visitor) })
  })
}

/** They are two again. */
export function unmergeVisitor(
  folder: FairFolder,
  visitor: string,
  actor: string | null,
): Result<{ readonly person: string }, MergeError> {
  return folder.log.transact((append) => {
    if (folder.checkin.visitor(visitor) === null) return err('unknown_visitor', { visitor })
    if (folder.persons.mergedInto(visitor) === null) return err('not_merged')
    append(visitorUnmerged.make(mergeStream(visitor), { visitor }, contextOf(folder, actor)))
    return ok({ person: folder.persons.personOf(visitor) })
  })
}
