import { afterEach, describe, expect, it } from 'vitest'
import type { LogEvent } from '../../core/events/envelope'
import { leaseStream, numbersLeased } from '../../core/events/queue'
import { gateSwitched, stationStream } from '../../core/events/system'
import type { Hub } from '../../core/hub/port'
import { MAX_BATCH } from '../../core/hub/wire'
import { err } from '../../core/result/result'
import { settle } from '../../core/sync/outbox'
import { NINE } from '../../core/testing/builders'
import { Outbox } from './outbox'
import { BATCH, RigStation, type RigTime } from './testing/rig'

const stations: RigStation[] = []
afterEach(() => stations.splice(0).forEach((station) => station.remove()))

async function aGate() {
  const time: RigTime = { now: NINE }
  const { hub, desk } = await RigStation.desk(time)
  const gate = await RigStation.beside(desk, 2, ['gate'], time)
  stations.push(desk, gate)
  expect([await desk.once(), await gate.once()]).toEqual([null, null])
  return { hub, desk, gate }
}

/** So many small events of its own, in one go. */
function write({ folder: { log, ports } }: RigStation, count: number): void {
  const ctx = { now: ports.wall(), newId: ports.newId }
  const body = { gate: 'north', list: null, direction: 'entry' } as const
  log.transact((append) => {
    for (let i = 0; i < count; i += 1) append(gateSwitched.make(stationStream(log.station), body, ctx))
  })
}

/** How many waited to be written down whenever a batch left. */
function watch(gate: RigStation): number[] {
  const waited: number[] = []
  gate.asks = (what) => {
    if (what === 'publish') waited.push(gate.folder.log.pendingCount())
  }
  return waited
}

/** Nothing lost, nothing twice: what the gate wrote stands at the hub once, in its order. */
function expectAll(hub: { readonly entries: readonly object[] }, gate: RigStation): void {
  const { station } = gate.folder.log
  const texts = hub.entries.flatMap((entry) => ('text' in entry ? [String(entry.text)] : []))
  const ofGate = (all: readonly string[]) =>
    all.map((text) => JSON.parse(text) as LogEvent).filter((event) => event.station === station)
  const sent = ofGate(texts)
  expect(sent.map(({ stationSeq }) => stationSeq)).toEqual(sent.map((_, index) => index + 1))
  expect(sent).toHaveLength(ofGate([...gate.held().values()].map(({ text }) => text)).length)
  expect(gate.folder.log.pendingCount()).toBe(0)
}

