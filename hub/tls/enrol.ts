import { createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto'
import type { CommandContext } from '../../core/events/envelope'
import { stationEnrolled, stationStream } from '../../core/events/system'
import { KNOWN_EVENTS } from '../../core/events/known'
import { proofText, vouchText } from '../../core/hub/enrolment'
import type { HubResult } from '../../core/hub/errors'
import type { EnrolAnswer, EnrolRequest } from '../../core/hub/stations'
import { HUB_SCHEMA } from '../../core/hub/wire'
import type { StationRole } from '../../core/people/groups'
import { err, ok } from '../../core/result/result'
import { appendEntries, lockFair, ownEntries, putHead, type FairRow } from '../log/fair'
import { foldEntries } from '../log/fold'
import type { HubPorts } from '../ports'
import type { Database, Tx } from '../sql/database'
import { hashOfToken, newToken } from '../sql/stations'
import type { Authority } from './authority'

interface CodeRow {
  readonly fair: string | null
  readonly auth: Buffer
  readonly roles: StationRole[]
  readonly sealed_keys: Buffer | null
}

const HIGHEST_NUMBER = 255

/**
 * Lets a station in that proves a one-time code without sending it, and proves the same to the station. A code that does
 * not exist, was used or has run out is one answer, after the same work.
 */
export async function enrol(
  db: Database,
  authority: Authority,
  request: EnrolRequest,
  ports: HubPorts,
): Promise<HubResult<EnrolAnswer>> {
  return db.transact(async (tx) => {
    const now = ports.now()
    const code = await lockCode(tx, request.code, now)
    // Our own CA and nobody's in between: the station proves over what it saw, and it must be what we showed.
    const seen = { ...request, fingerprint: authority.fingerprint }
    const auth = code?.auth ?? Buffer.alloc(32)
    if (!isEqual(mac(auth, proofText('station', seen)), request.proof) || code === null) return err('bad_code')
    const fair =
      code.fair === null
        ? await foundFair(tx, authority, request, ports)
        : await joinFair(tx, code.fair, request, code.roles)
    if (!fair.ok) return fair
    const station = await seat(tx, fair.value.fair, request, code.roles, now)
    if (station === null) return err('no_number_left')
    await tx.query('DELETE FROM enrol_code WHERE code = $1', [request.code])
    await announce(tx, fair.value, request, code.roles, station.number, ports)
    return ok({
      proof: mac(auth, proofText('hub', seen)).toString('hex'),
      token: station.token,
      roles: code.roles,
      number: station.number,
      fair: fair.value.fair,
      demo: fair.value.demo,
      sealedKeys: code.sealed_keys?.toString('base64') ?? null,
      ca: authority.certificate,
      log: fair.value.log,
      schema: HUB_SCHEMA,
      types: knownTypes(),
      hub: fair.value.hub_station,
      vouched: { station: fair.value.first_desk, publicKey: fair.value.first_key, vouch: fair.value.vouch },
    })
  })
}

/** Newest version of each event type that this hub checks. */
export const knownTypes = (): Record<string, number> =>
  Object.fromEntries(KNOWN_EVENTS.map(({ type, version }) => [type, version]))

/** The code, for this enrolment alone; null: there is none that is good. */
async function lockCode(tx: Tx, code: string, now: number): Promise<CodeRow | null> {
  const { rows } = await tx.query<CodeRow>(
    'SELECT fair, auth, roles, sealed_keys FROM enrol_code WHERE code = $1 AND expires_at > $2 FOR UPDATE',
    [code, now],
  )
  return rows[0] ?? null
}

async function joinFair(
  tx: Tx,
  fair: string,
  request: EnrolRequest,
  roles: readonly StationRole[],
): Promise<HubResult<FairRow>> {
  // A folder of this fair comes back (unknown here since the hub was restored); one of another fair would mix two.
  if (request.holds !== null && request.holds !== fair) return err('folder_not_empty')
  // A desk holds all keys of its fair: as anything less it would lose them, and nobody else may have them.
  if (!roles.includes('desk') && (await isDesk(tx, fair, request.station))) return err('folder_not_empty')
  return ok(await lockFair(tx, fair))
}

async function isDesk(tx: Tx, fair: string, station: string): Promise<boolean> {
  const { rows } = await tx.query(
    `SELECT 1 FROM station WHERE fair = $1 AND station = $2 AND revoked_at IS NULL AND 'desk' = ANY (roles)`,
    [fair, station],
  )
  return rows.length > 0
}

/** The first desk brings its fair into the hub, and vouches for the hub's CA. */
async function foundFair(
  tx: Tx,
  authority: Authority,
  { brings, holds, station, publicKey }: EnrolRequest,
  ports: HubPorts,
): Promise<HubResult<FairRow>> {
  if (brings === null || holds !== brings.fair) return err('no_fair')
  const isVouched = verify(
    null,
    Buffer.from(vouchText(brings.fair, authority.fingerprint), 'utf8'),
    ed25519(publicKey),
    Buffer.from(brings.vouch, 'hex'),
  )
  if (!isVouched) return err('bad_request', { at: 'brings.vouch' })
  await tx.query(
    `INSERT INTO fair (fair, demo, log, generation, renewed_at, head, people_head, hub_station, hub_chain, hub_seq,
       hub_hash, setup_seq, first_desk, first_key, vouch)
     VALUES ($1, $2, $3, 1, NULL, 0, 0, $4, $5, 0, $6, 0, $7, $8, $9) ON CONFLICT (fair) DO NOTHING`,
    [
      brings.fair,
      brings.demo,
      ports.newUuid(),
      ports.newUuid(),
      ports.newUuid(),
      Buffer.alloc(32),
      station,
      publicKey,
      brings.vouch,
    ],
  )
  return ok(await lockFair(tx, brings.fair))
}

/** Its number, kept for life, and a fresh token. A station that enrols again gives up its old token and its revocation. */
async function seat(
  tx: Tx,
  fair: string,
  { station, publicKey }: EnrolRequest,
  roles: readonly StationRole[],
  now: number,
): Promise<{ number: number; token: string } | null> {
  const { rows } = await tx.query<{ station: string; number: number }>(
    'SELECT station, number FROM station WHERE fair = $1',
    [fair],
  )
  const taken = new Set(rows.map((row) => row.number))
  const free = Array.from({ length: HIGHEST_NUMBER }, (_, i) => i + 1).find((number) => !taken.has(number))
  const number = rows.find((row) => row.station === station)?.number ?? free
  if (number === undefined) return null
  const token = newToken()
  await tx.query(
    `INSERT INTO station (fair, station, number, roles, public_key, token_hash, enrolled_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (fair, station) DO UPDATE SET roles = excluded.roles, public_key = excluded.public_key,
       token_hash = excluded.token_hash, enrolled_at = excluded.enrolled_at, revoked_at = NULL, wiped_at = NULL,
       wiped_order = NULL, wiped_signature = NULL, doubled_at = NULL, session = NULL, session_at = NULL, live_at = NULL`,
    [fair, station, number, roles, publicKey, hashOfToken(token), now],
  )
  return { number, token }
}

/** All stations learn the newcomer's key and number from the log. */
async function announce(
  tx: Tx,
  fair: FairRow,
  { station, publicKey }: EnrolRequest,
  roles: StationRole[],
  number: number,
  ports: HubPorts,
): Promise<void> {
  const ctx: CommandContext = { now: ports.now(), newId: ports.newId }
  const event = stationEnrolled.make(stationStream(station), { station, number, publicKey, roles }, ctx)
  const own = ownEntries(fair, [event])
  putHead(tx, appendEntries(tx, own.fair, own.entries))
  await foldEntries(tx, fair.fair, own.entries)
}

const mac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text, 'utf8').digest()

function isEqual(good: Buffer, hex: string): boolean {
  const given = Buffer.from(hex, 'hex')
  return given.length === good.length && timingSafeEqual(good, given)
}

/** A raw Ed25519 public key as a key. */
function ed25519(hex: string) {
  const x = Buffer.from(hex, 'hex').toString('base64url')
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
}
