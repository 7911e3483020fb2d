import { randomUUID } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { LogEvent } from '../../core/events/envelope'
import { counterOpened, counterStream, ticketFinished, ticketStarted, ticketStream } from '../../core/events/queue'
import { SETUP_STREAM, setupImported } from '../../core/events/setup'
import type { CallAnswer, NumberAnswer, PlaceAnswer } from '../../core/hub/claims'
import { FairFile, withoutNames } from '../../core/setup/schema'
import { SMALL_FAIR } from '../../core/testing/builders'
import { hallScan } from '../../core/testing/hub-under-test'
import { aContext, aDesk, aHub, aStation, type TestHub, type TestStation } from '../testing/a-hub'

const text = (id: string) => ({ id, en: id })
const service = (code: string, prefix: string, more = {}) => ({
  code,
  prefix,
  agency: 'office',
  name: text(code),
  hours: [{ from: '00:00', to: '24:00' }],
  ...more,
})
/** A fair whose day is today, with a queue and a hall of seven places. */
function aSetup() {
  const today = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Jakarta' }).format(Date.now())
  const [list] = SMALL_FAIR.lists
  return withoutNames(
    FairFile.parse({
      ...SMALL_FAIR,
      days: [today],
      lists: [
        { ...list, code: 'hall', capacity: 7, windows: [{ from: `${today}T00:00`, to: `${today}T23:59` }] },
        {
          ...list,
          code: 'door',
          name: text('Pintu'),
          capacity: null,
          windows: [{ from: `${today}T00:00`, to: `${today}T23:59` }],
        },
      ],
      agencies: [{ code: 'office', name: text('Kantor'), shortName: 'Kantor', subtitle: text('Kantor') }],
      services: [service('tax', 'A'), service('card', 'B'), service('few', 'C', { quota: 25 })],
      counters: ['1', '2', '3'].map((code) => ({ code, name: text(code), services: ['tax', 'card'], zone: 'hall' })),
    }),
  ).setup
}

let hub: TestHub
let desk: TestStation
let counter: TestStation
let dispenser: TestStation
beforeAll(async () => {
  hub = await aHub()
})
afterAll(() => hub.stop())
beforeEach(async () => {
  const fair = randomUUID()
  desk = await aDesk(hub, fair)
  counter = await aStation(hub, desk, ['counter'])
  dispenser = await aStation(hub, desk, ['dispenser'])
  await desk.publish([desk.text(setupImported.make(SETUP_STREAM, { fair, setup: aSetup() }, aContext()))])
  await open(counter, '1')
})

const open = (station: TestStation, code: string) =>
  station.publish([
    station.text(counterOpened.make(counterStream(code), { counter: code, operator: 'sari' }, aContext())),
  ])
const number = (more: object = {}, name = 'tax', station = dispenser) =>
  station.ask<NumberAnswer>('POST', `/services/${name}/numbers`, { ...station.numberCommand(), ...more })
const lease = (name: string, station = dispenser) =>
  station.ask<NumberAnswer>('POST', `/services/${name}/numbers`, {
    want: 'lease',
    command: uuidv7(),
    log: station.log,
    after: station.after,
  })
const call = (code = '1', more: object = {}, station = counter) =>
  station.ask<CallAnswer>('POST', `/counters/${code}/call`, {
    command: uuidv7(),
    operator: 'sari',
    log: station.log,
    after: station.after,
    ...more,
  })
const logged = (answer: { body: { event: { text: string } } }) =>
  JSON.parse(answer.body.event.text) as LogEvent<Record<string, unknown>>
const rule = (name: string) => ({ status: 422, body: { code: 'refused', detail: { rule: name } } })

describe('numbers', () => {
  it('follow each other whoever asks; the hub’s event is in the log for all, and of its own chain', async () => {
    const answers = await Promise.all([number(), number({}, 'tax', counter), number()])
    expect(answers.map((one) => logged(one).body['number']).sort((a, b) => Number(a) - Number(b))).toEqual([1, 2, 3])
    const { events } = (await desk.page()).body
    for (const { body } of answers) expect(events).toContainEqual(body.event)
  })
  it('the same command is the same number, and never another act', async () => {
    const command = uuidv7()
    const first = await number({ command })
    expect((await number({ command })).body).toEqual(first.body)
    expect(await call('1', { command })).toMatchObject({ status: 409, body: { code: 'command_id_taken' } })
  })
  it('a lease is a block that numbers given meanwhile stay clear of', async () => {
    await number()
    expect(logged(await lease('tax')).body).toMatchObject({ from: 701, to: 720, station: dispenser.station })
    expect(logged(await number()).body['number']).toBe(2)
    expect(logged(await lease('tax')).body).toMatchObject({ from: 721, to: 740 })
  })
  it('a quota is never passed, leased blocks counted: who holds one gives from it', async () => {
    // Half of the 25, since there is one machine.
    expect(logged(await lease('few')).body).toMatchObject({ from: 701, to: 712 })
    const others = []
    for (let i = 0; i < 14; i += 1) others.push(await number({}, 'few', counter))
    expect(others.slice(0, 13).map((one) => logged(one).body['number'])).toEqual(
      Array.from({ length: 13 }, (_, n) => n + 1),
    )
    expect(others[13]).toMatchObject(rule('quota_used'))
    expect(await lease('few', counter)).toMatchObject(rule('quota_used'))
    expect(logged(await number({}, 'few')).body['number']).toBe(701)
  })
  it('one visitor waits once', async () => {
    const visitor = randomUUID()
    expect((await number({ visitor })).status).toBe(200)
    expect(await number({ visitor })).toMatchObject(rule('already_waiting'))
  })
  it('under a new log identity a service goes on a hundred above what was known', async () => {
    await number()
    await desk.publish(
      [desk.text(counterOpened.make(counterStream('3'), { counter: '3', operator: 'a' }, aContext()))],
      {
        acked: 9_999,
      },
    )
    // Asked for the log that was: the answer would stand at a place that means something else by now.
    const before = await number()
    expect(before).toMatchObject({ status: 409, body: { code: 'log_changed' } })
    dispenser.log = (before.body as unknown as { detail: { log: string } }).detail.log
    expect(logged(await number()).body['number']).toBe(102)
    expect(logged(await number()).body['number']).toBe(103)
  })
})

