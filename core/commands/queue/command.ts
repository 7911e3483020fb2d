import type { NewEvent } from '../../events/envelope'
import type { QueueError } from '../../queue/errors'
import type { Ticket } from '../../queue/ticket'
import type { Result } from '../../result/result'

/** What a command of the queue decided: its events, in order; the first carries the command's `requestId` as its id. */
export interface QueueDecision {
  readonly events: readonly NewEvent[]
  /** The ticket it is about; null: a counter or a service only. */
  readonly ticket: string | null
  /** The head that was passed over, since its visitor is being served elsewhere. */
  readonly passedOver: Ticket | null
}

export type QueueResult = Result<QueueDecision, QueueError>

/** What every command of an operator carries. */
export interface OperatorCommand {
  /** Kept for every retry of one press: the first event's id. */
  readonly requestId: string
  readonly counter: string
  /** Staff code, or `cli`. */
  readonly operator: string
}

/** A command about a ticket that was on the screen: `seen` is the version shown; another one is refused as `changed`. */
export interface TicketCommand extends OperatorCommand {
  readonly ticket: string
  readonly seen: number | null
}
