import type { WebContents } from 'electron'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WindowPlace } from '../../core/contract/app'
import type { CounterAct, CounterView } from '../../core/contract/counter'
import type { Answer } from '../../core/contract/call'
import { MINUTE } from '../../core/testing/queue-builders'
import { QueueFolder, seen } from '../commands/queue/a-queue-folder'
import { setFirstPin } from '../commands/staff'
import { makeQueueHandlers } from './queue-handlers'

const PIN = '482915'
let queue: QueueFolder
let pushes: number
let places: Map<WebContents, WindowPlace>
let handlers: ReturnType<typeof makeQueueHandlers>

/** A page of a window that stands at a place. */
function page(place: WindowPlace): WebContents {
  const contents = {} as WebContents
  places.set(contents, place)
  return contents
}

beforeEach(async () => {
  queue = await QueueFolder.make()
  await setFirstPin(queue.folder, 'sari', PIN, null)
  pushes = 0
  places = new Map()
  handlers = makeQueueHandlers({
    folder: queue.folder,
    locale: 'id',
    logDamaged: false,
    slips: null,
    placeOf: (sender) => places.get(sender) ?? null,
    changed: () => (pushes += 1),
  })
})
afterEach(() => queue.remove())

const counterPage = () => page({ role: 'counter', counters: ['1', '2'] })
const dispenserPage = () => page({ role: 'dispenser', handScanner: null })
const signIn = (sender: WebContents) => handlers['counter.signIn']({ counter: '1', staff: 'sari', pin: PIN }, sender)
const act = (sender: WebContents, what: CounterAct, requestId = queue.id()) =>
  atOnce(handlers['counter.act']({ counter: '1', requestId, act: what }, sender))
const viewAt = (sender: WebContents) => good(handlers['counter.view']({ counter: '1' }, sender))

/** The answer of a call that works at once. */
function atOnce<A extends object>(answer: A | Promise<A>): A {
  if (answer instanceof Promise) throw new Error('the call takes time')
  return answer
}

/** The value of a call that went well. */
function good<T>(answer: Answer<T, string> | Promise<Answer<T, string>>): T {
  const now = atOnce(answer)
  if (!now.ok) throw new Error(JSON.stringify(now))
  return now.value
}

describe('a window', () => {
  it('asks for nothing that is another place’s', () => {
    const dispenser = dispenserPage()
    expect(handlers['counter.view']({ counter: '1' }, dispenser)).toEqual({ ok: false, code: 'not_a_counter' })
    expect(handlers['display.view'](null, dispenser)).toEqual({ ok: false, code: 'not_a_display' })
    expect(handlers['dispenser.view'](null, counterPage())).toEqual({ ok: false, code: 'not_a_dispenser' })
    expect(handlers['dispenser.view'](null, {} as WebContents)).toEqual({ ok: false, code: 'not_a_dispenser' })
  })

  it('serves its own counters only', () => {
    const sender = page({ role: 'counter', counters: ['2'] })
    expect(handlers['counter.view']({ counter: '1' }, sender)).toEqual({ ok: false, code: 'unknown_counter' })
  })
})

