import { otherIdOf } from '../../../core/commands/queue/press'
import { slipPrinted, voidUnprinted } from '../../../core/commands/queue/print'
import { ticketStream } from '../../../core/events/queue'
import type { QueueError } from '../../../core/queue/errors'
import { ok, type Result } from '../../../core/result/result'
import type { FairFolder } from '../../folder/fair-folder'
import type { AskHub } from '../../sync/ask-hub'
import { commitQueue, decidedBefore, type Committed } from './commit'
import { issueNumber, promiseOf, type NumberRequest } from './issue'
import { refusalOf } from './refusal'

/**
 * Gives a number: the hub's next, or, when its word does not come in time, one of this station's own. The hub is always
 * asked for a number that is not in line before it is in somebody's hand (`printing`), and this station confirms it at
 * once where no slip is printed: so a number whose answer was lost never stands in line without a visitor.
 */
export async function numberByHub(
  folder: FairFolder,
  hub: Pick<AskHub, 'number'>,
  request: NumberRequest,
): Promise<Result<Committed, QueueError | 'no_fair'>> {
  const { requestId, actor: _actor, service, ...asked } = request
  const other = otherIdOf(requestId)
  const alone = () => issueNumber(folder, { ...request, requestId: other })
  const before = decidedBefore(folder, requestId) ?? decidedBefore(folder, other)
  if (before !== null) return ok(before)
  const fair = folder.checkin.fair()
  if (fair === null) return alone()
  const { newId, wall } = folder.ports
  const ticket = newId()
  const promised = promiseOf(folder, folder.queue.reads(fair), request, ticket, wall())
  const answer = await hub.number(service, {
    want: 'number',
    command: requestId,
    ticket,
    ...asked,
    printing: true,
    promised,
  })
  if (!answer.ok) return refusalOf(answer) ?? alone()
  const given = decidedBefore(folder, requestId)
  // Kept aside as damaged: the log does not have it, and nobody here may hand it out.
  if (given === null || given.ticket === null) return alone()
  const shown = { requestId: newId(), ticket: given.ticket, by: 'printer' } as const
  if (!request.printing) {
    const confirmed = commitQueue(folder, shown.requestId, (reads, ctx) => slipPrinted(reads, shown, ctx))
    if (!confirmed.ok && confirmed.code !== 'wrong_state') return confirmed
  }
  return ok({ ...given, isRepeated: false })
}

/**
 * Voids the numbers that the hub gave for presses which this station then answered itself: nobody holds them.
 * @returns how many there were
 */
export function voidUnanswered(folder: FairFolder): number {
  const { log, ports, queue } = folder
  const unanswered = queue.unconfirmed().filter(({ id }) => {
    const [given] = log.stream(ticketStream(id))
    const own = given === undefined || given.event.station === log.station ? null : log.find(otherIdOf(given.event.id))
    return own?.event.station === log.station
  })
  for (const { id } of unanswered) {
    const requestId = ports.newId()
    commitQueue(folder, requestId, (reads, ctx) => voidUnprinted(reads, { requestId, ticket: id }, ctx))
  }
  return unanswered.length
}
