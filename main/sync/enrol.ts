import { createHmac, hkdfSync, randomInt, sign, timingSafeEqual } from 'node:crypto'
import {
  CODE_LENGTH,
  codeKeys,
  enrolmentCode,
  proofText,
  readEnrolmentCode,
  vouchText,
  type EnrolCrypto,
} from '../../core/hub/enrolment'
import type { HubError } from '../../core/hub/errors'
import type { Hub } from '../../core/hub/port'
import type { EnrolAnswer } from '../../core/hub/stations'
import { HUB_PORT } from '../../core/hub/wire'
import type { StationRole } from '../../core/people/groups'
import { err, ok, type Result } from '../../core/result/result'
import type { LogPorts } from '../../db/log/event-log'
import { openBytes, sealBytes } from '../../db/people/aead'
import { keysForRoles, parseFairKeys, serializeFairKeys, type FairKeys } from '../../db/people/keys'
import { scryptAsync } from '../../db/people/scrypt'
import {
  holdsFair,
  holdsFinishedFair,
  keepSeat,
  makeFairFolder,
  openFairFolder,
  type FairFolder,
  type FolderError,
  type KeyMeans,
} from '../folder/fair-folder'
import { makeStationKey, stationKeyPair } from '../keys/folder-keys'
import { enrolAt, fetchAuthority } from './http-hub'
import { syncOnce, syncUntil } from './station-sync'

export type EnrolError = HubError | FolderError | 'bad_enrolment_code' | 'bad_hub_url' | 'other_hub' | 'no_set_up_yet'

const crypto: EnrolCrypto = {
  scrypt: (password, salt, cost) => scryptAsync(password, Buffer.from(salt, 'utf8'), 32, cost),
  hkdf: (key, info, bytes) => new Uint8Array(hkdfSync('sha256', key, '', info, bytes)),
}

/** What the keys of a fair are sealed for, on their way from a desk to a new station. */
const ABOUT = Buffer.from('pendopo/enrol/1/keys')

const mac = (key: Uint8Array, text: string): Buffer => createHmac('sha256', key).update(text, 'utf8').digest()

/**
 * The hub's address as typed, `192.168.1.5` as well as `https://hub.example:7443/`, with the usual port where none is
 * typed; null: it is none that can be trusted to be private.
 */
