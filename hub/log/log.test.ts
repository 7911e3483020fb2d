import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scanRecorded, attendanceStream } from '../../core/events/checkin'
import type { NewEvent } from '../../core/events/envelope'
import { gateSwitched, stationStream } from '../../core/events/system'
import { counterOpened, counterStream } from '../../core/events/queue'
import type { Hello, Probed, StubEntry } from '../../core/hub/wire'
import { aContext, aDesk, aHub, aStation, ask, type TestHub, type TestStation } from '../testing/a-hub'

let hub: TestHub
let desk: TestStation
let gate: TestStation
beforeAll(async () => {
  hub = await aHub()
  desk = await aDesk(hub, randomUUID())
  gate = await aStation(hub, desk, ['gate'])
})
afterAll(() => hub.stop())

const switched = (): NewEvent =>
  gateSwitched.make(stationStream('x'), { gate: 'north', list: null, direction: 'entry' }, aContext())
const scan = (visitor: string): NewEvent =>
  scanRecorded.make(
    attendanceStream('day-1', visitor, ''),
    {
      list: 'day-1',
      visitor,
      gate: 'north',
      direction: 'entry',
      outcome: 'admitted',
      reason: null,
      via: 'camera',
      credential: { kind: 'roster', hmac: 'a'.repeat(64), length: 8, looks: 'short_code' },
      rules: { multipleEntries: false, entryAfterExit: true, resetAt: null },
      typedAt: null,
    },
    aContext(),
  )
const texts = (page: { body: { events: object[] } }) =>
  page.body.events.map((one) => ('text' in one ? String(one.text) : 'stub'))

