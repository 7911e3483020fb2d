import { z } from 'zod'
import { defineEvent } from './define'

/**
 * A visitor is forgotten: every station buries what it holds of them (tombstones travel beside the log). What is not
 * personal stays as it was.
 */
export const visitorErased = defineEvent(
  'visitor.erased',
  { version: 1, family: 'visitor' },
  z.strictObject({ visitor: z.uuid() }),
)
/** A station has buried all it held of them, and emptied the write-ahead log in which the bytes still lay. */
export const erasureConfirmed = defineEvent(
  'erasure.confirmed',
  { version: 1, family: 'visitor' },
  z.strictObject({ visitor: z.uuid(), station: z.uuid() }),
)
/** One row a visitor that was forgotten. */
export const erasureStream = (visitor: string): string => `erasure:${visitor}`
