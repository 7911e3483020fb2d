import type { CommandContext } from '../../events/envelope'
import { servicePaused, serviceResumed, serviceStream, ticketDayClosed, ticketStream } from '../../events/queue'
import type { QueueReads } from '../../queue/reads'
import { err } from '../../result/result'
import { decided, serviceOf, unknownReason } from './checks'
import type { QueueResult } from './command'

export interface CloseDay {
  /** The first event's id; absent when the app closes a day by itself. */
  readonly requestId?: string
  /** Everything of days before this one is closed. */
  readonly before: string
}

/** Ends the tickets that were left over from earlier days: they would else stand before today's. */
export function closeDay(reads: QueueReads, command: CloseDay, ctx: CommandContext): QueueResult {
  const events = reads.leftOver(command.before).map((ticket, i) => {
    const id = i === 0 ? command.requestId : undefined
    return ticketDayClosed.make(ticketStream(ticket.id), {}, ctx, id === undefined ? {} : { id })
  })
  return decided(null, events)
}

export interface PauseService {
  readonly requestId: string
  readonly service: string
  readonly reason: string
  /** When numbers are given again, UTC ms; null: not known. */
  readonly until: number | null
}

/** A booth's unplanned break: no numbers are given, those who wait go on being called. */
export function pauseService(reads: QueueReads, command: PauseService, ctx: CommandContext): QueueResult {
  const { service, reason, until } = command
  if (serviceOf(reads, service) === null) return err('unknown_service', { service })
  const unknown = unknownReason(reads, reason, 'pause')
  if (unknown !== null) return unknown
  const event = servicePaused.make(serviceStream(service), { service, reason, until }, ctx, { id: command.requestId })
  return decided(null, [event])
}

/** Ends it. Of a service that is in no break: nothing to do, and no event. */
export function resumeService(
  reads: QueueReads,
  command: { readonly requestId: string; readonly service: string },
  ctx: CommandContext,
): QueueResult {
  const { service } = command
  if (serviceOf(reads, service) === null) return err('unknown_service', { service })
  if (reads.servicePause(service) === null) return decided(null, [])
  const event = serviceResumed.make(serviceStream(service), { service }, ctx, { id: command.requestId })
  return decided(null, [event])
}
