import { createHash, randomBytes } from 'node:crypto'
import type { HubResult } from '../../core/hub/errors'
import {
  BOTH_MS,
  CODE_MINUTES,
  Presence,
  SILENT_MS,
  type CodeMade,
  type CodeOrder,
  type StationInfo,
  type Stations,
  type WipedHeard,
  type WipedNotice,
} from '../../core/hub/stations'
import { BEAT_MS } from '../../core/hub/wire'
import type { StationRole } from '../../core/people/groups'
import { err, ok } from '../../core/result/result'
import { PRESENCE_CHANNEL } from '../log/fair'
import type { Database, Queries } from './database'

/** An enrolled station, as its token shows it. */
export interface Member {
  readonly fair: string
  readonly station: string
  readonly number: number
  readonly roles: readonly StationRole[]
  readonly revokedAt: number | null
  readonly doubledAt: number | null
}

/** A connection that no hub looks after any more, since it was killed, counts as open so long after its station was heard. */
const LIVE_MS = SILENT_MS + BEAT_MS
/** Hubs side by side may have clocks that differ: who was heard when goes by the database's, UTC ms. */
const DB_NOW = '(extract(epoch FROM clock_timestamp()) * 1000)::bigint'

export const hashOfToken = (token: string): Buffer => createHash('sha256').update(token, 'utf8').digest()
export const newToken = (): string => randomBytes(32).toString('base64url')

/** Whose token this is; null: nobody's. Revoked stations are known by theirs for ever, so that they hear of it. */
export async function findMember(db: Database, token: string): Promise<Member | null> {
  const { rows } = await db.query<{
    fair: string
    station: string
    number: number
    roles: StationRole[]
    revoked_at: number | null
    doubled_at: number | null
  }>('SELECT fair, station, number, roles, revoked_at, doubled_at FROM station WHERE token_hash = $1', [
    hashOfToken(token),
  ])
  const [row] = rows
  if (row === undefined) return null
  const { fair, station, number, roles, revoked_at: revokedAt, doubled_at: doubledAt } = row
  return { fair, station, number, roles, revokedAt, doubledAt }
}

interface StationRow {
  readonly station: string
  readonly number: number
  readonly roles: StationRole[]
  readonly enrolled_at: number
  readonly last_seen: number | null
  readonly live: boolean
  readonly revoked_at: number | null
  readonly doubled_at: number | null
  readonly presence: string | null
  readonly wiped_at: number | null
  readonly wiped_order: number | null
  readonly wiped_signature: string | null
}

/** All stations of a fair, by number. */
export async function listStations(db: Database, fair: string, now: number): Promise<Stations> {
  const { rows } = await db.query<StationRow>(
    `SELECT station, number, roles, enrolled_at, last_seen, revoked_at, doubled_at, presence, wiped_at, wiped_order,
       wiped_signature, revoked_at IS NULL AND coalesce(live_at > ${DB_NOW} - ${LIVE_MS}, false) AS live
     FROM station WHERE fair = $1 ORDER BY number`,
    [fair],
  )
  return { stations: rows.map(toInfo), now }
}

function toInfo(row: StationRow): StationInfo {
  const { station, number, roles, enrolled_at: enrolledAt, revoked_at: revokedAt, doubled_at: doubledAt } = row
  const { wiped_at: at, wiped_order: order, wiped_signature: signature } = row
  return {
    station,
    number,
    roles,
    enrolledAt,
    lastSeenAt: row.last_seen,
    live: row.live,
    revokedAt,
    wiped: at === null || order === null || signature === null ? null : { at, order, signature },
    doubledAt,
    presence: row.presence === null ? null : (Presence.safeParse(JSON.parse(row.presence)).data ?? null),
  }
}

/**
 * Hears a station's session, in its report or its live connection. `false`: another session of the same station was heard
 * not long ago. If that was just now too, this is a second machine with the same folder, and the desk sees it; else it may
 * be the same machine after a power cut, which is let in once the silence is long enough.
 */
