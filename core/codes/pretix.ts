import { err, ok, type Result } from '../result/result'
import { fromBase64 } from './base64'
import { toNumber } from './bytes'

/**
 * A ticket that pretix signed (`pretix_sig1`): the text, reversed, is base64 of, big-endian,
 * `0x01 | n(u16) | m(u16) | payload[n] | signature[m]`, m = 64: plain Ed25519 over the payload, a protobuf message with
 * the fields 1 seed (text), 2 item, 3 variation, 4 subevent, 5 valid from, 6 valid until (seconds; absent or 0: none).
 */
export interface PretixCode {
  /** What is signed, and what the ticket is known again by, whatever its text. */
  readonly payload: Uint8Array
  readonly signature: Uint8Array
  /** The product in pretix; the set-up says which category it stands for. */
  readonly item: number
  /** UTC seconds; 0: no limit. */
  readonly validFrom: number
  readonly validUntil: number
}

const FORMAT = 1
const HEAD_LENGTH = 5
const SIGNATURE_LENGTH = 64

/** Reads the parts of a ticket's text; its signature is still to be checked. No two texts give the same parts. */
export function readPretixCode(text: string): Result<PretixCode, 'not_pretix'> {
  const read = fromBase64(Array.from(text).toReversed().join(''))
  if (!read.ok) return err('not_pretix')
  const bytes = read.value
  const length = toNumber(bytes.subarray(1, 3))
  if (bytes[0] !== FORMAT || toNumber(bytes.subarray(3, HEAD_LENGTH)) !== SIGNATURE_LENGTH) return err('not_pretix')
  if (bytes.length !== HEAD_LENGTH + length + SIGNATURE_LENGTH) return err('not_pretix')
  const payload = bytes.subarray(HEAD_LENGTH, HEAD_LENGTH + length)
  const fields = readFields(payload)
  if (fields === null || !fields.has(SEED)) return err('not_pretix')
  const [item, validFrom, validUntil] = [ITEM, VALID_FROM, VALID_UNTIL].map((field) => fields.get(field) ?? 0)
  return ok({
    payload,
    signature: bytes.subarray(-SIGNATURE_LENGTH),
    item: item ?? 0,
    validFrom: validFrom ?? 0,
    validUntil: validUntil ?? 0,
  })
}

const [SEED, ITEM, VARIATION, SUBEVENT, VALID_FROM, VALID_UNTIL] = [1, 2, 3, 4, 5, 6]
const NUMBERS: ReadonlySet<number | undefined> = new Set([ITEM, VARIATION, SUBEVENT, VALID_FROM, VALID_UNTIL])
const [VARINT, BYTES] = [0, 2]

/**
 * The fields of the message by number, the seed's content left out; null: it is none. Each at most once, in order, as
 * pretix writes them. A field that we do not know is refused: it may be a condition that we would not keep.
 */
function readFields(payload: Uint8Array): ReadonlyMap<number, number> | null {
  const fields = new Map<number, number>()
  let at = 0
  /** A number in groups of seven bits, the least first, in as few bytes as it needs; null: none, or too great for us. */
  const varint = (): number | null => {
    let value = 0
    for (let group = 0; group < 8; group += 1) {
      const byte = payload[at]
      if (byte === undefined) return null
      at += 1
      value += (byte & 0x7f) * 2 ** (7 * group)
      if (byte >= 0x80) continue
      const isShortest = byte !== 0 || group === 0
      return isShortest && Number.isSafeInteger(value) ? value : null
    }
    return null
  }
  let last = 0
  while (at < payload.length) {
    const tag = varint()
    if (tag === null) return null
    const [field, kind] = [Math.floor(tag / 8), tag % 8]
    if (field <= last) return null
    last = field
    const value = varint()
    if (value === null) return null
    if (field === SEED && kind === BYTES) {
      if (at + value > payload.length) return null
      at += value
    } else if (!NUMBERS.has(field) || kind !== VARINT) return null
    fields.set(field, value)
  }
  return fields
}