describe('calls', () => {
  it('the first in line, over the counter’s services, then the next', async () => {
    const [a, b] = [await number(), await number({}, 'card')]
    const first = await call()
    expect(first.body.ticket).toBe(a.body.ticket)
    expect(logged(first)).toMatchObject({
      type: 'ticket.called',
      body: { counter: '1', operator: 'sari', outOfOrder: false },
    })
    expect(await call()).toMatchObject(rule('ticket_in_hand'))
    const act = { counter: '1', operator: 'sari' }
    const stream = ticketStream(first.body.ticket)
    await counter.publish([
      counter.text(ticketStarted.make(stream, { ...act, direct: false, outOfOrder: false, slip: null }, aContext())),
      counter.text(ticketFinished.make(stream, { ...act, outcome: 'solved' }, aContext())),
    ])
    expect((await call()).body.ticket).toBe(b.body.ticket)
  })
  it('the one that was chosen, as it was seen; who is not next is out of order', async () => {
    await number()
    const second = await number()
    const chosen = { ticket: second.body.ticket, seen: 1 }
    const called = await call('1', { chosen })
    expect(logged(called)).toMatchObject({ body: { counter: '1', outOfOrder: true } })
    await open(counter, '2')
    expect(await call('2', { chosen })).toMatchObject({
      status: 422,
      body: { code: 'refused', detail: { rule: 'changed', by: '1', state: 'CALLED' } },
    })
  })
  it('rules of the counter hold: unknown, closed, nobody there', async () => {
    expect(await call('9')).toMatchObject(rule('unknown_counter'))
    expect(await call('2')).toMatchObject(rule('counter_closed'))
    expect(await call()).toMatchObject(rule('nobody_waiting'))
  })
  it('priority comes first within its credit', async () => {
    await number()
    const priority = await number({ class: 'priority' })
    expect((await call()).body.ticket).toBe(priority.body.ticket)
  })
  it('a visitor who stands elsewhere is passed over and told of', async () => {
    await open(counter, '2')
    const visitor = randomUUID()
    await number({ visitor })
    const second = await number({ visitor }, 'card')
    const third = await number({}, 'card')
    await call('1')
    expect((await call('2')).body).toMatchObject({ ticket: third.body.ticket, passedOver: second.body.ticket })
  })
  it('an outbox that is not empty comes first', async () => {
    const after = { chain: counter.chain, stationSeq: counter.seq + 1 }
    expect(await call('1', { after })).toMatchObject({ status: 409, body: { code: 'outbox_first' } })
  })
  it('many counters at once: nobody is called twice', async () => {
    const counters = await Promise.all(['1', '2', '3'].map(() => aStation(hub, desk, ['counter'])))
    for (const [i, station] of counters.entries()) await open(station, String(i + 1))
    for (let i = 0; i < 3; i += 1) await number()
    const answers = await Promise.all(counters.map((station, i) => call(String(i + 1), {}, station)))
    expect(new Set(answers.map(({ body }) => body.ticket)).size).toBe(3)
  })
})

describe('places', () => {
  const places = (station: TestStation, want = 'lease', list = 'hall') =>
    station.ask<PlaceAnswer>('POST', `/lists/${list}/places`, {
      want,
      command: uuidv7(),
      log: station.log,
      after: station.after,
    })
  const scan = (station: TestStation, direction: 'entry' | 'exit', visitor: string) =>
    station.text(hallScan(visitor, direction, aContext()))

  it('are shared by the gates, never more than fit, and come back', async () => {
    const [north, south] = [await aStation(hub, desk, ['gate']), await aStation(hub, desk, ['gate'])]
    const first = (await places(north)).body.places
    expect(first).toBe(3)
    const second = (await places(south)).body.places
    expect(second).toBe(2)
    // Three go in at the north gate: its share is used, two stay promised to the south, two are left.
    const visitors = [randomUUID(), randomUUID(), randomUUID()]
    await north.publish(visitors.map((visitor) => scan(north, 'entry', visitor)))
    expect((await places(north)).body.places).toBe(1)
    await places(south, 'return')
    expect((await places(north)).body.places).toBe(2)
    await north.publish(visitors.map((visitor) => scan(north, 'exit', visitor)))
    expect((await places(north)).body.places).toBe(3)
  })
  it('who leaves by a gate that holds a lease makes room at that gate: it is promised once', async () => {
    const [north, south] = [await aStation(hub, desk, ['gate']), await aStation(hub, desk, ['gate'])]
    expect((await places(north)).body.places).toBe(3)
    const visitors = [randomUUID(), randomUUID()]
    await north.publish([
      ...visitors.map((visitor) => scan(north, 'entry', visitor)),
      scan(north, 'exit', visitors[0] ?? ''),
    ])
    // One is inside, two of the three are still the north's: four are left for two gates.
    expect((await places(south)).body.places).toBe(2)
  })
  it('a list without a limit has none to give', async () => {
    const gate = await aStation(hub, desk, ['gate'])
    expect(await places(gate, 'lease', 'door')).toMatchObject(rule('no_capacity'))
    expect(await places(gate, 'lease', 'attic')).toMatchObject(rule('unknown_list'))
  })
})
