import type { RosterCheck } from '../../../../core/contract/roster'
import type { ColumnChoice, RosterColumn } from '../../../../core/roster/columns'

/**
 * What the columns are to be read as, all of them said, with one changed: the column that was it before is left out then,
 * since a person has one name.
 */
export function choiceOf(check: RosterCheck, changed?: string, becomes?: RosterColumn | 'ignore'): ColumnChoice {
  const choice: Record<string, RosterColumn | 'ignore'> = {}
  for (const { key, becomes: now } of check.columns) {
    if (key === '') continue
    const isTaken = changed !== undefined && becomes !== 'ignore' && now === becomes
    choice[key] = isTaken ? 'ignore' : (now ?? 'ignore')
  }
  if (changed !== undefined && becomes !== undefined) choice[changed] = becomes
  return choice
}

/** What the words of the category column stand for, as far as that is known. */
export function wordsOf(check: RosterCheck): Record<string, string> {
  return Object.fromEntries(
    check.words.flatMap(({ key, category }) => (category === null ? [] : [[key, category] as const])),
  )
}

/** How many people an import would write. */
export function peopleOf(check: RosterCheck, keep: boolean): number {
  return keep ? check.added : check.added + check.updated
}

/** Can the file be imported as it stands? */
export function isImportable(check: RosterCheck, keep: boolean): boolean {
  return !check.isUnsure && check.problem === null && peopleOf(check, keep) > 0
}
