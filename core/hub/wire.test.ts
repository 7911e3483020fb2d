import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HubEvent, Page, StubEntry } from './wire'

const id = '0199a6f0-1111-4000-8000-0123456789ab'
const page = (entry: unknown) => ({ log: id, events: [entry], next: 1, head: 1, now: 0 })
const hash = 'a'.repeat(64)

describe('a page', () => {
  it('takes of each entry what the schemas of events and stubs take, and hands it out whole', () => {
    const field = fc.oneof(
      fc.constantFrom(1, 0, -1, 1.5, 2 ** 53, null, '', 'text', hash, hash.toUpperCase(), hash.slice(1), undefined),
      fc.constant({ id, station: id, chain: id, stationSeq: 1, hash, reason: 'forked' }),
    )
    const entry = fc.oneof(
      { weight: 4, arbitrary: fc.record({ seq: field, hubOffset: field, hash: field, text: field, stub: field }) },
      { weight: 1, arbitrary: fc.constantFrom(null, 'text', 7, [], {}) },
    )
    const good = fc.constantFrom(
      { seq: 1, hubOffset: null, hash, text: '{}', ofLater: true },
      { seq: 2, stub: { id, station: id, chain: id, stationSeq: 1, hash, reason: 'forked' } },
    )
    fc.assert(
      fc.property(fc.oneof(entry, good), (json) => {
        const isEntry = HubEvent.safeParse(json).success || StubEntry.safeParse(json).success
        const read = Page.safeParse(page(json))
        expect(read.success).toBe(isEntry)
        if (read.success) expect(read.data.events).toEqual([json])
      }),
    )
  })
})
