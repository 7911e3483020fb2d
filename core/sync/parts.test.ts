import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_BODY_BYTES } from '../hub/wire'
import { backoffMs } from './backoff'
import { measureClock, offsetNow } from './clock'
import { pickBatch, settle, type Waiting } from './outbox'
import { lastShared } from './probe'

const waiting = (seq: number, type = 'a'): Waiting => ({
  seq,
  id: `e${seq}`,
  type,
  version: 1,
  text: 'x',
  hubOffset: null,
})

describe('the pause between tries', () => {
  it('grows from a second to half a minute and never beyond, spread over its upper half', () => {
    expect([1, 2, 3, 6, 50].map((failures) => backoffMs(failures, 0))).toEqual([500, 1_000, 2_000, 15_000, 15_000])
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (failures, random) => {
          expect(backoffMs(failures, random)).toBeGreaterThanOrEqual(500)
          expect(backoffMs(failures, random)).toBeLessThanOrEqual(30_000)
        },
      ),
    )
  })
})

describe('the outbox', () => {
  const all = Array.from({ length: 1_200 }, (_, index) => waiting(index + 1, index % 3 === 0 ? 'new' : 'a'))
  const read = (limit: number, after: number) => all.filter(({ seq }) => seq > after).slice(0, limit)

  it('leaves what the hub does not know where it is, and sends the rest in order', () => {
    const { batch, heldBack } = pickBatch(
      read,
      { from: 0, most: 500 },
      { knows: (type) => type === 'a', isOurs: () => true },
    )
    expect(batch).toHaveLength(500)
    expect(batch.map(({ seq }) => seq)).toEqual(batch.map(({ seq }) => seq).toSorted((a, b) => a - b))
    expect(batch.some(({ type }) => type === 'new')).toBe(false)
    expect(heldBack).toBeGreaterThan(0)
  })

  it('makes no batch that the hub finds too large, in whatever script it is written', () => {
    for (const text of ['国'.repeat(590_000), '"'.repeat(900_000), '\\u0001'.repeat(150_000), '🎉'.repeat(450_000)]) {
      const long = all.map((event) => ({ ...event, text }))
      const { batch } = pickBatch(
        (limit, after) => long.filter(({ seq }) => seq > after).slice(0, limit),
        { from: 0, most: 500 },
        { knows: () => true, isOurs: () => true },
      )
      const body = JSON.stringify(batch.map((event) => ({ text: event.text, hubOffset: 0 })))
      expect(batch.length).toBeGreaterThan(0)
      expect(new TextEncoder().encode(body).length).toBeLessThan(MAX_BODY_BYTES - 100_000)
    }
  })

  it('reads each answer for its own event, and skips the page only where nothing of others lies between', () => {
    const batch = [1, 2, 3, 4, 5].map((seq) => waiting(seq))
    const settled = settle(
      batch,
      [
        { status: 'stored', id: 'e1', seq: 11, hubOffset: 3 },
        { status: 'refused', id: 'e2', reason: 'bad_body', seq: 12 },
        { status: 'refused', id: 'e3', reason: 'forked', seq: null },
        { status: 'refused', id: 'e4', reason: 'not_author', seq: null },
        { status: 'known', id: 'e5', seq: 14, hubOffset: null },
      ],
      10,
    )
    expect(settled).toEqual({
      acked: [
        { id: 'e1', hubSeq: 11, hubOffset: 3 },
        { id: 'e5', hubSeq: 14, hubOffset: null },
      ],
      refused: [{ id: 'e2', reason: 'bad_body', hubSeq: 12 }],
      forked: ['e3'],
      notOurs: ['e4'],
      cursor: 12,
    })
  })
})

describe('the probe of a restored hub', () => {
  it('finds the last place both know, in few rounds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 3_000 }), fc.nat({ max: 3_000 }), async (size, shared) => {
        const held = Array.from({ length: size }, (_, index) => ({ hubSeq: index * 2 + 1, seq: index }))
        let rounds = 0
        const found = await lastShared(
          (upTo) => held.findLast(({ hubSeq }) => hubSeq <= upTo) ?? null,
          async (places) => {
            rounds += 1
            expect(places.length).toBeLessThanOrEqual(200)
            expect(places.length).toBeGreaterThan(0)
            return places.map(({ hubSeq }) => hubSeq <= shared)
          },
          (answer): answer is never => !Array.isArray(answer),
        )
        expect(found).toBe(held.findLast(({ hubSeq }) => hubSeq <= shared)?.hubSeq ?? 0)
        expect(rounds).toBeLessThanOrEqual(3)
      }),
    )
  })
})

describe('the hub’s clock', () => {
  it('is measured halfway of the round trip', () => {
    const measure = measureClock({ uptime: 1_000 }, { wall: 50_100, uptime: 1_100 }, 80_050)
    expect(measure.offset).toBe(30_000)
  })

  it('is not known any more once this clock was set', () => {
    const measure = measureClock({ uptime: 1_000 }, { wall: 50_100, uptime: 1_100 }, 80_050)
    expect(offsetNow(measure, { wall: 60_100, uptime: 11_100 })).toBe(30_000)
    expect(offsetNow(measure, { wall: 3_660_100, uptime: 11_100 })).toBeNull()
  })
})
