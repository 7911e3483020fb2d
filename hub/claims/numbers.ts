import { issueTicket } from '../../core/commands/queue/issue'
import { leaseNumbers } from '../../core/commands/queue/lease'
import { numbersLeased, ticketIssued } from '../../core/events/queue'
import type { NumberAnswer, NumberCommand } from '../../core/hub/claims'
import type { HubResult } from '../../core/hub/errors'
import { serviceDay } from '../../core/queue/hours'
import type { FairRow } from '../log/fair'
import type { HubPorts } from '../ports'
import type { Database, Tx } from '../sql/database'
import { countOf, type Member } from '../sql/stations'
import { byRule, decide } from './decide'
import { COMMON, factsForNumber } from './queue-facts'

/** Under a new log identity numbers may have been given that nobody here knows: a service goes on so far above. */
const GAP = 100

/** The next number of a service, or a block of them for when the station is cut off. */
export function numbers(
  db: Database,
  member: Member,
  service: string,
  asked: NumberCommand,
  ports: HubPorts,
): Promise<HubResult<NumberAnswer>> {
  return asked.want === 'number' ? number(db, member, service, asked, ports) : lease(db, member, service, asked, ports)
}

function number(
  db: Database,
  member: Member,
  service: string,
  asked: Extract<NumberCommand, { want: 'number' }>,
  ports: HubPorts,
): Promise<HubResult<NumberAnswer>> {
  const { command, log, ticket, after, want: _want, ...issue } = asked
  return decide<NumberAnswer>(
    db,
    member,
    {
      command,
      log,
      after,
      read: (event, logged) =>
        ticketIssued.is(logged) && logged.body.service === service ? { event, ticket: logged.body.ticket } : null,
      decide: async (tx, row, fair, ctx) => {
        const day = serviceDay(fair, ctx.now)
        const { visitor } = asked
        const floor = await floorOf(tx, row, service, day)
        const reads = await factsForNumber(tx, row, fair, { service, day, visitor, station: member.station, floor })
        const order = { ...issue, requestId: command, ticket, service }
        const fresh = issueTicket(reads, { ...order, numbering: 'own' }, ctx)
        // The quota is used up but for what this station holds of it: then one of its own block.
        const decided =
          !fresh.ok && fresh.code === 'quota_used' && reads.ownLeaseNext(service, day) !== null
            ? issueTicket({ ...reads, issuedCount: () => 0 }, { ...order, numbering: 'leased' }, ctx)
            : fresh
        if (!decided.ok) return byRule(decided.code, decided.detail)
        const [event] = decided.value.events
        if (event === undefined) throw new Error('a number without its event')
        return { ok: true, event }
      },
    },
    ports,
  )
}

function lease(
  db: Database,
  member: Member,
  service: string,
  { command, log, after }: Extract<NumberCommand, { want: 'lease' }>,
  ports: HubPorts,
): Promise<HubResult<NumberAnswer>> {
  return decide<NumberAnswer>(
    db,
    member,
    {
      command,
      log,
      after,
      read: (event, logged) =>
        numbersLeased.is(logged) && logged.body.service === service ? { event, ticket: null } : null,
      decide: async (tx, row, fair, ctx) => {
        const day = serviceDay(fair, ctx.now)
        const { station } = member
        const floor = await floorOf(tx, row, service, day)
        const reads = await factsForNumber(tx, row, fair, { service, day, visitor: null, station, floor })
        const dispensers = await countOf(tx, row.fair, 'dispenser')
        // Under a new log identity blocks may have been given that nobody here knows.
        const gap = floor > 0 ? GAP : 0
        const decided = leaseNumbers(reads, { requestId: command, service, station, dispensers, gap }, ctx)
        if (!decided.ok) return byRule(decided.code, decided.detail)
        const [event] = decided.value.events
        if (event === undefined) throw new Error('a lease without its event')
        return { ok: true, event }
      },
    },
    ports,
  )
}

/**
 * The number that counts as given at least: under a new log identity, on a day that had begun before it, a hundred above
 * the highest known when the service gives its first one again. Kept, so that the gap is made once.
 */
async function floorOf(tx: Tx, row: FairRow, service: string, day: string): Promise<number> {
  if (row.renewed_at === null) return 0
  const { rows } = await tx.query<{ generation: number; floor: number }>(
    'SELECT generation, floor FROM number_floor WHERE fair = $1 AND service = $2 AND day = $3',
    [row.fair, service, day],
  )
  const kept = rows[0]
  if (kept?.generation === row.generation) return kept.floor
  const { rows: known } = await tx.query<{ highest: number; is_later: boolean }>(
    `SELECT greatest(
       coalesce((SELECT max(number) FROM ticket w WHERE fair = $1 AND issue_service = $2 AND day = $3 AND ${COMMON}), 0),
       $4::int) AS highest,
       $3 > to_char(to_timestamp($5 / 1000.0) + interval '14 hours', 'YYYY-MM-DD') AS is_later`,
    [row.fair, service, day, kept?.floor ?? 0, row.renewed_at],
  )
  const { highest = 0, is_later = false } = known[0] ?? {}
  // A day that began after it everywhere on earth lost no numbers.
  const floor = is_later ? (kept?.floor ?? 0) : highest + GAP
  await tx.query(
    `INSERT INTO number_floor (fair, service, day, generation, floor) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (fair, service, day) DO UPDATE SET generation = excluded.generation, floor = excluded.floor`,
    [row.fair, service, day, row.generation, floor],
  )
  return floor
}
