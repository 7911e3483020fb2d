import type { NumberAnswer, NumberCommand } from '../../core/hub/claims'
import { decideBlock, decideNumber, readNumber } from '../../core/hub/decisions'
import type { HubResult } from '../../core/hub/errors'
import { above, floorUnder, GAP, type Floor } from '../../core/hub/floor'
import { serviceDay } from '../../core/queue/hours'
import type { QueueReads } from '../../core/queue/reads'
import type { FairRow } from '../log/fair'
import type { HubPorts } from '../ports'
import type { Database, Tx } from '../sql/database'
import { countOf, type Member } from '../sql/stations'
import { decide } from './decide'
import { factsForNumber } from './queue-facts'

/** The next number of a service, or a block of them for when the station is cut off. */
export function numbers(
  db: Database,
  member: Member,
  service: string,
  asked: NumberCommand,
  ports: HubPorts,
): Promise<HubResult<NumberAnswer>> {
  const { command, log, after, want } = asked
  const { station } = member
  const visitor = asked.want === 'number' ? asked.visitor : null
  return decide<NumberAnswer>(
    db,
    member,
    {
      command,
      log,
      after,
      read: readNumber(service, want),
      decide: async (tx, row, fair, ctx) => {
        const day = serviceDay(fair, ctx.now)
        const known = await factsForNumber(tx, row, fair, { service, day, visitor, station })
        const floor = await floorOf(tx, row, service, day, known)
        const reads = above(floor, known)
        if (asked.want === 'number') return decideNumber(reads, service, day, asked, ctx)
        const dispensers = await countOf(tx, row.fair, 'dispenser')
        return decideBlock(reads, { command, service, station, dispensers, gap: floor > 0 ? GAP : 0 }, ctx)
      },
    },
    ports,
  )
}

/** The number that counts as given at least, kept at the first question under a new identity; 0: none does. */
async function floorOf(tx: Tx, row: FairRow, service: string, day: string, known: QueueReads): Promise<number> {
  const { fair, generation, renewed_at: renewedAt } = row
  if (renewedAt === null) return 0
  const { rows } = await tx.query<Floor>(
    'SELECT generation, floor FROM number_floor WHERE fair = $1 AND service = $2 AND day = $3',
    [fair, service, day],
  )
  const kept = rows[0] ?? null
  const highest = known.lastNumber(service, day)?.number ?? 0
  const floor = floorUnder({ generation, renewedAt }, kept, day, highest)
  if (floor !== kept)
    await tx.query(
      `INSERT INTO number_floor (fair, service, day, generation, floor) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (fair, service, day) DO UPDATE SET generation = excluded.generation, floor = excluded.floor`,
      [fair, service, day, generation, floor.floor],
    )
  return floor.floor
}
