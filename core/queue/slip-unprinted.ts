import type { PrintTrouble } from '../events/queue'

/** A number that is not in line, since nobody knows its slip to be out. */
export interface Unprinted {
  /** What kept the slip; null: a printer took it and says nothing. `unconfirmed`: staff have been told of that. */
  readonly trouble: PrintTrouble | null
  /** Machine uptime from which it is waited for, ms: the wall clock may be set. */
  readonly since: number
}

/** May its slip be in somebody's hand? Then it is never printed again without the mark of a copy. */
export const mayBeOut = ({ trouble }: Unprinted): boolean => trouble === null || trouble === 'unconfirmed'

/**
 * What is due for such a number. Whose slip certainly did not come out, and for whom staff has not spoken in time, has
 * gone away: `void`. Whose slip may be out is only shown to staff: somebody may be holding it.
 */
export function unprintedStep(
  unprinted: Unprinted,
  uptime: number,
  unconfirmedSeconds: number,
): 'wait' | 'show' | 'void' {
  if (uptime - unprinted.since < unconfirmedSeconds * 1_000 || unprinted.trouble === 'unconfirmed') return 'wait'
  return unprinted.trouble === null ? 'show' : 'void'
}
