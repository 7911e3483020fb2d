import { diffieHellman, hkdfSync } from 'node:crypto'
import { groupFields } from '../../core/people/groups'
import type { GroupFields, PeopleGroup } from '../../core/people/groups'
import { err, ok } from '../../core/result/result'
import type { Result } from '../../core/result/result'
import { openBytes, sealBytes } from './aead'
import { makeSealingPair, MissingKey, x25519Private, x25519Public } from './keys'
import type { FairKeys } from './keys'

/** What a sealed row says of itself in the open, and what its seal is bound to. */
export interface RowId<G extends PeopleGroup = PeopleGroup> {
  readonly visitor: string
  readonly group: G
  readonly version: number
}

/** `no_key`: not for this station's roles. `wrong_key`: another fair's key, another row's bytes, or a changed bit. */
export type OpenError = 'no_key' | 'wrong_key' | 'unknown_seal' | 'bad_fields'

/** Seals the rows of one batch. */
export interface Sealer {
  /** @throws MissingKey when this station's roles do not write the group */
  seal<G extends PeopleGroup>(id: RowId<G>, fields: GroupFields<G>): Buffer
}

/** Opens rows, many of them fast: the key exchange of a batch is done once. */
export interface Opener {
  open<G extends PeopleGroup>(id: RowId<G>, sealed: Buffer): Result<GroupFields<G>, OpenError>
}

/** First byte of a sealed row: with the group's own key … */
const SHARED_SEAL = 1
/** … or to the desk's public key: then the ephemeral public key, then as above. */
const PUBLIC_SEAL = 2
const KEY_BYTES = 32
const PAD_TO = 32
const LENGTH_BYTES = 4

/**
 * One sealer for one batch: groups that everyone writes and only a desk opens get one ephemeral key for all its rows,
 * since a key exchange costs as much as ten seals.
 */
export function createSealer(keys: FairKeys): Sealer {
  const exchanged = new Map<PeopleGroup, { head: Buffer; key: Buffer }>()
  const keyFor = (group: PeopleGroup) => {
    const held = exchanged.get(group) ?? beginBatch(keys, group)
    exchanged.set(group, held)
    return held
  }
  return {
    seal(id, fields) {
      const { head, key } = keyFor(id.group)
      return Buffer.concat([head, sealBytes(key, pad(JSON.stringify(fields)), boundTo(id))])
    },
  }
}

/** Opens rows with the keys that this station holds. */
export function createOpener(keys: FairKeys): Opener {
  // Rows of one batch lie together, so the last exchange of each group is nearly always the wanted one.
  const last = new Map<PeopleGroup, { ephemeral: Buffer; key: Buffer }>()
  const exchange = (group: 'contact' | 'identity', ephemeral: Buffer): Buffer | null => {
    const pair = keys[group]
    if (pair?.privateKey === undefined) return null
    const held = last.get(group)
    if (held?.ephemeral.equals(ephemeral) === true) return held.key
    const key = deriveKey(group, pair.privateKey, ephemeral, pair.publicKey, ephemeral)
    last.set(group, { ephemeral: Buffer.from(ephemeral), key })
    return key
  }
  return {
    open(id, sealed) {
      const group: PeopleGroup = id.group
      const isPublic = group === 'contact' || group === 'identity'
      if (sealed[0] !== (isPublic ? PUBLIC_SEAL : SHARED_SEAL)) return err('unknown_seal')
      if (isPublic && sealed.length < 1 + KEY_BYTES) return err('unknown_seal')
      const from = isPublic ? 1 + KEY_BYTES : 1
      const key = isPublic ? tryExchange(exchange, group, sealed.subarray(1, from)) : (keys[group] ?? 'no_key')
      if (typeof key === 'string') return err(key)
      const plain = openBytes(key, sealed.subarray(from), boundTo(id))
      if (plain === null) return err('wrong_key')
      return readFields(id.group, plain)
    },
  }
}

/** Seals one row by itself; for many rows take one `createSealer`. */
export function sealRow<G extends PeopleGroup>(keys: FairKeys, id: RowId<G>, fields: GroupFields<G>): Buffer {
  return createSealer(keys).seal(id, fields)
}

/** Opens one row by itself; for many rows take one `createOpener`. */
export function openRow<G extends PeopleGroup>(
  keys: FairKeys,
  id: RowId<G>,
  sealed: Buffer,
): Result<GroupFields<G>, OpenError> {
  return createOpener(keys).open(id, sealed)
}

function beginBatch(keys: FairKeys, group: PeopleGroup): { head: Buffer; key: Buffer } {
  if (group === 'contact' || group === 'identity') {
    const pair = keys[group]
    if (pair === undefined) throw new MissingKey(group)
    const ephemeral = makeSealingPair()
    return {
      head: Buffer.concat([Buffer.from([PUBLIC_SEAL]), ephemeral.publicKey]),
      key: deriveKey(group, ephemeral.privateKey, pair.publicKey, pair.publicKey, ephemeral.publicKey),
    }
  }
  const key = keys[group]
  if (key === undefined) throw new MissingKey(group)
  return { head: Buffer.from([SHARED_SEAL]), key }
}

function tryExchange(
  exchange: (group: 'contact' | 'identity', ephemeral: Buffer) => Buffer | null,
  group: 'contact' | 'identity',
  ephemeral: Buffer,
): Buffer | OpenError {
  try {
    return exchange(group, ephemeral) ?? 'no_key'
  } catch {
    // A changed ephemeral key may be a point that no exchange accepts.
    return 'wrong_key'
  }
}

function deriveKey(group: PeopleGroup, own: Buffer, other: Buffer, recipient: Buffer, ephemeral: Buffer): Buffer {
  const shared = diffieHellman({ privateKey: x25519Private(own), publicKey: x25519Public(other) })
  // Both public keys go in, so that one shared secret never gives the same key to two recipients.
  const salt = Buffer.concat([ephemeral, recipient])
  return Buffer.from(hkdfSync('sha256', shared, salt, `pendopo/people/${group}`, KEY_BYTES))
}

/** The additional data: a row's bytes open as no other row, group or version. */
function boundTo(id: RowId): Buffer {
  return Buffer.from(`pendopo/people/1\0${id.group}\0${id.visitor}\0${id.version}`, 'utf8')
}

/** Length, text, zeros up to a full block: the length of a sealed row tells little about a name. */
function pad(text: string): Buffer {
  const length = Buffer.byteLength(text, 'utf8')
  const plain = Buffer.alloc(Math.ceil((LENGTH_BYTES + length) / PAD_TO) * PAD_TO)
  plain.writeUInt32BE(length, 0)
  plain.write(text, LENGTH_BYTES, 'utf8')
  return plain
}

function readFields<G extends PeopleGroup>(group: G, plain: Buffer): Result<GroupFields<G>, OpenError> {
  const length = plain.length < LENGTH_BYTES ? -1 : plain.readUInt32BE(0)
  if (length < 0 || LENGTH_BYTES + length > plain.length) return err('bad_fields')
  let json: unknown
  try {
    json = JSON.parse(plain.toString('utf8', LENGTH_BYTES, LENGTH_BYTES + length))
  } catch {
    return err('bad_fields')
  }
  const fields = groupFields[group].safeParse(json)
  return fields.success ? ok(fields.data as GroupFields<G>) : err('bad_fields')
}
