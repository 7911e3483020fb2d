import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { groupRules } from '../../core/people/groups'
import type { StationRole } from '../../core/people/groups'
import type { LookupKind } from '../../core/people/lookup-text'
import { err, ok } from '../../core/result/result'
import type { Result } from '../../core/result/result'
import { secretKey } from './aead'

/** An X25519 pair, raw. Every station has the public half of the desk's groups, only a desk the private one. */
export interface SealingPair {
  readonly publicKey: Buffer
  readonly privateKey?: Buffer
}

/** The fair's keys, as far as a station's roles go. A missing key is a group that this station cannot use. */
export interface FairKeys {
  readonly greet?: Buffer
  readonly note?: Buffer
  readonly staff?: Buffer
  readonly contact?: SealingPair
  readonly identity?: SealingPair
  /** Of the look-up hashes of codes, phones, e-mail addresses. */
  readonly lookup?: Buffer
}

/** A key that the work needs and this station's roles do not have: a bug of the caller, who knows the roles. */
export class MissingKey extends Error {
  constructor(readonly key: string) {
    super(`this station holds no key for ${key}`)
    this.name = 'MissingKey'
  }
}

const KEY_BYTES = 32
const FORMAT = 1

/** All keys of a new fair. */
export function makeFairKeys(): FairKeys {
  return {
    greet: randomBytes(KEY_BYTES),
    note: randomBytes(KEY_BYTES),
    staff: randomBytes(KEY_BYTES),
    contact: makeSealingPair(),
    identity: makeSealingPair(),
    lookup: randomBytes(KEY_BYTES),
  }
}

/** The part of the keys that stations in these roles need, and no more. */
export function keysForRoles(keys: FairKeys, roles: readonly StationRole[]): FairKeys {
  const isOneOf = (wanted: readonly StationRole[]) => roles.some((role) => wanted.includes(role))
  // Who writes a shared group needs its key as well, so a gate that leaves notes holds theirs.
  const shared = (group: 'greet' | 'note' | 'staff') =>
    isOneOf([...groupRules[group].readers, ...groupRules[group].writers]) && keys[group] !== undefined
      ? { [group]: keys[group] }
      : {}
  const pair = (group: 'contact' | 'identity') => {
    const found = keys[group]
    if (found === undefined || roles.length === 0) return {}
    return { [group]: isOneOf(groupRules[group].readers) ? found : { publicKey: found.publicKey } }
  }
  const looksUp = roles.some((role) => role !== 'display')
  return {
    ...shared('greet'),
    ...shared('note'),
    ...shared('staff'),
    ...pair('contact'),
    ...pair('identity'),
    ...(looksUp && keys.lookup !== undefined ? { lookup: keys.lookup } : {}),
  }
}

/** One byte of format, then tag and 32 bytes for each key there is, in the order of the tags: one text for one set. */
export function serializeFairKeys(keys: FairKeys): Buffer {
  const parts: Buffer[] = [Buffer.from([FORMAT])]
  for (const [index, key] of orderedKeys(keys).entries()) {
    if (key !== undefined) parts.push(Buffer.from([index + 1]), key)
  }
  return Buffer.concat(parts)
}

/** Reads what `serializeFairKeys` wrote; anything else is refused whole. */
export function parseFairKeys(bytes: Buffer): Result<FairKeys, 'bad_keys'> {
  if (bytes[0] !== FORMAT || (bytes.length - 1) % (KEY_BYTES + 1) !== 0) return err('bad_keys')
  const found = new Map<number, Buffer>()
  let last = 0
  for (let at = 1; at < bytes.length; at += KEY_BYTES + 1) {
    const tag = bytes[at] ?? 0
    if (tag <= last || tag > TAGS) return err('bad_keys')
    found.set(tag, Buffer.from(bytes.subarray(at + 1, at + 1 + KEY_BYTES)))
    last = tag
  }
  const [greet, note, staff, contactPublic, contactPrivate, identityPublic, identityPrivate, lookup] = Array.from(
    { length: TAGS },
    (_, index) => found.get(index + 1),
  )
  if ((contactPrivate && !contactPublic) || (identityPrivate && !identityPublic)) return err('bad_keys')
  return ok({
    ...(greet && { greet }),
    ...(note && { note }),
    ...(staff && { staff }),
    ...(contactPublic && { contact: pairOf(contactPublic, contactPrivate) }),
    ...(identityPublic && { identity: pairOf(identityPublic, identityPrivate) }),
    ...(lookup && { lookup }),
  })
}

/**
 * The hash by which a text is found without being stored: 32 bytes, a domain of its own for each kind.
 * @throws MissingKey on a display
 */
export function lookupHmac(keys: FairKeys, kind: LookupKind, text: string): Buffer {
  if (keys.lookup === undefined) throw new MissingKey('lookup')
  // The zero byte ends the domain: no kind is the beginning of another kind's text.
  return createHmac('sha256', secretKey(keys.lookup)).update(`pendopo/lookup/${kind}\0${text}`, 'utf8').digest()
}

/** A raw X25519 public key as node:crypto wants it. */
export function x25519Public(raw: Buffer): KeyObject {
  return createPublicKey({ key: Buffer.concat([X25519_SPKI, raw]), format: 'der', type: 'spki' })
}

/** A raw X25519 private key as node:crypto wants it. */
export function x25519Private(raw: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([X25519_PKCS8, raw]), format: 'der', type: 'pkcs8' })
}

/** A fresh X25519 pair, raw. */
export function makeSealingPair(): Required<SealingPair> {
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-KEY_BYTES),
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-KEY_BYTES),
  }
}

/** The pair of a raw X25519 private key. */
export function sealingPairOf(privateKey: Buffer): Required<SealingPair> {
  const publicKey = createPublicKey(x25519Private(privateKey))
  return { publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-KEY_BYTES), privateKey }
}

// The fixed DER frames around the 32 raw bytes (RFC 8410).
const X25519_SPKI = Buffer.from('302a300506032b656e032100', 'hex')
const X25519_PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex')

/** The place in this list is the tag on disk: append only. */
function orderedKeys(keys: FairKeys): readonly (Buffer | undefined)[] {
  return [
    keys.greet,
    keys.note,
    keys.staff,
    keys.contact?.publicKey,
    keys.contact?.privateKey,
    keys.identity?.publicKey,
    keys.identity?.privateKey,
    keys.lookup,
  ]
}
const TAGS = 8

function pairOf(publicKey: Buffer, privateKey: Buffer | undefined): SealingPair {
  return privateKey === undefined ? { publicKey } : { publicKey, privateKey }
}
