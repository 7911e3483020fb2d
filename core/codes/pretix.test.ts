import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { err } from '../result/result'
import { PRETIX_VECTORS } from '../testing/pretix-vectors'
import { cleanScan } from './clean'
import { readPretixCode } from './pretix'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const reversed = (text: string) => Array.from(text).toReversed().join('')

/** The text of a ticket with this payload, whose signature says nothing. */
function ticket(payload: readonly number[], more: { head?: number[]; tail?: number[] } = {}): string {
  const head = more.head ?? [1, payload.length >> 8, payload.length & 0xff, 0, 64]
  const bytes = [...head, ...payload, ...Array<number>(64).fill(7), ...(more.tail ?? [])]
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const letters = (bits.match(/.{1,6}/g) ?? []).map((six) => ALPHABET[Number.parseInt(six.padEnd(6, '0'), 2)])
  return reversed(letters.join('') + '='.repeat((4 - (letters.length % 4)) % 4))
}
const SEED = [0x0a, 2, 0x61, 0x62]

describe('a ticket of pretix', () => {
  it.each(Object.entries(PRETIX_VECTORS.tickets))('“%s” of the vectors gives its parts', (_name, { qr }) => {
    const read = readPretixCode(qr)
    expect(read.ok && read.value.signature).toHaveLength(64)
  })

  it('says its product and its window', () => {
    expect(readPretixCode(PRETIX_VECTORS.tickets.valid.qr)).toMatchObject({
      value: { item: 101, validFrom: 0, validUntil: 0 },
    })
    expect(readPretixCode(PRETIX_VECTORS.tickets.window.qr)).toMatchObject({
      value: { item: 102, validFrom: 1_767_225_600, validUntil: 1_767_311_999 },
    })
  })

  it('comes through the cleaning of a scan unharmed, though its letters may be any', () => {
    for (const { qr } of Object.values(PRETIX_VECTORS.tickets)) expect(cleanScan(`\\000026${qr}\r\n`)).toBe(qr)
  })

  it('changed in any letter gives other parts or none', () => {
    const { qr } = PRETIX_VECTORS.tickets.valid
    const parts = JSON.stringify(readPretixCode(qr))
    const letter = fc.constantFrom(...Array.from(ALPHABET), '=', '-', '_', ' ', '\n', '\u00e9')
    fc.assert(
      fc.property(fc.nat(qr.length - 1), letter, (at, put) => {
        const changed = qr.slice(0, at) + put + qr.slice(at + 1)
        return changed === qr || JSON.stringify(readPretixCode(changed)) !== parts
      }),
      { numRuns: 2_000 },
    )
  })

  it('is read of every canonical payload', () => {
    expect(readPretixCode(ticket([...SEED, 0x10, 0x80, 0x01])).ok).toBe(true)
    expect(readPretixCode(ticket(SEED))).toMatchObject({ value: { item: 0 } })
  })

  it.each([
    ['another format', ticket(SEED, { head: [2, 0, 4, 0, 64] })],
    ['a signature of another length', ticket(SEED, { head: [1, 0, 4, 0, 63] })],
    ['a payload longer than told', ticket(SEED, { head: [1, 0, 3, 0, 64] })],
    ['bytes behind the signature', ticket(SEED, { tail: [0] })],
    ['no payload', ticket([])],
    ['no seed', ticket([0x10, 1])],
    ['a seed longer than the message', ticket([0x0a, 9, 0x61])],
    ['a seed that is a number', ticket([0x08, 1])],
    ['a field that stands there twice', ticket([...SEED, 0x10, 1, 0x10, 2])],
    ['fields in another order', ticket([...SEED, 0x18, 1, 0x10, 2])],
    ['a field that we do not know', ticket([...SEED, 0x38, 1])],
    ['a number cut off', ticket([...SEED, 0x10, 0x80])],
    ['a number in more bytes than it needs', ticket([...SEED, 0x10, 0x81, 0x00])],
    ['a number beyond all numbers', ticket([...SEED, 0x10, ...Array<number>(9).fill(0xff), 1])],
    ['a number that is a text', ticket([...SEED, 0x12, 1, 0x61])],
    ['nothing', ''],
    ['our own label', 'PDP1:ABC'],
  ])('with %s is none', (_what, text) => {
    expect(readPretixCode(text)).toEqual(err('not_pretix'))
  })
})
