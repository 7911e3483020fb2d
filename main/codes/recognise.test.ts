import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fromBase45, toBase45 } from '../../core/codes/base45'
import { codeKeyAdded, codeKeyRetired, codeKeyStream } from '../../core/events/setup'
import { visitorChanged, visitorStream, credentialRevoked, credentialStream } from '../../core/events/visitor'
import { aQueueFair } from '../../core/testing/queue-builders'
import { NINE } from '../../core/testing/builders'
import { PRETIX_VECTORS } from '../../core/testing/pretix-vectors'
import { lookupHmac } from '../../db/people/keys'
import { meet, QueueFolder, sure } from '../commands/queue/a-queue-folder'
import { stationKeyPair } from '../keys/folder-keys'
import { append, ctxOf, fairOf, issue, register, scan } from './a-code-folder'
import { recognise, visitorByCode } from './recognise'

let here: QueueFolder
let there: QueueFolder
beforeEach(async () => {
  const { setup } = aQueueFair()
  const pretix = { items: [{ item: 101, category: 'umum' }], otherwise: null }
  here = await QueueFolder.make({ setup: { ...setup, pretix } })
  there = await QueueFolder.beside(here, 2)
})
afterEach(() => {
  here.remove()
  there.remove()
})

const read = (station: QueueFolder, text: string) => recognise(station.folder, fairOf(station), text, text.length)
const addKey = (station: QueueFolder, body: Parameters<typeof codeKeyAdded.make>[1]) =>
  append(station, codeKeyAdded.make(codeKeyStream(body.key), body, ctxOf(station)))
const publicKeyOf = (station: QueueFolder) => stationKeyPair(station.folder.stationKey).publicRaw.toString('hex')
const trust = (station: QueueFolder, of: QueueFolder, fair = fairOf(of).id) =>
  addKey(station, { kind: 'pendopo', key: publicKeyOf(of), fair, number: 0 })

/** Order of Ed25519's group, little-endian as in a signature. */
const GROUP_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n

describe('a signed code', () => {
  it('admits a visitor whom no roster knows, with the category it names', () => {
    const visitor = here.id()
    const code = issue(here, { visitor, category: 'vip' })
    const { outcome, event } = scan(here, code.text)
    expect(outcome).toBe('admitted')
    expect(event.body).toMatchObject({
      visitor,
      credential: { kind: 'pdp1', hmac: code.credential, category: 'vip', length: 143, looks: 'signed' },
    })
    expect(scan(here, code.text)).toMatchObject({ outcome: 'refused', reason: 'already_admitted' })
    expect(scan(here, code.text, 'exit')).toMatchObject({ outcome: 'admitted', reason: 'exit' })
    expect(scan(here, code.text)).toMatchObject({ outcome: 'admitted', reason: 'reentry' })
  })

  it('says when it is good', () => {
    const hour = 3_600_000
    const [late, early] = [issue(here, { validUntil: NINE }), issue(here, { validFrom: NINE + hour })]
    expect(scan(here, late.text)).toMatchObject({ outcome: 'refused', reason: 'too_late' })
    expect(scan(here, early.text)).toMatchObject({ outcome: 'refused', reason: 'too_early' })
    here.ports.pass(hour)
    expect(scan(here, early.text).outcome).toBe('admitted')
  })

  it('of a visitor in the roster follows what became of the registration', () => {
    const visitor = register(here, 'A-1')
    const { text } = issue(here, { visitor })
    const facts = { visitor, category: 'umum', institution: null, codeHmac: null, rowHmac: null } as const
    const change = { ...facts, status: 'canceled' as const, source: 'roster' as const }
    append(here, visitorChanged.make(visitorStream(visitor), change, ctxOf(here)))
    expect(scan(here, text)).toMatchObject({ outcome: 'refused', reason: 'canceled' })
  })

  it('with a category that the set-up does not have is unknown', () => {
    const { text } = issue(here)
    const fair = fairOf(here)
    const setup = { ...fair.setup, categories: fair.setup.categories.filter(({ code }) => code !== 'umum') }
    expect(recognise(here.folder, { ...fair, setup }, text, text.length).recognised.as).toBe('unknown')
  })

  it('identifies its visitor to the queue too', () => {
    const visitor = here.id()
    expect(visitorByCode(here.folder, ` ${issue(here, { visitor }).text}\r\n`)?.id).toBe(visitor)
  })

  it('that bears our label but is not good is nobody’s, even if a roster lists its text', () => {
    const { text } = issue(there)
    register(here, text)
    expect(read(here, text).recognised.as).toBe('unknown')
    expect(scan(here, text).event.body.credential).toMatchObject({ kind: 'unknown', looks: 'signed' })
  })
})

