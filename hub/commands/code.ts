import { hkdfSync, randomInt, scrypt } from 'node:crypto'
import { CODE_LENGTH, codeKeys, enrolmentCode, type EnrolCrypto } from '../../core/hub/enrolment'
import { CODE_MINUTES } from '../../core/hub/stations'
import type { StationRole } from '../../core/people/groups'
import type { HubPorts } from '../ports'
import { HubProblem } from '../problem'
import type { Database } from '../sql/database'
import { putCode } from '../sql/stations'

/**
 * The code of a first desk: made in the hub's own folder, without keys, since that desk brings its own. Every other code
 * is made by a desk, which has keys to give.
 */
export async function makeFirstCode(
  db: Database,
  asked: { readonly roles: readonly StationRole[]; readonly anotherFair: boolean },
  hub: { readonly url: string; readonly fingerprint: string },
  ports: HubPorts,
): Promise<{ code: string; url: string; fingerprint: string; expiresAt: string }> {
  if (!asked.roles.includes('desk'))
    throw new HubProblem('bad_role', 'the first station of a hub is a desk: --role desk')
  const { rows } = await db.query<{ n: number }>('SELECT count(*) AS n FROM fair')
  if ((rows[0]?.n ?? 0) > 0 && !asked.anotherFair)
    throw new HubProblem('has_fair', 'this hub has its fair: make further codes at a desk, with its folder as --data')
  const code = enrolmentCode(Array.from({ length: CODE_LENGTH }, () => randomInt(32)))
  const keys = await codeKeys(code, enrolCrypto)
  const now = ports.now()
  const expiresAt = now + CODE_MINUTES * 60_000
  await putCode(db, {
    code: Buffer.from(keys.name).toString('hex'),
    fair: null,
    auth: Buffer.from(keys.auth),
    roles: asked.roles,
    sealedKeys: null,
    expiresAt,
    now,
  })
  return { code, url: hub.url, fingerprint: hub.fingerprint, expiresAt: new Date(expiresAt).toISOString() }
}

export const enrolCrypto: EnrolCrypto = {
  scrypt: (password, salt, cost) =>
    new Promise((resolve, reject) => {
      const maxmem = 128 * cost.N * cost.r + 1024 * 1024
      scrypt(password, salt, 32, { ...cost, maxmem }, (error, key) => (error === null ? resolve(key) : reject(error)))
    }),
  hkdf: (key, info, bytes) => new Uint8Array(hkdfSync('sha256', key, '', info, bytes)),
}