describe('an operator', () => {
  it('signs in before any act', async () => {
    const sender = counterPage()
    expect(act(sender, { do: 'open' })).toMatchObject({ code: 'not_signed_in' })
    await signIn(sender)
    expect(act(sender, { do: 'open' })).toMatchObject({ ok: true })
    expect(viewAt(sender)).toMatchObject({ signedIn: { code: 'sari', name: 'Sari' }, status: 'open', operator: null })
    expect(queue.reads.counter('1').operator).toBe('sari')
  })

  it('is not signed in with a wrong PIN, nor at another window', async () => {
    const sender = counterPage()
    const wrong = await handlers['counter.signIn']({ counter: '1', staff: 'sari', pin: '000000' }, sender)
    expect(wrong).toMatchObject({ code: 'wrong_pin' })
    await signIn(counterPage())
    expect(act(sender, { do: 'open' })).toMatchObject({ code: 'not_signed_in' })
  })

  it('is signed out after four hours without an act, and may sign out', async () => {
    const sender = counterPage()
    await signIn(sender)
    act(sender, { do: 'open' })
    queue.ports.pass(239 * MINUTE)
    expect(act(sender, { do: 'pause', reason: 'meal', until: null })).toMatchObject({ ok: true })
    queue.ports.pass(239 * MINUTE)
    expect(viewAt(sender).signedIn).not.toBeNull()
    queue.ports.pass(MINUTE)
    expect(viewAt(sender)).toMatchObject({ signedIn: null, operator: { code: 'sari' } })
    await signIn(sender)
    atOnce(handlers['counter.signOut'](null, sender))
    expect(act(sender, { do: 'open' })).toMatchObject({ code: 'not_signed_in' })
  })

  it('presses twice and calls one person; every window hears of it', async () => {
    const sender = counterPage()
    await signIn(sender)
    act(sender, { do: 'open' })
    queue.number()
    queue.number()
    const requestId = queue.id()
    const before = pushes
    const first = act(sender, { do: 'call_next' }, requestId)
    const again = act(sender, { do: 'call_next' }, requestId)
    expect(first).toMatchObject({ ok: true, value: { label: 'A-001', view: { waitingCount: 1 } } })
    expect(again).toMatchObject({ ok: true, value: { label: 'A-001', view: { waitingCount: 1 } } })
    expect(pushes).toBeGreaterThan(before)
  })

  it('is told whom the call passed over, and where that visitor stands', async () => {
    const visitor = queue.id()
    queue.open('3')
    queue.number({ visitor, service: 'bills' })
    queue.number({ visitor })
    queue.number()
    queue.do({ do: 'call_next' }, '3')
    const sender = counterPage()
    await signIn(sender)
    act(sender, { do: 'open' })
    expect(viewAt(sender)).toMatchObject({ next: { label: 'A-002' }, waiting: [{ elsewhere: { id: 'Loket 3' } }, {}] })
    expect(act(sender, { do: 'call_next' })).toMatchObject({
      value: { label: 'A-002', passedOver: { label: 'A-001', counter: { id: 'Loket 3' } } },
    })
  })
})

describe('what a counter shows', () => {
  const NAME = 'Raden Ayu Siti'
  const known = () => {
    const visitor = queue.id()
    queue.folder.people.put([{ visitor, group: 'greet', fields: { name: NAME } }])
    return visitor
  }

  it('has no name in it before the call, and the name after it', () => {
    const sender = counterPage()
    queue.number({ visitor: known() })
    queue.open()
    expect(JSON.stringify(viewAt(sender))).not.toContain(NAME)
    queue.do({ do: 'call_next' })
    expect(viewAt(sender).held?.name).toBe(NAME)
  })

  it('tells who waits too long: over the target, and half as much again', () => {
    const sender = counterPage()
    queue.number()
    const late = (view: CounterView) => view.waiting.map((row) => row.late)
    queue.ports.pass(30 * MINUTE)
    expect(late(viewAt(sender))).toEqual([0])
    queue.ports.pass(1)
    expect(late(viewAt(sender))).toEqual([1])
    queue.ports.pass(15 * MINUTE - 1)
    expect(late(viewAt(sender))).toEqual([1])
    queue.ports.pass(1)
    expect(late(viewAt(sender))).toEqual([2])
  })

  it('shows the note of a transfer to who calls next', () => {
    const visitor = queue.id()
    queue.open('2')
    queue.number({ visitor })
    queue.number({ visitor, service: 'bills' })
    const called = queue.do({ do: 'call_next' }, '2')
    queue.do({ do: 'cancel', ...seen(queue.ticket(queue.reads.liveOf(visitor)[1]?.id ?? '')), reason: 'left' }, '2')
    queue.do({ do: 'transfer', ...seen(called), to: 'bills', place: null, note: 'Berkas kurang' }, '2')
    const sender = page({ role: 'counter', counters: ['3'] })
    const view = good(handlers['counter.view']({ counter: '3' }, sender))
    expect(view.next).toMatchObject({ label: 'A-001', noteText: 'Berkas kurang', noteFrom: { id: 'Loket 2' } })
  })

  it('counts the day: done, within target, half of the servings', () => {
    const sender = counterPage()
    queue.open()
    for (const minutes of [4, 20]) {
      queue.number()
      const serving = queue.do({ do: 'start', ...seen(queue.do({ do: 'call_next' })) })
      queue.ports.pass(minutes * MINUTE)
      queue.do({ do: 'finish', ...seen(serving), outcome: 'solved' })
    }
    const { tally, idleSince, undo } = viewAt(sender)
    expect(tally).toMatchObject({ done: 2, withinTarget: 1, serviceP50: 4 * MINUTE, missed: 0 })
    expect(tally.servings.map(({ ms }) => ms)).toEqual([4 * MINUTE, 20 * MINUTE])
    expect(idleSince).toBe(queue.ports.wall())
    expect(undo).toMatchObject({ what: 'finished', label: 'A-002' })
  })
})

