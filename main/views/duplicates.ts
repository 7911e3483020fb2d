import type { DuplicatesPage } from '../../core/contract/people'
import { registeredAt } from '../../core/people/duplicates'
import type { Fair } from '../../core/setup/fair'
import type { FairFolder } from '../folder/fair-folder'
import type { DuplicatesAnswer } from '../search/messages'

/** Visitors of a group that are named; a shared address of an office may have hundreds. */
const MOST_NAMED = 6

const NOBODY: DuplicatesAnswer = { groups: [], total: 0, counts: { all: 0, phone: 0, email: 0, name: 0 } }

/** A page of possible duplicates with what is known of each visitor. `answer` null: names are still being read. */
export function duplicatesPage(
  folder: FairFolder,
  fair: Fair,
  from: number,
  answer: DuplicatesAnswer | null,
  names: DuplicatesPage['names'],
): DuplicatesPage {
  const { groups, total, counts } = answer ?? NOBODY
  // The first and the newest ones: who came last is who may be stopped.
  const named = groups.map(({ visitors }) =>
    visitors.length <= MOST_NAMED ? visitors : [...visitors.slice(0, 1), ...visitors.slice(1 - MOST_NAMED)],
  )
  const greets = folder.people.names(named.flat())
  return {
    groups: groups.map(({ why, visitors }, n) => ({
      why,
      rest: visitors.filter((id) => named[n]?.includes(id) !== true),
      visitors: (named[n] ?? []).map((id) => {
        const facts = folder.desk.facts(id)
        return {
          id,
          name: greets.get(id)?.name ?? null,
          category: facts === null ? null : (fair.category(facts.category)?.name ?? null),
          institution: facts?.institution ?? null,
          source: facts?.source ?? null,
          registeredAt: registeredAt(id),
        }
      }),
    })),
    from,
    total,
    counts,
    names,
  }
}
