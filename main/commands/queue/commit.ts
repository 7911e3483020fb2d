import { closeDay } from '../../../core/commands/queue/day'
import { lapseBooked } from '../../../core/commands/queue/issue'
import type { QueueDecision, QueueResult } from '../../../core/commands/queue/command'
import { otherIdOf } from '../../../core/commands/queue/press'
import type { CommandContext } from '../../../core/events/envelope'
import type { QueueError } from '../../../core/queue/errors'
import type { QueueReads } from '../../../core/queue/reads'
import { err, ok, type Result } from '../../../core/result/result'
import { localDate } from '../../../core/time/zone'
import type { Append } from '../../../db/log/event-log'
import type { FairFolder } from '../../folder/fair-folder'
import { lock } from './locks'

/** What a command decides once its world stands still. */
export type Decide = (reads: QueueReads, ctx: CommandContext) => QueueResult

export interface Committed extends QueueDecision {
  /** This press was done before; `events` holds its first event only. */
  readonly isRepeated: boolean
}

export interface CommitOptions {
  /** Staff code of who acts; left out for a visitor's or a script's act. */
  readonly actor?: string
  /**
   * True for what begins a service day (giving a number, opening a counter): what earlier days left over is closed
   * first, so that nobody of yesterday is in today's line.
   */
  readonly opensDay?: boolean
  /** Runs when the decision stands and just before its events are written: for the people rows that they name. */
  readonly beforeEvents?: () => void
}

/**
 * Decides and records one command of the queue in one transaction; it is on the disk on return. `requestId` names its
 * first event: a retry of the same press finds it and changes nothing, whoever decided it (core/commands/queue/press.ts). What the decision needs for itself alone (a
 * counter, a number, a visitor's one ticket) is locked in the same transaction.
 */
export function commitQueue(
  folder: FairFolder,
  requestId: string,
  decide: Decide,
  options: CommitOptions = {},
): Result<Committed, QueueError | 'no_fair'> {
  return folder.log.transact((append): Result<Committed, QueueError | 'no_fair'> => {
    const repeated = decidedBefore(folder, requestId) ?? decidedBefore(folder, otherIdOf(requestId))
    if (repeated !== null) return ok(repeated)
    const fair = folder.checkin.fair()
    if (fair === null) return err('no_fair')
    const reads = folder.queue.reads(fair)
    const ctx = contextOf(folder, options.actor)
    if (options.opensDay === true) closeWhatIsOver(reads, contextOf(folder), append)
    const decided = decide(reads, ctx)
    if (!decided.ok) return decided
    const locked = lock(folder.claims, reads, decided.value.events)
    if (!locked.ok) return locked
    options.beforeEvents?.()
    for (const event of decided.value.events) append(event)
    return ok({ ...decided.value, isRepeated: false })
  })
}

/**
 * Closes the tickets that earlier days left over and the appointments nobody came to.
 * @returns how many tickets were closed
 */
export function closeOldDays(folder: FairFolder): number {
  return folder.log.transact((append) => {
    const fair = folder.checkin.fair()
    return fair === null ? 0 : closeWhatIsOver(folder.queue.reads(fair), contextOf(folder), append)
  })
}

function closeWhatIsOver(reads: QueueReads, ctx: CommandContext, append: Append): number {
  const today = localDate(ctx.now, reads.fair.setup.timeZone)
  let closed = 0
  for (const decide of [() => closeDay(reads, { before: today }, ctx), () => lapseBooked(reads, {}, ctx)]) {
    const decided = decide()
    if (!decided.ok) continue
    for (const event of decided.value.events) append(event)
    closed += decided.value.events.length
  }
  return closed
}

/** What the first press of a retry did; null: there was none. */
export function decidedBefore(folder: FairFolder, requestId: string): Committed | null {
  const stored = folder.log.find(requestId)
  if (stored === null) return null
  if (stored.event.family !== 'queue') throw new Error(`${requestId} names an event that is none of the queue`)
  const [kind, id = null] = stored.event.stream.split(':')
  return { events: [stored.event], ticket: kind === 'ticket' ? id : null, passedOver: null, isRepeated: true }
}

function contextOf(folder: FairFolder, actor?: string): CommandContext {
  const { wall, newId } = folder.ports
  return { now: wall(), newId, offset: folder.log.offset, ...(actor === undefined ? {} : { actor }) }
}
