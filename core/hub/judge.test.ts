import { describe, expect, it } from 'vitest'
import { scanRecorded } from '../events/checkin'
import { GENESIS_HASH, type LogEvent } from '../events/envelope'
import type { StationRole } from '../people/groups'
import { judge, readOffered, type Delivery, type Held, type Offered } from './judge'
import type { Refusal } from './wire'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const [GATE, DESK, HUB, CHAIN, CHAIN_B, HUB_CHAIN] = [id(1), id(2), id(3), id(11), id(12), id(13)]
const hashOf = (n: number) => String(n).padStart(64, '0')

/** Event n of a gate's chain; its hash is hashOf(n). */
function anEvent(n: number, more: Partial<LogEvent> = {}): LogEvent {
  return {
    id: id(100 + n),
    type: 'gate.switched',
    version: 1,
    family: 'system',
    stream: 'gate:north',
    body: { gate: 'north', list: null, direction: 'entry' },
    at: 1_000,
    offset: 0,
    station: GATE,
    chain: CHAIN,
    stationSeq: n,
    prevHash: n === 1 ? GENESIS_HASH : hashOf(n - 1),
    ...more,
  }
}
const offer = (event: LogEvent | null, n = event?.stationSeq ?? 0, hubOffset: number | null = null): Offered => ({
  text: JSON.stringify(event),
  hash: hashOf(n),
  event,
  hubOffset,
})
/** A hub that holds these events of the gate's chain. */
function holding(...held: readonly { readonly event: LogEvent; readonly reason?: Refusal }[]): Held {
  return {
    byId: (wanted) => {
      const index = held.findIndex(({ event }) => event.id === wanted)
      const found = held[index]
      return found === undefined
        ? null
        : { hash: hashOf(found.event.stationSeq), seq: index + 1, hubOffset: 5, reason: found.reason ?? null }
    },
    hashAt: (chain, seq) =>
      held.some(({ event }) => event.chain === chain && event.stationSeq === seq) ? hashOf(seq) : null,
    ownerOf: (chain) => held.find(({ event }) => event.chain === chain)?.event.station ?? null,
  }
}
const by = (station: string, roles: readonly StationRole[], more: Partial<Delivery> = {}): Delivery => ({
  station,
  roles,
  clock: { sentAt: 2_000, offset: 40, since: { chain: CHAIN, stationSeq: 1 } },
  receivedAt: 2_060,
  hub: HUB,
  hubChain: HUB_CHAIN,
  isRenewed: false,
  rolesOf: () => null,
  ...more,
})
const gate = by(GATE, ['gate'])