describe('a signed code, changed', () => {
  /** Refused, or the very same ticket: nothing else may come out. */
  const holds = (text: string, changed: string) => {
    const [before, after] = [read(here, text), read(here, changed)]
    return after.recognised.as === 'unknown' || after.credential.hmac === before.credential.hmac
  }

  it('in any place, at any length, is refused or is the same ticket', () => {
    const { text } = issue(here)
    const last = text.length - 1
    const letter = fc.constantFrom(...Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:az=\u00e9\0\n\u200b'))
    const change = fc.oneof(
      fc.tuple(fc.nat(last), letter).map(([at, put]) => text.slice(0, at) + put + text.slice(at + 1)),
      fc.tuple(fc.nat(last + 1), letter).map(([at, put]) => text.slice(0, at) + put + text.slice(at)),
      fc.nat(last).map((at) => text.slice(0, at) + text.slice(at + 1)),
      fc.nat(last - 1).map((at) => text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2)),
      fc.string({ maxLength: 6 }).map((more) => text + more),
      fc.string({ maxLength: 6 }).map((more) => more + text),
    )
    fc.assert(
      fc.property(change, (changed) => holds(text, changed)),
      { numRuns: 2_000 },
    )
  })

  it('in any single character by any other of the alphabet is refused', () => {
    const { text } = issue(here)
    const letters = Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:')
    for (let at = 0; at < text.length; at += 1)
      for (const put of [letters[(at * 7) % 45], letters[(at * 11 + 5) % 45], text[at]?.toLowerCase()]) {
        if (put === undefined || put === text[at]) continue
        expect(read(here, text.slice(0, at) + put + text.slice(at + 1)).recognised.as).toBe('unknown')
      }
  })

  it('in any bit is refused', () => {
    const bytes = sure(fromBase45(issue(here).text.slice(5)))
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const turned = Uint8Array.from(bytes)
      turned[bit >> 3]! ^= 1 << (bit & 7)
      expect(read(here, `PDP1:${toBase45(turned)}`).recognised.as).toBe('unknown')
    }
  })

  it('by bytes behind it, by capital or small letters, is refused', () => {
    const { text } = issue(here)
    const bytes = sure(fromBase45(text.slice(5)))
    for (const changed of [
      text.toLowerCase(),
      `pdp1:${text.slice(5)}`,
      `PDP1:${toBase45(Uint8Array.from([...bytes, 0]))}`,
      `PDP1:${toBase45(Uint8Array.from([...bytes, 0, 0]))}`,
      `PDP1:${toBase45(bytes.subarray(0, -1))}`,
    ])
      expect(read(here, changed).recognised.as).toBe('unknown')
  })

  it('has one signature only: the same one in other numbers is refused', () => {
    here.enrol(7)
    const bytes = sure(fromBase45(issue(here).text.slice(5)))
    const scalar = bytes.subarray(-32).reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n) + GROUP_ORDER
    const other = Uint8Array.from({ length: 32 }, (_, i) => Number((scalar >> BigInt(8 * i)) & 255n))
    const text = `PDP1:${toBase45(Uint8Array.from([...bytes.subarray(0, -32), ...other]))}`
    expect(read(here, text).recognised.as).toBe('unknown')
  })
})

describe('the station that signed', () => {
  it('is unknown until its key is held: then its codes are admitted with no roster', () => {
    const { text } = issue(here)
    expect(scan(there, text)).toMatchObject({ outcome: 'refused', reason: 'invalid' })
    trust(there, here)
    expect(scan(there, text).outcome).toBe('admitted')
  })

  it('once enrolled is known to all that heard of it', () => {
    here.enrol(7)
    const { text } = issue(here)
    expect(scan(there, text).reason).toBe('invalid')
    meet(here, there)
    expect(scan(there, text).outcome).toBe('admitted')
  })

  it('of another fair is told apart', async () => {
    const other = await QueueFolder.make({ seed: 3 })
    try {
      const { text } = issue(other)
      expect(scan(here, text).reason).toBe('invalid')
      trust(here, other)
      expect(scan(here, text)).toMatchObject({
        outcome: 'refused',
        reason: 'wrong_fair',
        event: { body: { visitor: null } },
      })
      expect(visitorByCode(here.folder, text)).toBeNull()
    } finally {
      other.remove()
    }
  })

  it('may be a folder of this very fair under another id, if its key says so', async () => {
    const twin = await QueueFolder.make({ seed: 3 })
    try {
      const key = publicKeyOf(twin)
      addKey(here, { kind: 'pendopo', key, fair: fairOf(twin).id, number: 0, sameFair: true })
      expect(scan(here, issue(twin).text).outcome).toBe('admitted')
    } finally {
      twin.remove()
    }
  })

  it('whose key was retired is trusted no more, whatever else arrives', () => {
    const { text } = issue(here)
    trust(there, here)
    const retired = { kind: 'pendopo' as const, key: publicKeyOf(here) }
    append(there, codeKeyRetired.make(codeKeyStream(retired.key), retired, ctxOf(there)))
    expect(scan(there, text).reason).toBe('invalid')
    trust(there, here, '00000000-0000-7000-8000-0000000000ff')
    trust(there, here)
    expect(scan(there, text).reason).toBe('invalid')
  })
})

