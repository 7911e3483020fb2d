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
/** One row a visitor that was merged into another. */
export const mergeStream = (visitor: string): string => `merge:${visitor}`
