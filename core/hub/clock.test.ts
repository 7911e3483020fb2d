import { describe, expect, it } from 'vitest'
import { hubOffsetOf, senderOffset } from './clock'

const CHAIN = '00000000-0000-4000-8000-0000000000c1'
const HERE = '00000000-0000-4000-8000-0000000000a1'
const HOUR = 3_600_000
const clock = { sentAt: 1_000_000, offset: 5_000, since: { chain: CHAIN, stationSeq: 10 } }
const event = { station: HERE, chain: CHAIN, stationSeq: 12 }

describe('the offset of a batch', () => {
  it('is what the station measured, when the request itself does not speak against it', () => {
    expect(senderOffset(clock, 1_005_040)).toBe(5_000)
    expect(senderOffset(clock, 1_005_000 + 30_000)).toBe(5_000)
  })
  it('is what the request shows, when the clock was moved since it was measured, or never measured', () => {
    expect(senderOffset(clock, 1_000_000 - 3 * HOUR)).toBe(-3 * HOUR)
    expect(senderOffset(clock, 1_000_000 + 3 * HOUR)).toBe(3 * HOUR)
    expect(senderOffset({ ...clock, offset: null }, 1_000_700)).toBe(700)
  })
})

describe('hubOffset of an event', () => {
  it('is set when the author itself delivers it and its clock ran unchanged since', () => {
    expect(hubOffsetOf(event, HERE, clock, 1_005_040)).toBe(5_000)
    expect(hubOffsetOf({ ...event, stationSeq: 10 }, HERE, clock, 1_005_040)).toBe(5_000)
  })
  it('stays unknown before a change of the clock, in another chain, and from another deliverer', () => {
    expect(hubOffsetOf({ ...event, stationSeq: 9 }, HERE, clock, 1_005_040)).toBeNull()
    expect(hubOffsetOf({ ...event, chain: HERE }, HERE, clock, 1_005_040)).toBeNull()
    expect(hubOffsetOf(event, CHAIN, clock, 1_005_040)).toBeNull()
  })
})