describe('the outbox', () => {
  it('has the next batch on its way while the answer to the last is written down, and never more', async () => {
    const { hub, gate } = await aGate()
    write(gate, BATCH * 3 + 1)
    const waited = watch(gate)
    expect(await gate.once()).toBeNull()
    expect(waited).toEqual([3, 3, 2, 1].map((batches) => batches * BATCH + 1))
    expectAll(hub, gate)
  })

  it('offers both again when the answers to them are lost, or the program ends between them', async () => {
    const { hub, gate } = await aGate()
    write(gate, BATCH * 4)
    const second = (fate: () => void) => {
      let asked = 0
      gate.asks = (what) => {
        if (what === 'publish' && (asked += 1) === 2) fate()
      }
    }
    second(() => (gate.fates = ['unanswered']))
    expect(await gate.once()).toBe('offline')
    expect(gate.folder.log.pendingCount()).toBe(BATCH * 3)
    second(() => (gate.fates = ['lost']))
    expect(await gate.once()).toBe('offline')
    expect(gate.folder.log.pendingCount()).toBe(BATCH * 2)
    const ended = new Promise<void>((done) =>
      second(() => {
        gate.engine.stop()
        done()
      }),
    )
    void gate.engine.once()
    await ended
    await gate.restart()
    gate.asks = () => undefined
    expect(gate.folder.log.pendingCount()).toBe(BATCH * 2)
    expect(await gate.once()).toBeNull()
    expectAll(hub, gate)
  })

  it('waits with what follows a refused event until that is written down', async () => {
    const { hub, gate } = await aGate()
    const { folder } = gate
    write(gate, BATCH - 1)
    // A gate leases no numbers.
    const ctx = { now: NINE, newId: folder.ports.newId }
    const lease = { service: 'tax', day: '2026-10-13', station: folder.log.station, from: 1, to: 900 }
    folder.log.transact((append) => append(numbersLeased.make(leaseStream('x'), lease, ctx)))
    write(gate, BATCH)
    const waited = watch(gate)
    expect(await gate.once()).toBeNull()
    expect(waited).toEqual([BATCH * 2, BATCH])
    expect(folder.log.sync.quarantined(10)).toMatchObject([{ problem: 'refused', reason: 'not_allowed' }])
    expect(folder.log.pendingCount()).toBe(0)
    expect(hub.entries.filter((entry) => 'stub' in entry)).toHaveLength(1)
  })

  it('lets rows that were written meanwhile go before the events that name them', async () => {
    const { hub, gate } = await aGate()
    write(gate, BATCH * 2)
    const order: (keyof Hub)[] = []
    gate.asks = (what) => {
      order.push(what)
      // A walk-in, while the first batch is on its way.
      if (what === 'publish' && order.filter((one) => one === what).length === 1)
        gate.register('WALK-IN', { personal: (visitor) => [{ visitor, group: 'greet', fields: { name: 'Ann' } }] })
    }
    expect(await gate.once()).toBeNull()
    const first = order.indexOf('publish')
    expect(order.slice(first, first + 3)).toEqual(['publish', 'postPeople', 'publish'])
    expectAll(hub, gate)
  })

  it('lets go of what is on its way when the hub turns out to be another one, and loses nothing', async () => {
    const { hub, desk, gate } = await aGate()
    write(gate, BATCH * 3)
    const old = hub.backup()
    let asked = 0
    gate.asks = (what) => {
      if (what === 'publish' && (asked += 1) === 2) hub.restore(old)
    }
    expect(await gate.once()).toBeNull()
    expect(await desk.once()).toBeNull()
    expect(await gate.once()).toBeNull()
    expectAll(hub, gate)
  })

  it('comes through a line that breaks before a whole batch is over it: it tries fewer, and more again when that works', async () => {
    const { hub, gate } = await aGate()
    const { log, people, ports } = gate.folder
    write(gate, 300)
    const real = hub.as(log.station)
    const tried: number[] = []
    const publish: Hub['publish'] = (batch) => {
      tried.push(batch.events.length)
      return batch.events.length > 60 ? Promise.resolve(err('offline')) : real.publish(batch)
    }
    const outbox = new Outbox({
      hub: { publish },
      log,
      people,
      most: MAX_BATCH,
      wall: ports.wall,
      offset: () => 0,
      knows: () => true,
      isStopped: () => false,
    })
    for (;;) {
      const next = await outbox.next(log.sync.state()?.logIdentity ?? '')
      if (next === null || next === 'people_first') break
      const { batch, answer } = next
      if (answer.ok) log.sync.markAcked(settle(batch, answer.value.acks, 0).acked)
    }
    expect(tried).toEqual([100, 25, 50, 100, 25, 50, 100, 25, 50, 75, 25, 50])
    expectAll(hub, gate)
  })

  it('paces people rows the same way', async () => {
    const { desk } = await aGate()
    const { folder } = desk
    const group = 'contact'
    const row = () => ({ visitor: folder.ports.newId(), group, fields: { phone: '+62811223344' } }) as const
    folder.people.put(Array.from({ length: 300 }, row))
    const waited: number[] = []
    desk.asks = (what) => {
      if (what === 'postPeople') waited.push(folder.people.outbox.count())
    }
    expect(await desk.once('arrives', 'arrives', 'lost')).toBe('offline')
    expect(waited).toEqual([300])
    expect(await desk.once()).toBeNull()
    expect(waited).toEqual([300, 300, 275, 225, 125])
  })
})
