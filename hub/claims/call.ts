import { callChosen, callNext } from '../../core/commands/queue/call'
import { ticketCalled, ticketStream } from '../../core/events/queue'
import type { CallAnswer, CallCommand } from '../../core/hub/claims'
import type { HubResult } from '../../core/hub/errors'
import { serviceDay } from '../../core/queue/hours'
import type { HubPorts } from '../ports'
import type { Database } from '../sql/database'
import type { Member } from '../sql/stations'
import { byRule, decide } from './decide'
import { factsForCall } from './queue-facts'

/** Who is called at a counter, the next or the one chosen: core's own rules, asked of what all stations have told the hub. */
export function call(
  db: Database,
  member: Member,
  counter: string,
  { command, log, operator, chosen, after }: CallCommand,
  ports: HubPorts,
): Promise<HubResult<CallAnswer>> {
  return decide<CallAnswer>(
    db,
    member,
    {
      command,
      log,
      after,
      read: (event, logged) =>
        ticketCalled.is(logged) && logged.body.counter === counter
          ? { event, ticket: logged.stream.slice(ticketStream('').length), passedOver: null }
          : null,
      decide: async (tx, row, fair, ctx) => {
        const reads = await factsForCall(tx, row, fair, { counter, day: serviceDay(fair, ctx.now), chosen })
        const by = { requestId: command, counter, operator }
        const decided = chosen === undefined ? callNext(reads, by, ctx) : callChosen(reads, { ...by, ...chosen }, ctx)
        if (!decided.ok) return byRule(decided.code, decided.detail)
        const [event] = decided.value.events
        if (event === undefined) throw new Error('a call without its event')
        return { ok: true, event, more: { passedOver: decided.value.passedOver?.id ?? null } }
      },
    },
    ports,
  )
}
