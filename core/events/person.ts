import { z } from 'zod'
import { defineEvent } from './define'

/**
 * A visitor and another are one person (somebody registered twice): from now on they count as one. Nothing of either is
 * moved: scans and tickets stay where they are. It stands in the stream of `visitor`; the last in hub order holds.
 */
export const visitorMerged = defineEvent(
  'visitor.merged',
  { version: 1, family: 'visitor' },
  z.strictObject({ visitor: z.uuid(), into: z.uuid() }),
)
/** They are two after all: as if `visitor` had never been merged. */
export const visitorUnmerged = defineEvent(
  'visitor.unmerged',
  { version: 1, family: 'visitor' },
  z.strictObject({ visitor: z.uuid() }),
)
/**
 * Two visitors look like one person and are not: nobody need ask again. The smaller id stands first; in the stream of the
 * two, the last in hub order holds.
 */
export const visitorKeptApart = defineEvent(
  'visitor.kept_apart',
  { version: 1, family: 'visitor' },
  z.strictObject({ visitor: z.uuid(), other: z.uuid() }),
)
/** As if that had never been said of them. */
export const visitorApartCleared = defineEvent(
  'visitor.apart_cleared',
  { version: 1, family: 'visitor' },
  z.strictObject({ visitor: z.uuid(), other: z.uuid() }),
)
/** One row two visitors, however they are named. */
export const apartStream = (one: string, two: string): string => `apart:${apartPair(one, two).join(':')}`
/** The smaller id first. */
export const apartPair = (one: string, two: string): readonly [visitor: string, other: string] =>
  one < two ? [one, two] : [two, one]
/** One row a visitor that was merged into another. */
export const mergeStream = (visitor: string): string => `merge:${visitor}`
