import type { Words } from '../../../i18n/words'

/** The moment that a list is of, as short as it is clear: the time alone, with the day when it is not the same. */
export const asOfText = (asOf: number, now: number, { times }: Pick<Words, 'times'>): string =>
  times.sameDay(asOf, now) ? times.time(asOf) : times.moment(asOf)
