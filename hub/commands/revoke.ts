import type { HubPorts } from '../ports'
import { HubProblem } from '../problem'
import type { Database } from '../sql/database'
import { revokeStation } from '../sql/stations'

/** Revokes a station by its id, or by its number where the hub has one fair: on the hub's own machine, without a desk. */
export async function revokeHere(db: Database, called: string, ports: HubPorts): Promise<{ revoked: string[] }> {
  const { rows } = await db.query<{ fair: string; station: string }>(
    'SELECT fair, station FROM station WHERE station::text = $1 OR number::text = $1',
    [called.toLowerCase()],
  )
  const isOne = new Set(rows.map(({ station }) => station)).size === 1
  if (!isOne)
    throw new HubProblem('unknown_station', `no station is called "${called}" here, or more than one: give its id`, {
      station: called,
    })
  for (const { fair, station } of rows) await revokeStation(db, fair, station, ports.now())
  return { revoked: rows.map(({ station }) => station) }
}
