import type { CallAnswer, CallCommand } from '../../core/hub/claims'
import { decideCall, readCall } from '../../core/hub/decisions'
import type { HubResult } from '../../core/hub/errors'
import { serviceDay } from '../../core/queue/hours'
import type { HubPorts } from '../ports'
import type { Database } from '../sql/database'
import type { Member } from '../sql/stations'
import { decide } from './decide'
import { factsForCall } from './queue-facts'

/** Who is called at a counter, the next or the one chosen: core's own rules, asked of what all stations have told the hub. */
export function call(
  db: Database,
  member: Member,
  counter: string,
  asked: CallCommand,
  ports: HubPorts,
): Promise<HubResult<CallAnswer>> {
  const { command, log, chosen, after } = asked
  return decide<CallAnswer>(
    db,
    member,
    {
      command,
      log,
      after,
      read: readCall(counter),
      decide: async (tx, row, fair, ctx) => {
        const reads = await factsForCall(tx, row, fair, { counter, day: serviceDay(fair, ctx.now), chosen })
        return decideCall(reads, counter, asked, ctx)
      },
      tell: ({ passedOver }) => ({ passedOver }),
    },
    ports,
  )
}