describe('a revoked code', () => {
  const revoke = (station: QueueFolder, credential: string) =>
    append(
      station,
      credentialRevoked.make(credentialStream(credential), { credential, visitor: null, reason: null }, ctxOf(station)),
    )

  it('is refused at once, its visitor’s next one is good', () => {
    const visitor = here.id()
    const lost = issue(here, { visitor })
    revoke(here, lost.credential)
    expect(scan(here, lost.text)).toMatchObject({ outcome: 'refused', reason: 'revoked' })
    expect(visitorByCode(here.folder, lost.text)).toBeNull()
    const next = issue(here, { visitor })
    expect(next.text).not.toBe(lost.text)
    expect(scan(here, next.text)).toMatchObject({ outcome: 'admitted', event: { body: { visitor } } })
  })

  it('of the roster does not revoke its visitor', () => {
    const visitor = register(here, 'A-1')
    revoke(here, lookupHmac(here.folder.keys, 'code', 'A-1').toString('hex'))
    expect(scan(here, 'A-1')).toMatchObject({ outcome: 'refused', reason: 'revoked' })
    expect(scan(here, issue(here, { visitor }).text).outcome).toBe('admitted')
  })

  it('of a blocked visitor is refused as blocked: that is looked at first', () => {
    register(here, 'A-1', { status: 'blocked' })
    register(here, 'A-2', { status: 'unpaid' })
    for (const code of ['A-1', 'A-2']) revoke(here, lookupHmac(here.folder.keys, 'code', code).toString('hex'))
    expect([scan(here, 'A-1').reason, scan(here, 'A-2').reason]).toEqual(['blocked', 'revoked'])
  })
})

describe('a ticket of pretix', () => {
  const [key] = PRETIX_VECTORS.keys
  const { valid, window, other_key: foreign, tampered } = PRETIX_VECTORS.tickets
  beforeEach(() => addKey(here, { kind: 'pretix_sig1', key }))

  it('that a known key signed is admitted, as the same visitor on every station', () => {
    addKey(there, { kind: 'pretix_sig1', key })
    const { outcome, event } = scan(here, `${valid.qr}\r\n`)
    expect(outcome).toBe('admitted')
    expect(event.body).toMatchObject({ credential: { kind: 'pretix_sig1', category: 'umum', looks: 'signed' } })
    expect(event.body.visitor).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(scan(there, valid.qr).event.body).toMatchObject({
      visitor: event.body.visitor,
      credential: event.body.credential,
    })
    expect(scan(here, valid.qr).reason).toBe('already_admitted')
  })

  it('that was tampered with, or signed by another, is refused', () => {
    expect(scan(here, tampered.qr).reason).toBe('invalid')
    expect(scan(here, foreign.qr).reason).toBe('invalid')
    addKey(here, { kind: 'pretix_sig1', key: PRETIX_VECTORS.otherKey })
    expect(scan(here, foreign.qr).outcome).toBe('admitted')
  })

  it('whose product stands for no category is unknown', () => {
    expect(scan(here, window.qr).reason).toBe('invalid')
  })

  it('that stands in the roster as well is that person', () => {
    const visitor = register(here, valid.qr, { category: 'vip' })
    expect(read(here, valid.qr)).toMatchObject({ recognised: { visitor: { id: visitor, category: 'vip' } } })
  })

  it('revoked as a roster code, where its key was not held, stays revoked', () => {
    register(there, valid.qr)
    const hmac = lookupHmac(there.folder.keys, 'code', valid.qr).toString('hex')
    append(
      there,
      credentialRevoked.make(credentialStream(hmac), { credential: hmac, visitor: null, reason: null }, ctxOf(there)),
    )
    addKey(there, { kind: 'pretix_sig1', key })
    expect(scan(there, valid.qr).reason).toBe('revoked')
  })

  it('in other letters is refused or is the same ticket', () => {
    const letter = fc.constantFrom(...'ABCxyz019+/=-_ \n\u00e9'.split(''))
    const last = valid.qr.length - 1
    const change = fc.oneof(
      fc.tuple(fc.nat(last), letter).map(([at, put]) => valid.qr.slice(0, at) + put + valid.qr.slice(at + 1)),
      fc.tuple(fc.nat(last + 1), letter).map(([at, put]) => valid.qr.slice(0, at) + put + valid.qr.slice(at)),
      fc.nat(last).map((at) => valid.qr.slice(0, at) + valid.qr.slice(at + 1)),
    )
    const { hmac } = read(here, valid.qr).credential
    fc.assert(
      fc.property(change, (changed) => {
        const found = read(here, changed)
        return found.recognised.as === 'unknown' || found.credential.hmac === hmac
      }),
      { numRuns: 1_000 },
    )
  })
})