describe('judge', () => {
  it('takes the next event of a chain, with the offset of its author’s clock', () => {
    expect(judge(offer(anEvent(2)), holding({ event: anEvent(1) }), gate)).toMatchObject({ is: 'good', hubOffset: 40 })
  })
  it('knows an event again for ever, and a refused one too', () => {
    expect(judge(offer(anEvent(1)), holding({ event: anEvent(1) }), gate)).toMatchObject({ is: 'known', hubOffset: 5 })
    expect(judge(offer(anEvent(1)), holding({ event: anEvent(1), reason: 'bad_body' }), gate)).toMatchObject({
      is: 'refused_before',
      reason: 'bad_body',
    })
  })
  it('the same id with other bytes is another event under a stolen name', () => {
    expect(judge(offer(anEvent(1), 9), holding({ event: anEvent(1) }), gate)).toMatchObject({ reason: 'hash_differs' })
  })
  it('a taken place, or another past, is a fork', () => {
    const held = holding({ event: anEvent(1) }, { event: anEvent(2) })
    expect(judge(offer(anEvent(2, { id: id(999) }), 9), held, gate)).toMatchObject({ reason: 'forked' })
    expect(judge(offer(anEvent(3, { prevHash: hashOf(8) })), held, gate)).toMatchObject({ reason: 'forked' })
  })
  it('nobody writes into the chain of another station', () => {
    const own = anEvent(2, { station: DESK })
    expect(judge(offer(own), holding({ event: anEvent(1) }), by(DESK, ['desk']))).toMatchObject({ reason: 'forked' })
  })
  it('a gap in a chain is no fault', () => {
    expect(judge(offer(anEvent(7)), holding({ event: anEvent(1) }), gate)).toMatchObject({ is: 'good' })
  })
  it('the role decides what may be written', () => {
    const setup = anEvent(1, { type: 'setup.imported', family: 'setup' })
    expect(judge(offer(setup), holding(), gate)).toMatchObject({ reason: 'not_allowed' })
    expect(judge(offer(anEvent(1)), holding(), by(GATE, ['display']))).toMatchObject({ reason: 'not_allowed' })
  })
  it('a body that is not what its type says is poison; a newer type or version is kept as it is', () => {
    expect(judge(offer(anEvent(1, { body: {} })), holding(), gate)).toMatchObject({ reason: 'bad_body' })
    expect(judge(offer(anEvent(1, { family: 'queue' })), holding(), gate)).toMatchObject({ reason: 'bad_body' })
    expect(judge(offer(anEvent(1, { body: {}, version: 2 })), holding(), gate)).toMatchObject({ is: 'good' })
    expect(judge(offer(anEvent(1, { body: {}, type: 'gate.painted' })), holding(), gate)).toMatchObject({ is: 'good' })
  })
  it('what is no event is said to be none', () => {
    expect(readOffered('{')).toBeNull()
    expect(readOffered('{"id":1}')).toBeNull()
    expect(readOffered(JSON.stringify(anEvent(1)).replace('north', '\ud800'))).toBeNull()
    expect(readOffered(JSON.stringify(anEvent(1)))).toMatchObject({ type: 'gate.switched' })
    expect(judge(offer(null), holding(), gate)).toMatchObject({ reason: 'not_an_event', event: null })
  })

  it('others’ events come from desks only, until the log has a new identity', () => {
    const scan = anEvent(1, { station: id(4), chain: CHAIN_B })
    expect(judge(offer(scan), holding(), gate)).toMatchObject({ reason: 'not_author' })
    expect(judge(offer(scan), holding(), by(DESK, ['desk']))).toMatchObject({ is: 'good', hubOffset: null })
    const renewed = { isRenewed: true, rolesOf: () => ['gate'] as const }
    expect(judge(offer(scan), holding(), { ...gate, ...renewed })).toMatchObject({ is: 'good' })
    const setup = anEvent(1, { station: id(4), chain: CHAIN_B, type: 'setup.imported', family: 'setup' })
    expect(judge(offer(setup), holding(), { ...gate, ...renewed })).toMatchObject({ reason: 'not_author' })
    expect(judge(offer(scan), holding(), { ...gate, isRenewed: true })).toMatchObject({ reason: 'not_author' })
  })
  it('the hub’s present chain is nobody else’s, not even before its first event there; its earlier ones come back', () => {
    const renewed = { isRenewed: true }
    for (const station of [HUB, GATE, DESK]) {
      const forged = offer(anEvent(1, { station, chain: HUB_CHAIN }))
      expect(judge(forged, holding(), { ...gate, ...renewed })).toMatchObject({ reason: 'not_author' })
      expect(judge(forged, holding(), by(DESK, ['desk'], renewed))).toMatchObject({ reason: 'not_author' })
    }
    const lost = offer(anEvent(1, { station: HUB, chain: CHAIN_B }))
    expect(judge(lost, holding(), { ...gate, ...renewed })).toMatchObject({ is: 'good' })
    // A display was never given it.
    expect(judge(lost, holding(), by(GATE, ['display'], renewed))).toMatchObject({ reason: 'not_author' })
  })
  it('an offset that an earlier identity gave stays, and is believed then only', () => {
    const scan = anEvent(1)
    expect(judge(offer(scan, 1, 777), holding(), gate)).toMatchObject({ hubOffset: 40 })
    expect(judge(offer(scan, 1, 777), holding(), { ...gate, isRenewed: true })).toMatchObject({ hubOffset: 777 })
  })
  it('every event of a gate’s day passes', () => {
    expect(scanRecorded.type).toBe('scan.recorded')
    expect(judge(offer(anEvent(1, { type: 'clock.changed', body: { jump: null } })), holding(), gate)).toMatchObject({
      is: 'good',
    })
  })
})
