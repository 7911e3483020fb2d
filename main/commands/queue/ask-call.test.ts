import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { linkOf } from '../../../core/sync/link'
import { NINE } from '../../../core/testing/builders'
import type { CounterAct, CounterView } from '../../../core/contract/counter'
import type { MemoryHub } from '../../../core/testing/memory-hub'
import { RigStation, sure, type Fate, type RigTime } from '../../sync/testing/rig'
import { counterView } from '../../views/counter-view'
import { actAtCounter } from './act'
import { callAtCounter } from './ask-call'
import { issueNumber } from './issue'

// Two counters on computers of their own, and a hub.
let time: RigTime
let hub: MemoryHub
let desk: RigStation
let one: RigStation
let two: RigStation
beforeEach(async () => {
  time = { now: NINE }
  ;({ hub, desk } = await RigStation.desk(time))
  one = await RigStation.beside(desk, 2, ['counter'], time)
  two = await RigStation.beside(desk, 3, ['counter'], time)
  await meet()
  act(one, '1', { do: 'open' })
  act(two, '2', { do: 'open' })
  await meet()
})
afterEach(() => [desk, one, two].forEach((station) => station.remove()))

const meet = async () => {
  for (const station of [desk, one, two, desk, one, two])
    expect([await station.once(), ...station.reports]).toEqual([null])
}
const by = (station: RigStation, counter: string, requestId = station.folder.ports.newId()) => ({
  requestId,
  counter,
  operator: 'sari',
})
const act = (station: RigStation, counter: string, what: CounterAct) =>
  sure(actAtCounter(station.folder, by(station, counter), what))
/** Calls through the hub; `fates` are those of the requests of this call. */
const call = (station: RigStation, counter: string, fates: readonly Fate[] = [], requestId?: string) => {
  station.fates = [...fates]
  return callAtCounter(station.folder, station.ask, by(station, counter, requestId), { do: 'call_next' })
}
const number = (station: RigStation = desk): string => {
  const ordered = issueNumber(station.folder, {
    requestId: station.folder.ports.newId(),
    service: 'tax',
    class: 'normal',
    declaredBy: 'visitor',
    visitor: null,
    via: 'command',
    printing: false,
  })
  time.now += 1_000
  return sure(ordered).ticket ?? ''
}
const ticket = (station: RigStation, id: string) => {
  const fair = station.folder.checkin.fair()
  return fair === null ? null : station.folder.queue.reads(fair).ticket(id)
}
const view = (station: RigStation, counter: string): CounterView => {
  const fair = station.folder.checkin.fair()
  const window = { counter, counters: [counter], signedIn: 'sari', locale: 'id', notices: [] } as const
  const shown =
    fair === null
      ? null
      : counterView(station.folder, fair, {
          ...window,
          link: linkOf(null, { downSince: null, pending: 0, heldBack: 0 }),
        })
  if (shown === null) throw new Error('no such counter')
  return shown
}
const callsOnHub = () => hub.entries.filter((entry) => 'text' in entry && String(entry.text).includes('ticket.called'))

describe('a call while the hub answers', () => {
  it('is the hub’s: two counters get two people, though neither knew of the other’s call', async () => {
    const [first, second] = [number(), number()]
    await meet()
    expect(sure(await call(one, '1')).ticket).toBe(first)
    expect(sure(await call(two, '2')).ticket).toBe(second)
    expect(ticket(one, first)).toMatchObject({ state: 'CALLED', counter: '1' })
    await meet()
    expect(ticket(two, first)).toEqual(ticket(one, first))
    expect(one.folder.log.pendingCount()).toBe(0)
  })

  it('sends what was done here first: who was just finished holds the counter no more', async () => {
    const [first, second] = [number(), number()]
    await meet()
    sure(await call(one, '1'))
    const seen = () => ({ ticket: first, seen: ticket(one, first)?.version ?? 0 })
    act(one, '1', { do: 'start', ...seen() })
    act(one, '1', { do: 'finish', ...seen(), outcome: 'solved' })
    expect(sure(await call(one, '1')).ticket).toBe(second)
  })

  it('takes a rule of the hub as the last word, in the operator’s words', async () => {
    expect(await call(one, '1')).toMatchObject({ code: 'nobody_waiting' })
    // Whoever knows better by what lies here unsent of others is overruled: the hub knows what all have told it.
    number(two)
    expect(await call(one, '1')).toMatchObject({ code: 'nobody_waiting' })
  })

  it('calls the one that was chosen, unless somebody else was faster', async () => {
    number()
    const second = number()
    await meet()
    const seen = ticket(one, second)?.version ?? 0
    const chosen = { do: 'call', ticket: second, seen } as const
    expect(sure(await callAtCounter(one.folder, one.ask, by(one, '1'), chosen)).ticket).toBe(second)
    expect(ticket(one, second)).toMatchObject({ counter: '1', isOutOfOrder: true })
    expect(await callAtCounter(two.folder, two.ask, by(two, '2'), chosen)).toMatchObject({
      code: 'changed',
      detail: { by: '1', state: 'CALLED' },
    })
  })
})