describe('a display', () => {
  it('shows the newest call first, one row a number, of its zones only, and no name', () => {
    const display = page({ role: 'display', zones: [], isSpoken: true })
    queue.open('1')
    queue.open('3')
    queue.number()
    queue.number({ service: 'bills' })
    queue.do({ do: 'call_next' }, '1')
    queue.ports.pass(1_000)
    const called = queue.do({ do: 'call_next' }, '3')
    queue.ports.pass(6_000)
    queue.do({ do: 'recall', ticket: called.id }, '3')
    const view = good(handlers['display.view'](null, display))
    expect(view.calls.map(({ label, calls, counter }) => [label, calls, counter.code])).toEqual([
      ['B-001', 2, '3'],
      ['A-001', 1, '1'],
    ])
    const elsewhere = page({ role: 'display', zones: ['Z'], isSpoken: false })
    expect(good(handlers['display.view'](null, elsewhere))).toMatchObject({ calls: [], voice: { isOn: false } })
  })
})

describe('a dispenser', () => {
  const issue = (sender: WebContents, requestId = queue.id()) =>
    handlers['dispenser.issue']({ requestId, service: 'tax', class: 'normal', visitor: null, locale: 'id' }, sender)

  it('gives one number for one press, with its signed code', () => {
    const sender = dispenserPage()
    const requestId = queue.id()
    const [first, again] = [good(issue(sender, requestId)), good(issue(sender, requestId))]
    expect(first).toMatchObject({ label: 'A-001', print: 'none', ahead: 0, estimate: null })
    expect(first.qr).toMatch(/^PDQ1:/)
    expect(again.ticket).toBe(first.ticket)
    expect(good(handlers['dispenser.view'](null, sender)).agencies[0]).toMatchObject({ waiting: 1, notNow: null })
  })

  it('says how long it takes only when a counter is open', () => {
    const sender = dispenserPage()
    queue.open()
    const { estimate } = good(issue(sender))
    expect(estimate?.to).toBeGreaterThan(estimate?.from ?? Infinity)
  })

  it('says so too of a counter in a pause with an end, and nothing of one without', () => {
    const sender = dispenserPage()
    queue.open()
    queue.act({ do: 'pause', reason: 'prayer', until: null })
    expect(good(issue(sender)).estimate).toBeNull()
    queue.open()
    queue.act({ do: 'pause', reason: 'prayer', until: queue.ports.wall() + 30 * MINUTE })
    expect(good(issue(sender)).estimate?.to).toBeGreaterThan(30 * MINUTE)
  })

  it('knows the holder of a slip, and nobody by a strange text', () => {
    const sender = dispenserPage()
    const visitor = queue.id()
    const given = queue.number({ visitor })
    const { qr } = good(handlers['dispenser.ticket']({ ticket: given.id }, sender))
    expect(handlers['dispenser.identify']({ text: qr, length: qr.length }, sender)).toMatchObject({
      value: { visitor, tickets: [{ label: 'A-001' }] },
    })
    expect(handlers['dispenser.identify']({ text: 'https://x', length: 9 }, sender)).toMatchObject({
      code: 'unknown_code',
    })
  })

  it('opens its panel with a PIN for two minutes, and pauses a service from there', async () => {
    const sender = dispenserPage()
    const pause = { do: 'pause_service', service: 'tax', reason: 'system', until: null } as const
    expect(await handlers['dispenser.staffAct'](pause, sender)).toMatchObject({ code: 'not_signed_in' })
    await handlers['dispenser.openPanel']({ staff: 'sari', pin: PIN }, sender)
    expect(await handlers['dispenser.staffAct'](pause, sender)).toMatchObject({
      ok: true,
      value: { staff: { name: 'Sari' }, services: [{ code: 'tax', paused: true }, { paused: false }] },
    })
    expect(issue(sender)).toMatchObject({ code: 'on_break' })
    queue.ports.pass(2 * MINUTE)
    expect(await handlers['dispenser.panel'](null, sender)).toMatchObject({ code: 'not_signed_in' })
  })

  it('lets staff tell a number whose slip never came', async () => {
    const sender = dispenserPage()
    const given = queue.number({ printing: true })
    await handlers['dispenser.openPanel']({ staff: 'sari', pin: PIN }, sender)
    queue.ports.pass(100_000)
    expect(await handlers['dispenser.panel'](null, sender)).toMatchObject({
      value: { unprinted: [{ label: 'A-001' }] },
    })
    await handlers['dispenser.staffAct']({ do: 'number_told', ticket: given.id }, sender)
    expect(queue.ticket(given.id).state).toBe('WAITING')
  })
})
