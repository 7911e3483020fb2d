import type { OperatorCommand } from '../../../core/commands/queue/command'
import { otherIdOf } from '../../../core/commands/queue/press'
import type { CounterAct } from '../../../core/contract/counter'
import type { QueueError } from '../../../core/queue/errors'
import { ok, type Result } from '../../../core/result/result'
import type { FairFolder } from '../../folder/fair-folder'
import type { AskHub } from '../../sync/ask-hub'
import { actAtCounter } from './act'
import { decidedBefore, type Committed } from './commit'
import { refusalOf } from './refusal'

type CallAct = Extract<CounterAct, { do: 'call_next' | 'call' }>
export const isCall = (act: CounterAct): act is CallAct => act.do === 'call_next' || act.do === 'call'

/**
 * Calls somebody to a counter. The hub decides, since it alone knows what all counters do; its event is in this log when
 * the answer comes. Without its word in time the counter calls by what it knows: a tentative call, which the first in hub
 * order wins when they meet. A rule that stands against the call is the hub's last word.
 */
export async function callAtCounter(
  folder: FairFolder,
  hub: Pick<AskHub, 'call'>,
  by: OperatorCommand,
  act: CallAct,
): Promise<Result<Committed, QueueError | 'no_fair'>> {
  const { requestId, counter, operator } = by
  const alone = () => actAtCounter(folder, { ...by, requestId: otherIdOf(requestId) }, act)
  // A retry of a press that was decided, here or there, is not asked: the hub would call a second person.
  const before = decidedBefore(folder, requestId) ?? decidedBefore(folder, otherIdOf(requestId))
  if (before !== null) return ok(before)
  const chosen = act.do === 'call' ? { chosen: { ticket: act.ticket, seen: act.seen } } : {}
  const answer = await hub.call(counter, { command: requestId, operator, ...chosen })
  if (!answer.ok) return refusalOf(answer) ?? alone()
  const called = decidedBefore(folder, requestId)
  // Kept aside as damaged: the log does not have it, and nobody here may act on it.
  if (called === null) return alone()
  const fair = folder.checkin.fair()
  const { passedOver } = answer.value
  return ok({
    ...called,
    isRepeated: false,
    passedOver: passedOver === null || fair === null ? null : folder.queue.reads(fair).ticket(passedOver),
  })
}
