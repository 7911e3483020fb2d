import type { LogEvent } from '../events/envelope'
import { badgeFailed, badgePrinted } from '../events/visitor'
import type { z } from 'zod'

export type BadgeTrouble = z.output<typeof badgeFailed.schema>['trouble']

/** The badges of one visitor. */
export interface BadgeRow {
  /** How many came out, as far as printers say: one event each, whatever number of copy they bear. */
  readonly copies: number
  /** Template of the last try. */
  readonly badge: string
  /** UTC ms; null: none came out yet. */
  readonly printedAt: number | null
  /** Of the last try; null: it came out. */
  readonly trouble: BadgeTrouble | null
}

/**
 * Folds the tries to print somebody's badge, in order. Two stations that print the same copy while cut off have printed
 * two. Total: anything else is passed over.
 */
export function foldBadge(events: readonly { readonly event: LogEvent; readonly at: number }[]): BadgeRow | null {
  return events.reduce<BadgeRow | null>((row, { event, at }) => {
    const before = row ?? { copies: 0, badge: '', printedAt: null, trouble: null }
    if (badgePrinted.is(event))
      return { copies: before.copies + 1, badge: event.body.badge, printedAt: at, trouble: null }
    if (badgeFailed.is(event)) return { ...before, badge: event.body.badge, trouble: event.body.trouble }
    return row
  }, null)
}