describe('the log of the hub', () => {
  it('stores a batch, gives it back byte for byte, and knows it again for ever', async () => {
    const { head } = (await gate.page()).body
    const sent = [gate.text(scan(randomUUID())), gate.text(switched())]
    const first = await gate.publish(sent)
    expect(first.body.acks).toMatchObject([
      { status: 'stored', seq: head + 1 },
      { status: 'stored', seq: head + 2 },
    ])
    expect((await gate.publish(sent)).body.acks).toMatchObject([
      { status: 'known', seq: head + 1 },
      { status: 'known', seq: head + 2 },
    ])
    const page = await desk.page(head)
    expect(texts(page)).toEqual(sent)
    expect(page.body).toMatchObject({ next: head + 2, head: head + 2 })
  })

  it('sets the offset of an author’s clock once, and only when the author delivers', async () => {
    const text = gate.text(switched())
    const clock = { sentAt: Date.now() - 3_600_000, offset: null, since: { chain: gate.chain, stationSeq: 1 } }
    const { acks } = (await gate.publish([text], { clock })).body
    const [ack] = acks
    if (ack?.status !== 'stored') throw new Error('stored')
    expect(Math.abs((ack.hubOffset ?? 0) - 3_600_000)).toBeLessThan(5_000)
    const again = (await gate.publish([text])).body.acks[0]
    expect(again).toMatchObject({ status: 'known', hubOffset: ack.hubOffset })
    const before = { ...clock, since: { chain: gate.chain, stationSeq: gate.seq + 2 } }
    expect((await gate.publish([gate.text(switched())], { clock: before })).body.acks[0]).toMatchObject({
      hubOffset: null,
    })
  })

  it('a poisoned event leaves a stub that everybody sees, and the chain goes on', async () => {
    const display = await aStation(hub, desk, ['display'])
    const { head } = (await gate.page()).body
    const poisoned = gate.text({ ...switched(), body: { gate: 7 } })
    const good = gate.text(switched())
    const { acks } = (await gate.publish([poisoned, good])).body
    expect(acks).toMatchObject([
      { status: 'refused', reason: 'bad_body', seq: head + 1 },
      { status: 'stored', seq: head + 2 },
    ])
    expect((await gate.publish([poisoned])).body.acks).toMatchObject([
      { status: 'refused', reason: 'bad_body', seq: head + 1 },
    ])
    const seen = (await display.page(head)).body
    expect(seen.events).toHaveLength(1)
    expect((seen.events[0] as StubEntry).stub).toMatchObject({ station: gate.station, reason: 'bad_body' })
    expect(seen.next).toBe(head + 2)
  })

  it('keeps a text as it came, whatever stands in it, beside stubs and after them', async () => {
    const odd = ['"', '\\', '\n', '\u001f', '{NULL}', ',', '…']
    const event = (what: string): NewEvent => ({ ...switched(), type: 'of.later', stream: `x${what}`, body: { what } })
    const { head } = (await gate.page()).body
    const bad = () => gate.text({ ...switched(), body: {} })
    const sent = [bad(), ...odd.map((what) => desk.text(event(what))), bad()]
    const ofGate = [sent[0], sent.at(-1)].flatMap((text) => text ?? [])
    expect((await gate.publish(ofGate.slice(0, 1))).body.acks).toMatchObject([{ seq: head + 1 }])
    expect((await desk.publish([...sent.slice(1, -1), ...ofGate.slice(1)])).body.acks.at(-1)).toMatchObject({
      reason: 'bad_body',
      seq: head + 2 + odd.length,
    })
    expect(texts(await desk.page(head))).toEqual(['stub', ...sent.slice(1, -1), 'stub'])
  })

  it('a fork is refused without a stub, and what follows it too; the first chain goes on', async () => {
    const twin = await aStation(hub, desk, ['gate'])
    await twin.publish([twin.text(switched())])
    const { chain, seq, last } = twin
    const first = twin.text(switched())
    await twin.publish([first])
    const afterFirst = { seq: twin.seq, last: twin.last }
    Object.assign(twin, { chain, seq, last })
    const forked = [twin.text(switched()), twin.text(switched())]
    expect((await twin.publish(forked)).body.acks).toMatchObject([
      { status: 'refused', reason: 'forked', seq: null },
      { status: 'refused', reason: 'forked', seq: null },
    ])
    Object.assign(twin, afterFirst)
    expect((await twin.publish([twin.text(switched())])).body.acks).toMatchObject([{ status: 'stored' }])
  })

  it('the same id with other bytes is quarantined; what is no event is said to be none', async () => {
    const event = switched()
    await gate.publish([gate.text(event)])
    const held = { seq: gate.seq, last: gate.last }
    const stolen = gate.text({ ...event, body: { gate: 'south', list: null, direction: 'exit' } })
    Object.assign(gate, held)
    expect((await gate.publish([stolen, '{"no":"event"}', '{{'])).body.acks).toMatchObject([
      { reason: 'hash_differs' },
      { reason: 'not_an_event', id: null },
      { reason: 'not_an_event', id: null },
    ])
  })

  it('roles: a gate opens no counter, a display sees no scans, and its cursor moves on all the same', async () => {
    const display = await aStation(hub, desk, ['display'])
    const opened = () => counterOpened.make(counterStream('1'), { counter: '1', operator: 'sari' }, aContext())
    const { head } = (await gate.page()).body
    const { acks } = (await gate.publish([gate.text(opened()), gate.text(scan(randomUUID()))])).body
    expect(acks).toMatchObject([{ reason: 'not_allowed' }, { status: 'stored' }])
    const atDesk = desk.text(opened())
    await desk.publish([atDesk])
    const page = await display.page(head)
    expect(texts(page)).toEqual(['stub', atDesk])
    expect(page.body.next).toBe(head + 3)
  })

  it('a page looks at a bounded part: a display comes past any number of scans to what is for it', async () => {
    const display = await aStation(hub, desk, ['display'])
    const { head } = (await desk.page()).body
    const forAll = desk.text(counterOpened.make(counterStream('2'), { counter: '2', operator: 'sari' }, aContext()))
    await desk.publish([...Array.from({ length: 45 }, () => desk.text(scan(randomUUID()))), forAll])
    const found: string[] = []
    const steps: number[] = []
    for (let after = head, isMore = true; isMore;) {
      const page = await display.page(after, 1)
      found.push(...texts(page))
      steps.push(page.body.next - after)
      isMore = page.body.next < page.body.head
      after = page.body.next
    }
    expect(found).toEqual([forAll])
    expect(steps).toEqual([20, 20, 6])
  })

  it('pages by limit without skipping or repeating', async () => {
    const whole = texts(await desk.page())
    const parts: string[] = []
    for (let after = 0, isMore = true; isMore;) {
      const page = await desk.page(after, 3)
      parts.push(...texts(page))
      isMore = page.body.next < page.body.head
      after = page.body.next
    }
    expect(parts).toEqual(whole)
  })

  it('twenty stations at once: no hole, nothing twice, each in its own order', async () => {
    const stations = await Promise.all(Array.from({ length: 8 }, () => aStation(hub, desk, ['gate'])))
    const { head } = (await desk.page()).body
    const sent = await Promise.all(
      stations.map(async (station) => {
        const own: string[] = []
        for (let i = 0; i < 5; i += 1) {
          const batch = Array.from({ length: 10 }, () => station.text(scan(randomUUID())))
          own.push(...batch)
          expect((await station.publish(batch)).status).toBe(200)
        }
        return own
      }),
    )
    const { events } = (await desk.page(head)).body
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 400 }, (_, i) => head + 1 + i))
    for (const own of sent) {
      const mine = new Set(own)
      expect(events.flatMap((one) => ('text' in one && mine.has(String(one.text)) ? [one.text] : []))).toEqual(own)
    }
  })

  it('another log identity, or more acked than the hub holds, is answered by the identity now', async () => {
    const { head, log } = (await gate.page()).body
    expect(await gate.publish([gate.text(switched())], { log: randomUUID() })).toMatchObject({
      status: 409,
      body: { code: 'log_changed', detail: { log, head } },
    })
    gate.seq -= 1
    // The hub's database is older than what this gate was told: it takes a new identity then and there.
    const lost = await gate.publish([gate.text(switched())], { acked: head + 1_000 })
    expect(lost).toMatchObject({ status: 409, body: { code: 'log_changed' } })
    const hello = (await gate.ask<Hello>('GET', '')).body
    expect(hello.log).not.toBe(log)
    const held = (await gate.ask<Probed>('POST', '/log/probe', { places: [{ seq: 1, id: randomUUID() }] })).body
    expect(held).toMatchObject({ held: [false], log: hello.log })
    for (const station of [gate, desk]) station.log = hello.log
  })

  it('after a new identity others’ events are taken too, with the offset they had', async () => {
    const dead = await aStation(hub, desk, ['gate'])
    const text = dead.text(scan(randomUUID()))
    const offered = { events: [{ text, hubOffset: 12_345 }] }
    expect((await gate.publish([], offered)).body.acks).toMatchObject([{ status: 'stored', hubOffset: 12_345 }])
    const stranger = await aStation(hub, desk, ['gate'])
    stranger.station satisfies string
    const unknown = stranger.text(scan(randomUUID()), { station: randomUUID(), chain: randomUUID() })
    expect((await gate.publish([unknown])).body.acks).toMatchObject([{ reason: 'not_author' }])
    expect((await desk.publish([unknown])).body.acks).toMatchObject([{ status: 'stored' }])
  })

  it('two hubs on one database give one sequence', async () => {
    const other = await hub.another()
    const [a, b] = [await aStation(hub, desk, ['gate']), await aStation(hub, desk, ['gate'])]
    b.url = other.url
    const { head } = (await desk.page()).body
    await Promise.all(
      [a, b].map(async (station) => {
        for (let i = 0; i < 10; i += 1) await station.publish([station.text(switched()), station.text(switched())])
      }),
    )
    const [seenHere, seenThere] = [await a.page(head), await b.page(head)]
    expect(seenHere.body.events.map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, i) => head + 1 + i))
    expect(texts(seenThere)).toEqual(texts(seenHere))
    expect((await ask(other.url, 'GET', '/readyz')).status).toBe(200)
  })
})
