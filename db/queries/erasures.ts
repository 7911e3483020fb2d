import type { StationRole } from '../../core/people/groups'
import type { Database } from '../connection'

/** A station of the fair; `confirmedAt`: when it said that nothing of the visitor is left there (effective UTC ms); null: not yet. */
export interface ErasureAt {
  readonly station: string
  /** Null: a folder that was never enrolled. */
  readonly number: number | null
  readonly roles: readonly StationRole[]
  readonly confirmedAt: number | null
}

/** Who was forgotten, where that is done, and where the typed notes about a visitor are named. Few beside the visitors. */
export function erasureQueries(db: Database) {
  const one = db.prepare<[string], { at: number }>('SELECT at FROM erasure WHERE visitor = ?')
  const open = db.prepare<[string], { visitor: string }>(
    `SELECT visitor FROM erasure WHERE NOT EXISTS (
       SELECT 1 FROM erasure_confirmed c WHERE c.visitor = erasure.visitor AND c.station = ?) ORDER BY visitor`,
  )
  const confirmed = db.prepare<[string], { station: string; at: number }>(
    'SELECT station, at FROM erasure_confirmed WHERE visitor = ?',
  )
  const stations = db.prepare<[], { station: string; number: number; roles: string }>(
    'SELECT station, number, roles FROM station_key ORDER BY number, station',
  )
  const tickets = db.prepare<[string], { id: string }>('SELECT id FROM ticket WHERE visitor = ? ORDER BY day, id')
  return {
    /** When it was decided to forget this visitor, effective UTC ms; null: it never was. */
    erasedAt: (visitor: string): number | null => one.get(visitor)?.at ?? null,
    /** Whom this station has yet to say that it forgot. */
    openAt: (station: string): readonly string[] => open.all(station).map(({ visitor }) => visitor),
    /** Every station that holds people, enrolled ones and `own`, with what it said. A display alone never gets anybody. */
    stationsOf(visitor: string, own: string): readonly ErasureAt[] {
      const said = new Map(confirmed.all(visitor).map(({ station, at }) => [station, at]))
      const enrolled = stations
        .all()
        .map((row) => ({ ...row, roles: JSON.parse(row.roles) as StationRole[] }))
        .filter(({ station, roles }) => said.has(station) || roles.some((role) => role !== 'display'))
      const unknown = [own, ...said.keys()].filter((station) => !enrolled.some((row) => row.station === station))
      return [...enrolled, ...[...new Set(unknown)].map((station) => ({ station, number: null, roles: [] }))].map(
        (row) => ({ ...row, confirmedAt: said.get(row.station) ?? null }),
      )
    },
    /** Every station that ever enrolled, whatever it is for. */
    enrolled: (): readonly string[] => stations.all().map(({ station }) => station),
    /** Every number the visitor ever drew, by its id. */
    ticketsOf: (visitor: string): readonly string[] => tickets.all(visitor).map(({ id }) => id),
  }
}
export type ErasureQueries = ReturnType<typeof erasureQueries>