export function readHubUrl(typed: string): string | null {
  const text = typed.trim()
  try {
    const url = new URL(text.includes('://') ? text : `https://${text}`)
    // One that is typed and usual for https is not shown there.
    if (url.port === '' && !/:\d+\/*$/.test(text)) url.port = String(HUB_PORT)
    return url.protocol === 'https:' && url.hostname !== '' ? url.origin : null
  } catch {
    return null // no address at all
  }
}

interface Who {
  readonly station: string
  readonly stationKey: Buffer
  /** Of a folder that holds a fair. */
  readonly fair: { readonly id: string; readonly demo: boolean } | null
  /** It holds all keys of its fair, and was not revoked. */
  readonly isDesk: boolean
}

/**
 * Makes this folder a station of a hub with a one-time code, which never leaves this machine. An empty folder becomes
 * one with the keys of its roles and the fair's set-up; one that holds a fair brings it (a first desk) or comes back.
 */
export async function enrol(
  dir: string,
  ports: LogPorts,
  means: KeyMeans,
  asked: { readonly code: string; readonly url: string },
  /** How much is brought along before it ends: the set-up alone, or all there is. */
  brings: 'set_up' | 'all' = 'all',
): Promise<
  Result<{ readonly station: string; readonly roles: readonly StationRole[]; readonly number: number }, EnrolError>
> {
  const code = readEnrolmentCode(asked.code)
  if (code === null) return err('bad_enrolment_code')
  const url = readHubUrl(asked.url)
  if (url === null) return err('bad_hub_url', { url: asked.url })
  const who = await whoIsHere(dir, ports, means)
  if (!who.ok) return who
  const authority = await fetchAuthority(url)
  if (!authority.ok) return authority
  const { ca, fingerprint } = authority.value
  const keys = await codeKeys(code, crypto)
  const { station, stationKey, fair } = who.value
  const { privateKey, publicRaw } = stationKeyPair(stationKey)
  const seen = { fingerprint, station, publicKey: publicRaw.toString('hex') }
  const answer = await enrolAt(url, ca, {
    ...seen,
    code: Buffer.from(keys.name).toString('hex'),
    proof: mac(keys.auth, proofText('station', seen)).toString('hex'),
    holds: fair?.id ?? null,
    brings:
      fair === null
        ? null
        : {
            fair: fair.id,
            demo: fair.demo,
            vouch: sign(null, Buffer.from(vouchText(fair.id, fingerprint), 'utf8'), privateKey).toString('hex'),
          },
  })
  if (!answer.ok) return answer
  // The hub proves that it knows the code as well: else somebody stands in between.
  const proof = Buffer.from(answer.value.proof, 'hex')
  const good = mac(keys.auth, proofText('hub', seen))
  if (proof.length !== good.length || !timingSafeEqual(proof, good)) return err('other_hub')
  // A hub that was restored knows no desk it could refuse this to: its keys would be gone, and nobody else may have them.
  if (who.value.isDesk && !answer.value.roles.includes('desk')) return err('folder_not_empty')
  const given = openKeys(keys.wrap, answer.value)
  if (given === 'unreadable') return err('other_hub')
  const settled = await settle(
    dir,
    ports,
    means,
    { url, ca, answer: answer.value, who: who.value, keys: given },
    brings,
  )
  if (!settled.ok) return settled
  const { roles, number } = answer.value
  return ok({ station, roles, number })
}

/** A code for a new station in these roles: its keys are sealed so that the hub cannot open them. */
export async function makeCode(
  hub: Hub,
  keys: FairKeys,
  roles: readonly StationRole[],
): Promise<Result<{ readonly code: string; readonly expiresAt: number }, HubError>> {
  const code = enrolmentCode(Array.from({ length: CODE_LENGTH }, () => randomInt(32)))
  const { name, auth, wrap } = await codeKeys(code, crypto)
  const sealed = sealBytes(Buffer.from(wrap), serializeFairKeys(keysForRoles(keys, roles)), ABOUT)
  const made = await hub.makeCode({
    code: Buffer.from(name).toString('hex'),
    auth: Buffer.from(auth).toString('hex'),
    roles: [...roles],
    sealedKeys: sealed.toString('base64'),
  })
  return made.ok ? ok({ code, expiresAt: made.value.expiresAt }) : made
}

function openKeys(wrap: Uint8Array, { sealedKeys }: EnrolAnswer): FairKeys | null | 'unreadable' {
  if (sealedKeys === null) return null
  const plain = openBytes(Buffer.from(wrap), Buffer.from(sealedKeys, 'base64'), ABOUT)
  const keys = plain === null ? null : parseFairKeys(plain)
  return keys?.ok === true ? keys.value : 'unreadable'
}

/** Who this folder is; a new one is made up here and gets its folder once the hub let it in. */
async function whoIsHere(dir: string, ports: LogPorts, means: KeyMeans): Promise<Result<Who, FolderError>> {
  if (!holdsFair(dir)) return ok({ station: ports.newUuid(), stationKey: makeStationKey(), fair: null, isDesk: false })
  const opened = holdsFinishedFair(dir)
    ? await openFairFolder(dir, ports, means)
    : await makeFairFolder(dir, ports, { ...means, demo: true })
  if (!opened.ok) return opened
  try {
    const fair = opened.value.checkin.fair()
    const { settings } = opened.value
    const isEnrolledAs = settings.get('seat')?.roles ?? ['desk']
    return ok({
      station: opened.value.log.station,
      stationKey: opened.value.stationKey,
      fair: fair === null ? null : { id: fair.id, demo: fair.setup.demo },
      isDesk: fair !== null && isEnrolledAs.includes('desk') && settings.get('revokedAt') === undefined,
    })
  } finally {
    opened.value.close()
  }
}

/** Makes the folder if there is none, keeps the seat, and brings the set-up: only then is it a station. */
async function settle(
  dir: string,
  ports: LogPorts,
  means: KeyMeans,
  got: { url: string; ca: string; answer: EnrolAnswer; who: Who; keys: FairKeys | null },
  brings: 'set_up' | 'all',
): Promise<Result<null, EnrolError>> {
  const { url, ca, answer, who, keys } = got
  const { demo, fair, number, roles, token } = answer
  if (!holdsFair(dir)) {
    const { station, stationKey } = who
    const made = await makeFairFolder(dir, ports, {
      ...means,
      demo,
      enrolled: { station, stationKey, keys: keys ?? {} },
    })
    if (!made.ok) return made
    made.value.close()
  }
  const kept = await keepSeat(dir, means, { url, seat: { ca, fair, number, roles, demo }, token, keys })
  if (!kept.ok) return kept
  const opened = await openSeated(dir, ports, means, demo)
  if (!opened.ok) return opened
  try {
    const hasSetUp = () => opened.value.checkin.fair() !== null
    const problem = brings === 'all' ? (await syncOnce(opened.value)).problem : await syncUntil(opened.value, hasSetUp)
    if (problem !== null) return err(problem)
    return opened.value.checkin.fair() === null ? err('no_set_up_yet') : ok(null)
  } finally {
    opened.value.close()
  }
}

/** An enrolled folder, though its set-up may not be there yet. */
export const openSeated = (
  dir: string,
  ports: LogPorts,
  means: KeyMeans,
  demo: boolean,
): Promise<Result<FairFolder, FolderError>> =>
  holdsFinishedFair(dir) ? openFairFolder(dir, ports, means) : makeFairFolder(dir, ports, { ...means, demo })
