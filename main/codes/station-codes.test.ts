import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fromBase45, toBase45 } from '../../core/codes/base45'
import type { Ticket } from '../../core/queue/ticket'
import { err } from '../../core/result/result'
import { meet, QueueFolder, sure } from '../commands/queue/a-queue-folder'
import { readSlipText, slipText } from './station-codes'

let here: QueueFolder
let ticket: Ticket
let text: string
beforeEach(async () => {
  here = await QueueFolder.make()
  ticket = here.number()
  text = codeOf(here, ticket)
})
afterEach(() => here.remove())

function codeOf(station: QueueFolder, of: Ticket): string {
  const code = slipText(station.folder, station.reads.fair, of)
  if (code === null) throw new Error('the ticket has no code')
  return code
}
const read = (station: QueueFolder, code: string) => readSlipText(station.folder, station.reads.fair, code)

/** Order of Ed25519's group, little-endian as in a signature. */
const GROUP_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n

describe('the code of a slip', () => {
  it('says of its ticket what the station that never heard of it must know', () => {
    const { id, day, prefix, number, sortKey } = ticket
    expect(sure(read(here, text))).toEqual({
      ticket: id,
      facts: { service: 'tax', day, prefix, number, class: 'normal', sortKey },
    })
  })

  it('is the same whenever it is made: a copy is no other ticket', () => {
    expect(codeOf(here, ticket)).toBe(text)
  })

  it('changed in any place is refused', () => {
    const letter = fc.constantFrom(...Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:az\u00e9\0'))
    const change = fc.oneof(
      fc.tuple(fc.nat(148), letter).map(([at, put]) => text.slice(0, at) + put + text.slice(at + 1)),
      fc.tuple(fc.nat(149), letter).map(([at, put]) => text.slice(0, at) + put + text.slice(at)),
      fc.nat(148).map((at) => text.slice(0, at) + text.slice(at + 1)),
      fc.tuple(fc.nat(148), fc.nat(148)).map(([from, to]) => text.slice(Math.min(from, to), Math.max(from, to))),
      fc
        .tuple(fc.nat(147), fc.constant(0))
        .map(([at]) => text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2)),
    )
    fc.assert(
      fc.property(change, (changed) => {
        const answer = read(here, changed)
        return changed === text || !answer.ok
      }),
      { numRuns: 2_000 },
    )
  })

  it('with any of its bits turned over is refused', () => {
    const bytes = sure(fromBase45(text.slice(5)))
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const turned = Uint8Array.from(bytes)
      turned[bit >> 3]! ^= 1 << (bit & 7)
      expect(read(here, `PDQ1:${toBase45(turned)}`).ok).toBe(false)
    }
  })

  it('has one signature only: the same one in other numbers is refused', () => {
    here.enrol(7)
    const bytes = sure(fromBase45(codeOf(here, ticket).slice(5)))
    const scalar = bytes.subarray(-32).reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n) + GROUP_ORDER
    const other = Uint8Array.from({ length: 32 }, (_, i) => Number((scalar >> BigInt(8 * i)) & 255n))
    expect(read(here, `PDQ1:${toBase45(Uint8Array.from([...bytes.subarray(0, -32), ...other]))}`)).toEqual(
      err('bad_slip'),
    )
  })

  it('is none for who has no number', () => {
    expect(slipText(here.folder, here.reads.fair, { ...ticket, number: null })).toBeNull()
    expect(slipText(here.folder, here.reads.fair, { ...ticket, sortKey: null })).toBeNull()
  })

  it('of a service that the set-up no longer has is refused', () => {
    const { fair } = here.reads
    const services = fair.setup.services.filter(({ code }) => code !== 'tax')
    expect(readSlipText(here.folder, { ...fair, setup: { ...fair.setup, services } }, text)).toEqual(err('bad_slip'))
  })

  it('of another fair is refused, also by the station that signed it', () => {
    const { fair } = here.reads
    const other = { ...fair, id: '00000000-0000-7000-8000-0000000000ff' }
    here.enrol(7)
    expect(readSlipText(here.folder, other, codeOf(here, ticket))).toEqual(err('bad_slip'))
  })
})

describe('the station that signed', () => {
  let there: QueueFolder
  beforeEach(async () => {
    there = await QueueFolder.beside(here, 2)
  })
  afterEach(() => there.remove())

  it('unless it is enrolled, is known to itself only', () => {
    expect(read(here, text).ok).toBe(true)
    expect(read(there, text)).toEqual(err('slip_unknown_station'))
  })

  it('once enrolled, is known to all that heard of it, and still to itself for older slips', () => {
    here.enrol(7)
    const signed = codeOf(here, ticket)
    expect(read(there, signed)).toEqual(err('slip_unknown_station'))
    meet(here, there)
    expect(read(there, signed).ok).toBe(true)
    expect(read(here, text).ok).toBe(true)
  })

  it('cannot sign with the number of another', () => {
    here.enrol(7)
    there.enrol(8)
    meet(here, there)
    const bytes = sure(fromBase45(codeOf(there, ticket).slice(5)))
    expect(read(here, `PDQ1:${toBase45(bytes)}`).ok).toBe(true)
    bytes[1] = 7
    expect(read(here, `PDQ1:${toBase45(bytes)}`)).toEqual(err('bad_slip'))
  })

  it('may have got a number that was another’s: the slips of both hold', () => {
    here.enrol(7)
    there.enrol(7)
    const codes = [codeOf(here, ticket), codeOf(there, ticket)]
    meet(here, there)
    for (const code of codes) for (const station of [here, there]) expect(read(station, code).ok).toBe(true)
  })
})
