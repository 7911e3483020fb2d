import { z } from 'zod'
import { defineEvent } from './define'

/**
 * Somebody was present online at a session, as a list of the meeting's host says. Several such events of one visitor on one
 * list add up: times that overlap count once, so that the same list imported twice changes nothing.
 */
export const onlineAttended = defineEvent(
  'online.attended',
  { version: 1, family: 'checkin' },
  z.strictObject({
    list: z.string(),
    visitor: z.uuid(),
    /** When they joined and left, UTC ms; `to` is not before `from`. */
    joins: z
      .array(z.strictObject({ from: z.int(), to: z.int() }))
      .min(1)
      .max(1_000),
    /** How long one has to be present to count, ms: the rule that held. Of several events the last in hub order. */
    minimum: z.int().nonnegative(),
  }),
)
export type OnlineBody = z.output<typeof onlineAttended.schema>

/** The row "this visitor at this session, online". */
export const onlineStream = (list: string, visitor: string): string => `online:${list}:${visitor}`