describe('a call whose answer is lost', () => {
  it('is asked again under the same id, and is one call', async () => {
    const first = number()
    number()
    await meet()
    expect(sure(await call(one, '1', ['unanswered'])).ticket).toBe(first)
    await meet()
    expect(callsOnHub()).toHaveLength(1)
    expect(view(one, '1')).toMatchObject({ held: { id: first }, alsoCalled: [], lost: null })
  })

  it('is made here when nothing comes in time; the same person called twice is one call', async () => {
    const first = number()
    await meet()
    const requestId = one.folder.ports.newId()
    expect(sure(await call(one, '1', ['late'], requestId)).ticket).toBe(first)
    // The retry of the page finds what was done, and asks nobody.
    expect(sure(await call(one, '1', ['lost'], requestId))).toMatchObject({ ticket: first, isRepeated: true })
    await meet()
    expect(ticket(desk, first)).toMatchObject({ state: 'CALLED', counter: '1', calls: 1, conflicts: [] })
  })

  it('may leave two: the second is told, comes next, or goes back to its place', async () => {
    const first = number()
    await desk.once()
    // Given at this counter's own computer, which has not heard of the first: its outbox goes out, then the call.
    const own = number(one)
    expect(sure(await call(one, '1', ['arrives', 'late'])).ticket).toBe(own)
    await meet()
    expect(view(one, '1')).toMatchObject({ held: { id: own }, alsoCalled: [{ id: first, label: 'A-K1-01' }] })
    const started = () => ({ ticket: own, seen: ticket(one, own)?.version ?? 0 })
    act(one, '1', { do: 'start', ...started() })
    expect(view(one, '1')).toMatchObject({ held: { id: own, state: 'SERVING' }, alsoCalled: [{ id: first }] })
    act(one, '1', { do: 'finish', ...started(), outcome: 'solved' })
    expect(view(one, '1')).toMatchObject({ held: { id: first }, alsoCalled: [] })
    act(one, '1', { do: 'uncall', ticket: first, seen: ticket(one, first)?.version ?? 0, reason: 'other' })
    await meet()
    expect(ticket(desk, first)).toMatchObject({ state: 'WAITING', conflicts: [] })
  })
})

describe('a call while cut off', () => {
  it('is lost when another counter called first: it is told who serves, and the hands are free', async () => {
    const first = number()
    await meet()
    await one.once('lost')
    // It is known to be cut off: one try for this press, and no more.
    expect(sure(await call(one, '1', ['lost'])).ticket).toBe(first)
    time.now += 1_000
    act(one, '1', { do: 'start', ticket: first, seen: ticket(one, first)?.version ?? 0 })
    time.now += 1_000
    expect(sure(await call(two, '2')).ticket).toBe(first)
    await meet()
    expect(view(one, '1')).toMatchObject({
      held: null,
      lost: { ticket: first, label: 'A-K1-01', state: 'CALLED', counter: { id: 'Loket 2' } },
    })
    expect(view(two, '2')).toMatchObject({ held: { id: first }, lost: null })
    // Told until the counter takes somebody else.
    const second = number()
    await meet()
    expect(sure(await call(one, '1')).ticket).toBe(second)
    expect(view(one, '1')).toMatchObject({ held: { id: second }, lost: null })
  })
})
