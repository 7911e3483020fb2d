import type { Fair, FairList, Span } from '../setup/fair'
import { localToEpoch, shiftDays } from '../time/zone'

/** A day of the fair's calendar as moments: from midnight to midnight in its zone. */
export function daySpan(fair: Pick<Fair, 'setup'>, day: string): Span {
  const { timeZone } = fair.setup
  return {
    from: localToEpoch(`${day}T00:00`, timeZone),
    to: localToEpoch(`${shiftDays(day, 1)}T00:00`, timeZone),
  }
}

/** The lists that one may enter on a day, in the order of the set-up. */
export function listsOfDay(fair: Fair, day: string, kind: FairList['kind']): FairList[] {
  const { from, to } = daySpan(fair, day)
  return fair.lists.filter(
    (list) => list.kind === kind && list.windows.some((window) => window.from < to && window.to > from),
  )
}
