import type { CommandContext } from '../../events/envelope'
import {
  ticketCancelled,
  ticketPrinted,
  ticketPrintFailed,
  ticketReprinted,
  ticketStream,
  type PrintTrouble,
} from '../../events/queue'
import type { QueueError } from '../../queue/errors'
import type { QueueReads } from '../../queue/reads'
import { isLive, type Ticket } from '../../queue/ticket'
import type { Result } from '../../result/result'
import { decided, ticketAsSeen, wrongState } from './checks'
import type { QueueResult } from './command'

export interface SlipCommand {
  readonly requestId: string
  readonly ticket: string
}

/** The slip is out (`printer`), or staff told the visitor the number (`staff`): the ticket is in line. */
export function slipPrinted(
  reads: QueueReads,
  command: SlipCommand & { readonly by: 'printer' | 'staff' },
  ctx: CommandContext,
): QueueResult {
  const ticket = unprinted(reads, command.ticket)
  if (!ticket.ok) return ticket
  const event = ticketPrinted.make(ticketStream(command.ticket), { by: command.by }, ctx, { id: command.requestId })
  return decided(command.ticket, [event])
}

/** The printer says why it could not; the number stays taken until staff says what became of the visitor. */
export function slipFailed(
  reads: QueueReads,
  command: SlipCommand & { readonly trouble: PrintTrouble },
  ctx: CommandContext,
): QueueResult {
  const ticket = unprinted(reads, command.ticket)
  if (!ticket.ok) return ticket
  const { trouble, requestId } = command
  const event = ticketPrintFailed.make(ticketStream(command.ticket), { trouble }, ctx, { id: requestId })
  return decided(command.ticket, [event])
}

/** The visitor left before the slip came: the number is void and never given again. */
export function voidUnprinted(reads: QueueReads, command: SlipCommand, ctx: CommandContext): QueueResult {
  const ticket = unprinted(reads, command.ticket)
  if (!ticket.ok) return ticket
  const event = ticketCancelled.make(
    ticketStream(command.ticket),
    { by: 'printer', reason: null, counter: null },
    ctx,
    { id: command.requestId },
  )
  return decided(command.ticket, [event])
}

/** A lost slip is printed again, with the mark that it is a copy, so that two papers are never two people in line. */
export function slipReprinted(reads: QueueReads, command: SlipCommand, ctx: CommandContext): QueueResult {
  const found = ticketAsSeen(reads, command.ticket, null)
  if (!found.ok) return found
  const { state, number, copies } = found.value
  if (!isLive(state) || state === 'ISSUING' || number === null) return wrongState(found.value)
  const event = ticketReprinted.make(ticketStream(command.ticket), { copy: Math.max(copies, 1) + 1 }, ctx, {
    id: command.requestId,
  })
  return decided(command.ticket, [event])
}

function unprinted(reads: QueueReads, id: string): Result<Ticket, QueueError> {
  const found = ticketAsSeen(reads, id, null)
  return found.ok && found.value.state !== 'ISSUING' ? wrongState(found.value) : found
}