export async function hearSession(
  db: Database,
  member: Member,
  session: string,
  now: number,
  presence: Presence | null,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE station SET session = $3, session_at = ${DB_NOW}, last_seen = $4, presence = coalesce($5, presence)
     WHERE fair = $1 AND station = $2
       AND (session IS NULL OR session = $3 OR abs(session_at - ${DB_NOW}) >= ${SILENT_MS})`,
    [member.fair, member.station, session, now, presence === null ? null : JSON.stringify(presence)],
  )
  if (rowCount === 0)
    await db.query(
      `UPDATE station SET doubled_at = $4
       WHERE fair = $1 AND station = $2 AND session <> $3 AND abs(session_at - ${DB_NOW}) < ${BOTH_MS}`,
      [member.fair, member.station, session, now],
    )
  await db.query('SELECT pg_notify($1, $2)', [PRESENCE_CHANNEL, member.fair])
  return (rowCount ?? 0) > 0
}

/** A session of a station, of an open connection or a request. */
export interface Session {
  readonly fair: string
  readonly station: string
  readonly session: string
}

/** What came from stations since the last time: times by this hub's clock, UTC ms. */
export interface Seen {
  /** Answered requests, whoever made them with the station's token. */
  readonly stations: readonly { readonly fair: string; readonly station: string; readonly at: number }[]
  /** Those of a running app, which named its session. */
  readonly sessions: readonly (Session & { readonly at: number })[]
}

/**
 * Keeps what is known of who is there: contacts since the last time, then connections that are open. That one is open here
 * is no sign of life: a station is there by what it asks.
 */
export async function keepPresence(db: Database, live: readonly Session[], seen: Seen, now: number): Promise<void> {
  const { stations, sessions } = seen
  if (stations.length > 0)
    await db.query(
      `UPDATE station s SET last_seen = greatest(coalesce(s.last_seen, 0), v.at)
       FROM unnest($1::uuid[], $2::uuid[], $3::bigint[]) AS v (fair, station, at)
       WHERE s.fair = v.fair AND s.station = v.station`,
      [...columns(stations), stations.map(({ at }) => at)],
    )
  // 0: it said good-bye meanwhile.
  if (sessions.length > 0)
    await db.query(
      `UPDATE station s SET session_at = greatest(s.session_at, ${DB_NOW} - v.ago)
       FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[]) AS v (fair, station, session, ago)
       WHERE s.fair = v.fair AND s.station = v.station AND s.session = v.session AND s.session_at > 0`,
      [...columns(sessions), sessions.map(({ session }) => session), sessions.map(({ at }) => Math.max(0, now - at))],
    )
  if (live.length > 0)
    await db.query(
      `UPDATE station s SET live_at = s.session_at FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS l (fair, station, session)
       WHERE s.fair = l.fair AND s.station = l.station AND s.session = l.session`,
      [...columns(live), live.map(({ session }) => session)],
    )
}

const columns = (of: readonly { readonly fair: string; readonly station: string }[]): [string[], string[]] => [
  of.map(({ fair }) => fair),
  of.map(({ station }) => station),
]

/** Connections that must not go on: `revoked`, or `silent`, perhaps for the benefit of another session that came since. */
export async function whoMustGo<T extends Session>(
  db: Database,
  live: readonly T[],
): Promise<{ readonly revoked: readonly T[]; readonly silent: readonly T[] }> {
  const { rows } = await db.query<{
    fair: string
    station: string
    session: string | null
    is: 'revoked' | 'silent' | ''
  }>(
    `SELECT s.fair, s.station, s.session, CASE WHEN s.revoked_at IS NOT NULL THEN 'revoked'
       WHEN abs(s.session_at - ${DB_NOW}) >= ${SILENT_MS} THEN 'silent' ELSE '' END AS is
     FROM station s JOIN unnest($1::uuid[], $2::uuid[]) AS l (fair, station) USING (fair, station)`,
    columns(live),
  )
  const known = new Map(rows.map((row) => [`${row.fair} ${row.station}`, row]))
  const rowOf = ({ fair, station }: T) => known.get(`${fair} ${station}`)
  return {
    revoked: live.filter((one) => rowOf(one)?.is === 'revoked'),
    silent: live.filter((one) => {
      const row = rowOf(one)
      return row !== undefined && row.is !== 'revoked' && (row.is === 'silent' || row.session !== one.session)
    }),
  }
}

/** The connection of a station ended: it is no longer live, and its next session need not wait. */
export async function endSession(db: Database, member: Member, session: string): Promise<void> {
  await endSessions(db, [{ station: member.station, session }])
  await db.query('SELECT pg_notify($1, $2)', [PRESENCE_CHANNEL, member.fair])
}

/** So it is for all that a hub had when it stopped: else a quick restart looks like a copy. */
export async function endSessions(
  db: Database,
  ended: readonly { readonly station: string; readonly session: string }[],
): Promise<void> {
  await db.query(
    `UPDATE station s SET live_at = NULL, session_at = 0
     FROM unnest($1::uuid[], $2::uuid[]) AS l (station, session) WHERE s.station = l.station AND s.session = l.session`,
    [ended.map(({ station }) => station), ended.map(({ session }) => session)],
  )
}

/** For a hub that starts and that alone knows its database: whoever was connected before, perhaps until a power cut, is not. */
export async function endAllSessions(db: Database): Promise<void> {
  await db.query('UPDATE station SET live_at = NULL, session_at = 0')
}

/** A desk's one-time code: what proves it, and keys that the hub cannot open. Run-out codes go. */
export async function keepCode(
  db: Database,
  member: Member,
  order: CodeOrder,
  now: number,
): Promise<HubResult<CodeMade>> {
  const expiresAt = now + CODE_MINUTES * 60_000
  await putCode(db, {
    code: order.code,
    fair: member.fair,
    auth: Buffer.from(order.auth, 'hex'),
    roles: order.roles,
    sealedKeys: Buffer.from(order.sealedKeys, 'base64'),
    expiresAt,
    now,
  })
  return ok({ expiresAt })
}

export async function putCode(
  db: Queries,
  code: {
    readonly code: string
    /** Null: of a first desk. */
    readonly fair: string | null
    readonly auth: Buffer
    readonly roles: readonly StationRole[]
    readonly sealedKeys: Buffer | null
    readonly expiresAt: number
    readonly now: number
  },
): Promise<void> {
  await db.query('DELETE FROM enrol_code WHERE expires_at <= $1', [code.now])
  await db.query(
    `INSERT INTO enrol_code (code, fair, auth, roles, sealed_keys, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (code) DO NOTHING`,
    [code.code, code.fair, code.auth, code.roles, code.sealedKeys, code.expiresAt],
  )
}

/** Takes a station out of the fair. It hears so at its next contact; its places and its name stay in the log. */
export async function revokeStation(
  db: Database,
  fair: string,
  station: string,
  now: number,
): Promise<HubResult<'revoked'>> {
  const { rowCount } = await db.query(
    'UPDATE station SET revoked_at = coalesce(revoked_at, $3), live_at = NULL WHERE fair = $1 AND station = $2',
    [fair, station, now],
  )
  if (rowCount === 0) return err('not_found', { station })
  // What it might still admit is free again.
  await db.query('DELETE FROM place_lease WHERE fair = $1 AND station = $2', [fair, station])
  await db.query('SELECT pg_notify($1, $2)', [PRESENCE_CHANNEL, fair])
  return ok('revoked')
}

/**
 * Keeps what a revoked station says of its wiping, for desks to check: the first word holds. The token says whose it is,
 * so nobody speaks for another. Of an earlier revocation: `not_found`, as when there is none.
 */
export async function keepWiped(
  db: Database,
  member: Member,
  { order, signature }: WipedNotice,
  now: number,
): Promise<HubResult<WipedHeard>> {
  const { rows } = await db.query<{ wiped_at: number }>(
    `UPDATE station SET wiped_order = coalesce(wiped_order, $3), wiped_signature = coalesce(wiped_signature, $4),
       wiped_at = coalesce(wiped_at, $5)
     WHERE fair = $1 AND station = $2 AND revoked_at <= $3 RETURNING wiped_at`,
    [member.fair, member.station, order, signature, now],
  )
  const [row] = rows
  if (row === undefined) return err('not_found')
  await db.query('SELECT pg_notify($1, $2)', [PRESENCE_CHANNEL, member.fair])
  return ok({ at: row.wiped_at })
}

/** Stations that play a role, revoked ones left out. */
export async function countOf(tx: Queries, fair: string, role: StationRole): Promise<number> {
  const { rows } = await tx.query<{ n: number }>(
    'SELECT count(*) AS n FROM station WHERE fair = $1 AND revoked_at IS NULL AND $2 = ANY(roles)',
    [fair, role],
  )
  return rows[0]?.n ?? 0
}
