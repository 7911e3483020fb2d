import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { err, ok } from '../../core/result/result'
import type { Result } from '../../core/result/result'
import { openBytes, sealBytes } from '../../db/people/aead'
import { parseFairKeys, serializeFairKeys } from '../../db/people/keys'
import type { FairKeys } from '../../db/people/keys'
import type { SettingsStore } from '../../db/settings/store'
import { DATA_KEY_BYTES } from './adapter'
import type { KeyAdapter, KeyError } from './adapter'

/** The keys of a folder, opened: the fair's, as far as this station's roles go, and the station's own. */
export interface FolderKeys {
  readonly fair: FairKeys
  /** The station's Ed25519 private key, 32 raw bytes: it signs the codes that this station makes. */
  readonly station: Buffer
  /** What the hub knows this station by; null: not enrolled. */
  readonly token: string | null
}

/** A folder is named beside its settings, since the `file` adapter keeps its key there. */
export interface KeyPlace {
  readonly folder: string
  readonly settings: SettingsStore
}

/** What a wrapped key is for; bound to its bytes, so that none can be put in another's place. */
type Purpose = 'fair' | 'station' | 'token'
const KEPT = 'data-key'

/** Makes the data key of a new folder and wraps these keys with it. All of it is written, or nothing. */
export async function createFolderKeys(
  place: KeyPlace,
  adapter: KeyAdapter,
  keys: Omit<FolderKeys, 'token'>,
): Promise<Result<FolderKeys, KeyError>> {
  const { settings, folder } = place
  if (settings.wrappedKey(KEPT) !== undefined) return err('keys_exist')
  const made = await adapter.create(folder)
  if (!made.ok) return made
  const { dataKey, kept } = made.value
  return settings.transact(() => {
    // Asked again under the write lock: another process may have been faster.
    if (settings.wrappedKey(KEPT) !== undefined) return err('keys_exist')
    settings.set('keyAdapter', adapter.kind)
    settings.setWrappedKey(KEPT, kept)
    settings.setWrappedKey('fair', wrap(dataKey, 'fair', serializeFairKeys(keys.fair)))
    settings.setWrappedKey('station', wrap(dataKey, 'station', keys.station))
    return ok({ ...keys, token: null })
  })
}

/** Opens the keys of a folder with the adapter that it was made with. Changes nothing. */
export async function openFolderKeys(place: KeyPlace, adapter: KeyAdapter): Promise<Result<FolderKeys, KeyError>> {
  const { settings, folder } = place
  const kept = settings.wrappedKey(KEPT)
  const fair = settings.wrappedKey('fair')
  const station = settings.wrappedKey('station')
  const kind = settings.get('keyAdapter')
  if (kept === undefined || fair === undefined || station === undefined || kind === undefined) return err('no_keys')
  if (kind !== adapter.kind) return err('other_adapter', { kind })
  const dataKey = await adapter.open(folder, kept)
  if (!dataKey.ok) return dataKey
  const fairBytes = unwrap(dataKey.value, 'fair', fair)
  const stationKey = unwrap(dataKey.value, 'station', station)
  if (fairBytes === null || stationKey === null) return err('keys_damaged')
  const fairKeys = parseFairKeys(fairBytes)
  if (!fairKeys.ok) return err('keys_damaged')
  const keptToken = settings.wrappedKey('token')
  const token = keptToken === undefined ? null : unwrap(dataKey.value, 'token', keptToken)
  if (keptToken !== undefined && token === null) return err('keys_damaged')
  return ok({ fair: fairKeys.value, station: stationKey, token: token?.toString('utf8') ?? null })
}

/** Keeps what an enrolment brought: the hub's token and, for another role than before, other keys of the fair. */
export async function putEnrolment(
  place: KeyPlace,
  adapter: KeyAdapter,
  brought: { readonly token: string; readonly fair: FairKeys | null },
  andThen: () => void,
): Promise<Result<null, KeyError>> {
  const { settings, folder } = place
  const kept = settings.wrappedKey(KEPT)
  if (kept === undefined) return err('no_keys')
  const dataKey = await adapter.open(folder, kept)
  if (!dataKey.ok) return dataKey
  return settings.transact(() => {
    settings.setWrappedKey('token', wrap(dataKey.value, 'token', Buffer.from(brought.token, 'utf8')))
    if (brought.fair !== null)
      settings.setWrappedKey('fair', wrap(dataKey.value, 'fair', serializeFairKeys(brought.fair)))
    andThen()
    return ok(null)
  })
}

/** Puts the fair's keys, all of them, in the place of those there. */
export async function putFairKeys(
  place: KeyPlace,
  adapter: KeyAdapter,
  fair: FairKeys,
): Promise<Result<null, KeyError>> {
  const { settings, folder } = place
  const kept = settings.wrappedKey(KEPT)
  if (kept === undefined) return err('no_keys')
  const dataKey = await adapter.open(folder, kept)
  if (!dataKey.ok) return dataKey
  settings.setWrappedKey('fair', wrap(dataKey.value, 'fair', serializeFairKeys(fair)))
  return ok(null)
}

/**
 * Puts another station key in the place of the one there, under the same lock. `announce` is done before, once nothing
 * but the disk can fail: what it writes holds whether or not the key is replaced after it.
 */
export async function replaceStationKey(
  place: KeyPlace,
  adapter: KeyAdapter,
  fresh: Buffer,
  announce: () => void,
): Promise<Result<void, KeyError>> {
  const { settings, folder } = place
  const [kept, station] = [settings.wrappedKey(KEPT), settings.wrappedKey('station')]
  if (kept === undefined || station === undefined) return err('no_keys')
  const dataKey = await adapter.open(folder, kept)
  if (!dataKey.ok) return dataKey
  if (unwrap(dataKey.value, 'station', station) === null) return err('keys_damaged')
  announce()
  settings.setWrappedKey('station', wrap(dataKey.value, 'station', fresh))
  return ok(undefined)
}

/** A fresh Ed25519 private key for a station, raw. */
export function makeStationKey(): Buffer {
  return randomBytes(DATA_KEY_BYTES)
}

/** The station's key pair as node:crypto wants it; `publicRaw` is what other stations get. */
export function stationKeyPair(station: Buffer): { privateKey: KeyObject; publicKey: KeyObject; publicRaw: Buffer } {
  const der = Buffer.concat([ED25519_PKCS8, station])
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(privateKey)
  return { privateKey, publicKey, publicRaw: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32) }
}

/** Another station's public key, as node:crypto wants it. */
export function publicKeyOf(raw: Buffer): KeyObject {
  return createPublicKey({ key: Buffer.concat([ED25519_SPKI, raw]), format: 'der', type: 'spki' })
}

// The fixed DER frames around the 32 raw bytes (RFC 8410).
const ED25519_SPKI = Buffer.from('302a300506032b6570032100', 'hex')
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const FORMAT = Buffer.from([1])

function wrap(dataKey: Buffer, purpose: Purpose, plain: Buffer): Buffer {
  return Buffer.concat([FORMAT, sealBytes(dataKey, plain, aboutOf(purpose))])
}

function unwrap(dataKey: Buffer, purpose: Purpose, wrapped: Buffer): Buffer | null {
  return wrapped[0] === FORMAT[0] ? openBytes(dataKey, wrapped.subarray(1), aboutOf(purpose)) : null
}

function aboutOf(purpose: Purpose): Buffer {
  return Buffer.from(`pendopo/wrap/1/${purpose}`)
}
