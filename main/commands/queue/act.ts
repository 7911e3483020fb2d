import { callChosen, callNext, noShow, recall, uncall } from '../../../core/commands/queue/call'
import type { OperatorCommand, QueueResult } from '../../../core/commands/queue/command'
import { closeCounter, openCounter, pauseCounter } from '../../../core/commands/queue/counter'
import { cancel, changeService, reEnter, transfer } from '../../../core/commands/queue/move'
import { slipPrinted } from '../../../core/commands/queue/print'
import {
  callAndStart,
  finish,
  park,
  resume,
  serveDirect,
  serveSlip,
  setLine,
  start,
} from '../../../core/commands/queue/serve'
import { undo } from '../../../core/commands/queue/undo'
import type { CounterAct } from '../../../core/contract/counter'
import type { CommandContext } from '../../../core/events/envelope'
import type { QueueError } from '../../../core/queue/errors'
import type { QueueReads } from '../../../core/queue/reads'
import { assertNever, type Result } from '../../../core/result/result'
import type { FairFolder } from '../../folder/fair-folder'
import { commitQueue, type Committed } from './commit'
import { issueNumber, type NumberRequest } from './issue'
import { readSlipText } from '../../codes/station-codes'

/**
 * Does one act of an operator at a counter, once: `requestId` is kept for every retry. `printing`: a number given here
 * comes out on paper and is in line only when its slip is out.
 */
export function actAtCounter(
  folder: FairFolder,
  by: OperatorCommand,
  act: CounterAct,
  printing = false,
): Result<Committed, QueueError | 'no_fair'> {
  if (act.do === 'issue') return issueNumber(folder, numberAtCounter(by, act, printing))
  const note = act.do === 'transfer' && act.note !== null && act.note !== '' ? act.note : null
  const noteId = note === null ? null : folder.ports.newId()
  return commitQueue(folder, by.requestId, (reads, ctx) => decide(folder, reads, { ...by, noteId }, act, ctx), {
    actor: by.operator,
    opensDay: act.do === 'open',
    // The words first: an event without its row would promise a note that nobody can read.
    beforeEvents: () => {
      if (note !== null && noteId !== null)
        folder.people.put([{ visitor: noteId, group: 'note', fields: { text: note } }])
    },
  })
}

/** The number that an operator asks for, of a visitor who stands at the counter. */
export const numberAtCounter = (
  by: OperatorCommand,
  act: Extract<CounterAct, { do: 'issue' }>,
  printing: boolean,
): NumberRequest => ({
  requestId: by.requestId,
  service: act.service,
  class: act.class,
  declaredBy: 'staff',
  visitor: null,
  via: 'counter',
  printing,
  actor: by.operator,
})

function decide(
  folder: FairFolder,
  reads: QueueReads,
  { noteId, ...by }: OperatorCommand & { readonly noteId: string | null },
  act: Exclude<CounterAct, { do: 'issue' }>,
  ctx: CommandContext,
): QueueResult {
  const { requestId, counter } = by
  switch (act.do) {
    case 'open':
      return openCounter(reads, by, ctx)
    case 'pause':
      return pauseCounter(reads, { ...by, reason: act.reason, until: act.until }, ctx)
    case 'close':
      return closeCounter(reads, by, ctx)
    case 'call_next':
      return callNext(reads, by, ctx)
    case 'call':
      return callChosen(reads, { ...by, ticket: act.ticket, seen: act.seen }, ctx)
    case 'call_and_start':
      return callAndStart(reads, { ...by, ticket: act.ticket, seen: act.seen }, ctx)
    case 'recall':
      return recall(reads, { ...by, ticket: act.ticket }, ctx)
    case 'start':
      return start(reads, { ...by, ticket: act.ticket, seen: act.seen }, ctx)
    case 'finish':
      return finish(reads, { ...by, ticket: act.ticket, seen: act.seen, outcome: act.outcome }, ctx)
    case 'no_show':
      return noShow(reads, { ...by, ticket: act.ticket, seen: act.seen, reason: act.reason }, ctx)
    case 'uncall':
      return uncall(reads, { ...by, ticket: act.ticket, seen: act.seen, reason: act.reason }, ctx)
    case 'park':
      return park(reads, { ...by, ticket: act.ticket, seen: act.seen, reason: act.reason }, ctx)
    case 'resume':
      return resume(reads, { ...by, ticket: act.ticket, seen: act.seen }, ctx)
    case 'transfer':
      return transfer(
        reads,
        { ...by, ticket: act.ticket, seen: act.seen, to: act.to, place: act.place, note: noteId },
        ctx,
      )
    case 'set_line':
      return setLine(reads, { ...by, ticket: act.ticket, service: act.service, quantity: act.quantity }, ctx)
    case 'serve_direct':
      return serveDirect(
        reads,
        {
          ...by,
          ticket: ctx.newId(),
          service: act.service,
          class: act.class,
          visitor: null,
          number: act.number,
        },
        ctx,
      )
    case 'serve_slip': {
      const slip = readSlipText(folder, reads.fair, act.text)
      return slip.ok ? serveSlip(reads, { ...by, ...slip.value }, ctx) : slip
    }
    case 're_enter':
      return reEnter(reads, { requestId, ticket: act.ticket, seen: act.seen, counter }, ctx)
    case 'change_service':
      return changeService(reads, { ...by, ticket: act.ticket, seen: act.seen, to: act.to }, ctx)
    case 'cancel':
      return cancel(
        reads,
        { requestId, ticket: act.ticket, seen: act.seen, by: 'staff', reason: act.reason, counter },
        ctx,
      )
    case 'number_told':
      return slipPrinted(reads, { requestId, ticket: act.ticket, by: 'staff' }, ctx)
    case 'undo':
      return undo(reads, by, ctx)
    default:
      return assertNever(act)
  }
}
