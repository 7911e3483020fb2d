import type { PlaceAnswer, PlaceCommand } from '../../core/hub/claims'
import { grantPlaces, readPlaces, roomOf } from '../../core/hub/decisions'
import type { HubResult } from '../../core/hub/errors'
import { leftOf, shareOf } from '../../core/hub/places'
import { ok } from '../../core/result/result'
import { lastReset, type FairList } from '../../core/setup/fair'
import { foldList } from '../log/attendance'
import type { FairRow } from '../log/fair'
import type { HubPorts } from '../ports'
import type { Database, Tx } from '../sql/database'
import { countOf, type Member } from '../sql/stations'
import { decide } from './decide'

/**
 * Places of a list with a capacity for one gate: what is left, divided by the gates that hold or ask, in place of what it
 * held. So gates that are cut off never admit more together than fit.
 */
export function places(
  db: Database,
  member: Member,
  list: string,
  { want, command, log, after }: PlaceCommand,
  ports: HubPorts,
): Promise<HubResult<PlaceAnswer>> {
  return decide<PlaceAnswer>(
    db,
    member,
    {
      command,
      log,
      after,
      read: readPlaces(list, member.station),
      decide: async (tx, row, fair, ctx) => {
        const room = roomOf(fair, list)
        if (!room.ok) return room
        const { limit } = room.value
        const { timeZone } = fair.setup
        const given = want === 'return' ? 0 : await share(tx, row, room.value.list, limit, timeZone, member, ctx.now)
        return ok(grantPlaces(list, member.station, given, { command, after }, ctx))
      },
    },
    ports,
  )
}

/** The station's share of what is neither filled nor promised to other gates; at least one, if one is left. */
async function share(
  tx: Tx,
  row: FairRow,
  list: FairList,
  limit: number,
  timeZone: string,
  member: Member,
  now: number,
): Promise<number> {
  await foldList(tx, row, list.code)
  const { rows: counts } = await tx.query<{ inside: number }>(
    `SELECT count(*) AS inside FROM attendance
     WHERE fair = $1 AND list = $2 AND inside AND last_entry_at >= $3`,
    [row.fair, list.code, lastReset(list, timeZone, now) ?? 0],
  )
  // Whom a gate let in after its lease was made, and not out again, counts against it, as far as the hub has heard.
  const { rows: others } = await tx.query<{ places: number; let_in: number }>(
    `SELECT l.places, (
       SELECT count(*) FROM (
         SELECT DISTINCT ON (e.stream) e.text FROM event e
         WHERE e.fair = l.fair AND e.station = l.station AND e.type = 'scan.recorded'
           AND (l.chain IS NULL OR (e.chain = l.chain AND e.station_seq > l.after_seq))
           AND starts_with(e.stream, 'checkin:' || l.list || ':') AND e.text LIKE '%"outcome":"admitted"%'
         ORDER BY e.stream, e.station_seq DESC
       ) AS newest WHERE newest.text LIKE '%"direction":"entry"%') AS let_in
     FROM place_lease l WHERE l.fair = $1 AND l.list = $2 AND l.station <> $3`,
    [row.fair, list.code, member.station],
  )
  const promised = others.reduce((sum, { places, let_in: letIn }) => sum + leftOf(places, letIn), 0)
  return shareOf({ limit, inside: counts[0]?.inside ?? 0, promised, gates: await countOf(tx, row.fair, 'gate') })
}
