import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PeoplePage, PeopleQuery } from '../../core/contract/people'
import type { Hub } from '../../core/hub/port'
import { visitorRegistered, visitorStream, type VisitorFacts } from '../../core/events/visitor'
import { lookupHmac } from '../../db/people/keys'
import { issueCode } from '../codes/visitor-codes'
import { seen } from '../commands/queue/a-queue-folder'
import { recordScan } from '../commands/scan'
import { startPeopleSearch, type PeopleSearch } from '../search/people-search'
import { searchServer } from '../search/search-server'
import type { SearchReply } from '../search/messages'
import type { AppSync } from '../sync/app-sync'
import { Desk } from './a-desk'
import { peopleHandlers } from './people-handlers'

let desk: Desk
let handlers: ReturnType<typeof peopleHandlers>
let search: PeopleSearch

beforeEach(async () => {
  desk = await Desk.make()
  const { dir, keys } = desk.queue.folder
  search = startPeopleSearch({ dir, keys, start: inThisProcess, changed: () => undefined, report: () => undefined })
  handlers = peopleHandlers({ ...desk.station, sync: null, search })
})
afterEach(() => {
  search.stop()
  desk.remove()
})

/** The real server; messages take their turn as between two processes. */
function inThisProcess() {
  let listener: (reply: SearchReply) => void = () => undefined
  const server = searchServer((reply) => setImmediate(() => listener(structuredClone(reply))))
  let isOver = false
  return {
    send: (request: Parameters<typeof server.take>[0]) =>
      setImmediate(() => {
        if (!isOver) server.take(structuredClone(request))
      }),
    onReply: (given: typeof listener) => (listener = given),
    onEnd: () => undefined,
    stop: () => {
      isOver = true
      server.stop()
    },
  }
}

const LIST = 'day-1'
const fill = () => vi.waitFor(() => expect(search.state().ready).toBe(true))

/** A signed code of a visitor that nobody keeps, as a gate makes one for a badge. */
function badgeCode(visitor: string): string {
  const { folder } = desk.queue
  const fair = folder.checkin.fair()
  if (fair === null) throw new Error('no fair')
  const ctx = { now: folder.ports.wall(), newId: folder.ports.newId }
  return folder.log.transact((append) => {
    const code = issueCode(folder, fair, { visitor, category: 'umum', validFrom: null, validUntil: null }, ctx)
    if (!code.ok) throw new Error(code.code)
    append(code.value.event)
    return code.value.text
  })
}

/** A person of the roster, as an import leaves one. */
function person(
  name: string,
  more: { code?: string; phone?: string; institution?: string; category?: string } = {},
): string {
  const { folder, ports } = desk.queue
  const visitor = ports.newId()
  const { phone = null, code = null } = more
  folder.people.put([
    { visitor, group: 'greet', fields: { name }, lookup: { phone } },
    { visitor, group: 'contact', fields: { phone, email: null, code } },
  ])
  const facts: VisitorFacts = {
    visitor,
    category: more.category ?? 'umum',
    institution: more.institution ?? null,
    status: 'active',
    codeHmac: code === null ? null : lookupHmac(folder.keys, 'code', code).toString('hex'),
    rowHmac: null,
    source: 'roster',
  }
  const ctx = { now: ports.wall(), newId: ports.newId }
  folder.log.transact((append) => append(visitorRegistered.make(visitorStream(visitor), facts, ctx)))
  return visitor
}

function scan(code: string, direction: 'entry' | 'exit' = 'entry'): void {
  const request = { scanId: desk.queue.id(), text: code, length: code.length, via: 'wedge' as const, gate: 'north' }
  const done = recordScan(desk.queue.folder, { ...request, direction, typedAt: null }, (fair) => fair.list(LIST))
  if (typeof done === 'string' || done.answer.outcome !== 'admitted') throw new Error(JSON.stringify(done))
}

const page = async (more: Partial<PeopleQuery> = {}, sender = desk.signedIn()): Promise<PeoplePage> => {
  const query = { list: LIST, presence: null, category: null, gate: null, search: '', from: 0, limit: 50, ...more }
  const answer = await handlers['people.page'](query, sender)
  if (!answer.ok) throw new Error(answer.code)
  return answer.value
}
const names = async (more: Partial<PeopleQuery> = {}) => (await page(more)).lines.map(({ name }) => name)

const lastEvents = (n: number) =>
  desk.queue.folder.log
    .readPending(1_000)
    .slice(-n)
    .map(({ text }) => JSON.parse(text) as { type: string; actor?: string; body: Record<string, unknown> })

describe('every call about people', () => {
  it('is refused at a window that is no desk, and at one where nobody signed in', async () => {
    const visitor = person('Siti')
    const query = { list: LIST, presence: null, category: null, gate: null, search: '', from: 0, limit: 50 }
    const calls = (sender = desk.page()) => [
      handlers['people.page'](query, sender),
      handlers['people.person']({ visitor, list: LIST }, sender),
      handlers['people.reveal']({ visitor, reason: 'asked for it' }, sender),
      handlers['people.change']({ visitor, name: 'Other' }, sender),
      handlers['people.move'](
        { visitor, list: LIST, reason: 'other', direction: 'entry', knows: null, scanId: desk.queue.id() },
        sender,
      ),
    ]
    for (const answer of calls()) expect(await answer).toEqual({ ok: false, code: 'not_signed_in' })
    const gate = desk.page({ role: 'gate', gate: 'north', direction: 'entry' })
    for (const answer of calls(gate)) expect(await answer).toEqual({ ok: false, code: 'not_a_desk' })
  })
})

describe('the table', () => {
  it('is in the order of names, with what is known of each', async () => {
    person('Siti', { institution: 'Dinas Sosial' })
    person('Agus')
    await fill()
    const { lines, total, counts } = await page()
    expect(lines.map(({ name }) => name)).toEqual(['Agus', 'Siti'])
    expect(lines[1]).toMatchObject({ institution: 'Dinas Sosial', presence: 'not_here', queue: null })
    expect({ total, counts }).toEqual({ total: 2, counts: { all: 2, not_here: 2, inside: 0, left: 0 } })
  })

  it('follows the log: who is registered, enters and leaves after it was filled', async () => {
    await fill()
    person('Siti', { code: 'CODE-1' })
    person('Agus', { code: 'CODE-2' })
    expect(await names()).toEqual(['Agus', 'Siti'])
    scan('CODE-1')
    scan('CODE-2')
    expect(await names({ presence: 'inside' })).toEqual(['Agus', 'Siti'])
    expect(await names({ gate: 'north' })).toContain('Siti')
    expect(await names({ gate: 'south' })).toEqual([])
    scan('CODE-2', 'exit')
    const { lines, counts } = await page({ presence: 'left' })
    expect(lines).toMatchObject([{ name: 'Agus', gate: { id: 'Pintu Utara' }, leftAt: desk.queue.ports.wall() }])
    expect(counts).toEqual({ all: 2, not_here: 0, inside: 1, left: 1 })
  })

  it('answers before it is filled, and says that names are not ready', async () => {
    person('Siti')
    expect((await page()).names).toMatchObject({ isReady: false })
    await fill()
    expect((await page()).names).toEqual({ isReady: true, done: 1 })
  })

  it('finds by a part of the name, the institution, the code, the phone and the queue number', async () => {
    const siti = person('Siti Kusuma', { code: 'ABC-777', phone: '0812 3456 7890', institution: 'Dinas Sosial' })
    person('Agus')
    await fill()
    const given = desk.queue.give({ visitor: siti })
    if (!given.ok) throw new Error(given.code)
    for (const search of ['kusum', 'sosial', 'ABC-777', '+62 812-3456-7890', 'A-001'])
      expect(await names({ search }), search).toEqual(['Siti Kusuma'])
    expect(await names({ search: 'nobody' })).toEqual([])
  })

  it('shows the live number, afterwards how many are done', async () => {
    const siti = person('Siti')
    await fill()
    desk.queue.give({ visitor: siti })
    expect((await page()).lines[0]?.queue).toEqual({ label: 'A-001', state: 'WAITING' })
  })
})

describe('a person', () => {
  it('is shown with sealed texts masked, and opened for a reason that is kept', async () => {
    const sender = desk.signedIn()
    const visitor = person('Siti', { code: 'ABCD-1234', phone: '081234567890' })
    const shown = await handlers['people.person']({ visitor, list: LIST }, sender)
    expect(shown).toMatchObject({ ok: true, value: { contact: { phone: '08••••••••90', code: 'AB••-••34' } } })
    expect(JSON.stringify(shown)).not.toContain('081234567890')
    const opened = await handlers['people.reveal']({ visitor, reason: 'Ambulance' }, sender)
    expect(opened).toMatchObject({ ok: true, value: { phone: '081234567890' } })
    const [event] = lastEvents(1)
    expect(event).toMatchObject({ type: 'export.personal', actor: 'dyah', body: { what: `contact:${visitor}` } })
    expect(JSON.stringify(event)).not.toContain('Ambulance')
    expect(desk.queue.folder.people.read(String(event?.body['reasonNote']), 'note')).toMatchObject({
      value: { text: 'Ambulance' },
    })
  })

  it('is corrected: sealed rows first, then one event without anything personal', async () => {
    const sender = desk.signedIn('sari')
    const visitor = person('Sity', { phone: '0811' })
    await fill()
    const change = { visitor, name: 'Siti', phone: '0812 222 333', institution: 'Dinas Sosial', category: 'vip' }
    expect(await handlers['people.change'](change, sender)).toEqual({ ok: true, value: null })
    expect(await names({ search: 'siti' })).toEqual(['Siti'])
    expect(await names({ search: '0812222333' })).toEqual(['Siti'])
    const [event] = lastEvents(1)
    expect(event).toMatchObject({
      type: 'visitor.changed',
      actor: 'sari',
      body: { category: 'vip', institution: 'Dinas Sosial', status: 'active' },
    })
    expect(JSON.stringify(event)).not.toMatch(/Siti|0812/)
    expect(desk.pushes).toContain('people')
  })

  it('keeps the phone when only the name is corrected', async () => {
    const visitor = person('Sity', { phone: '0812 222 333' })
    await handlers['people.change']({ visitor, name: 'Siti' }, desk.signedIn())
    expect(desk.queue.folder.people.findByPhone('0812222333')).toEqual([visitor])
    expect(desk.queue.folder.people.read(visitor, 'contact')).toMatchObject({ value: { phone: '0812 222 333' } })
  })

  it('is let out and in by hand, in the journey as staff’s word', async () => {
    const sender = desk.signedIn()
    const visitor = person('Siti', { code: 'CODE-1' })
    scan('CODE-1')
    const move = { visitor, list: LIST, reason: 'on-paper', knows: null }
    const exit = { ...move, scanId: desk.queue.id(), direction: 'exit' as const }
    desk.queue.ports.pass(60_000)
    expect(await handlers['people.move'](exit, sender)).toEqual({ ok: true, value: null })
    expect(await handlers['people.move'](exit, sender)).toEqual({ ok: true, value: null })
    const shown = await handlers['people.person']({ visitor, list: LIST }, sender)
    if (!shown.ok) throw new Error(shown.code)
    expect(shown.value.presence).toBe('left')
    expect(shown.value.journey.steps.map(({ what }) => what)).toMatchObject([
      { is: 'entered', again: false, via: 'wedge' },
      { is: 'exited', via: 'staff' },
    ])
    expect(shown.value.journey.insideMs).toBe(60_000)
  })

  it('who is inside is let in by hand only when staff set the rule aside', async () => {
    const sender = desk.signedIn()
    const visitor = person('Siti', { code: 'CODE-1' })
    scan('CODE-1')
    const move = { visitor, list: LIST, reason: 'on-paper', direction: 'entry' as const, scanId: desk.queue.id() }
    expect(await handlers['people.move']({ ...move, knows: null }, sender)).toMatchObject({
      code: 'rules_differ',
      detail: { refusal: 'already_admitted' },
    })
    expect(await handlers['people.move']({ ...move, knows: 'already_admitted' }, sender)).toMatchObject({ ok: true })
  })

  it('has a journey of two lanes: inside while waiting and being served', async () => {
    const visitor = person('Siti', { code: 'CODE-1' })
    const pass = () => desk.queue.ports.pass(10 * 60_000)
    scan('CODE-1')
    pass()
    desk.queue.number({ visitor })
    desk.queue.open()
    pass()
    const called = desk.queue.do({ do: 'call_next' })
    const started = desk.queue.do({ do: 'start', ...seen(called) })
    pass()
    desk.queue.do({ do: 'finish', ...seen(started), outcome: 'solved' })
    pass()
    scan('CODE-1', 'exit')
    const shown = await handlers['people.person']({ visitor, list: LIST }, desk.signedIn())
    if (!shown.ok) throw new Error(shown.code)
    const { steps, insideMs } = shown.value.journey
    expect(insideMs).toBe(40 * 60_000)
    expect(steps.map(({ what, door, queue }) => [what.is, door.down, queue.down])).toEqual([
      ['entered', 'in', null],
      ['taken', 'in', 'wait'],
      ['served', 'in', 'serve'],
      ['ended', 'in', null],
      ['exited', null, null],
    ])
    expect(steps[2]).toMatchObject({ what: { waitedMs: 10 * 60_000 }, names: { label: 'A-001' } })
    expect(steps[3]).toMatchObject({ what: { outcome: 'solved', servedMs: 10 * 60_000 }, queue: { dot: 'full' } })
  })

  it('who is served for too long shows so, up to the present moment', async () => {
    const visitor = person('Siti')
    desk.queue.number({ visitor })
    desk.queue.open()
    const called = desk.queue.do({ do: 'call_next' })
    desk.queue.do({ do: 'start', ...seen(called) })
    desk.queue.ports.pass(60 * 60_000)
    const shown = await handlers['people.person']({ visitor, list: LIST }, desk.signedIn())
    if (!shown.ok) throw new Error(shown.code)
    const { steps } = shown.value.journey
    expect(steps.at(-1)).toMatchObject({
      what: { is: 'now', doing: 'served', sinceMs: 60 * 60_000 },
      queue: { up: 'over' },
    })
    expect(steps.at(-2)).toMatchObject({ what: { is: 'served' }, queue: { down: 'over' } })
  })

  it('gets another code: the old one is refused from then on, and staff who did it are in the log', async () => {
    const visitor = person('Siti', { code: 'CODE-1' })
    const asked = { visitor, reason: 'lost-code', all: false }
    const given = await handlers['people.newCode'](asked, desk.signedIn('sari'))
    if (!given.ok || given.value === null) throw new Error('no code')
    expect(() => scan('CODE-1')).toThrow('revoked')
    scan(given.value.code)
    const revoked = lastEvents(10).find(({ type }) => type === 'credential.revoked')
    expect(revoked).toMatchObject({ actor: 'sari', body: { visitor, reason: 'lost-code' } })
    const again = await handlers['people.newCode'](asked, desk.signedIn())
    expect(again).toMatchObject({ ok: true })
    if (again.ok && again.value !== null) expect(again.value.code).not.toBe(given.value.code)
  })

  it('whose code is revoked keeps the others, until all of them end', async () => {
    const sender = desk.signedIn('sari')
    const visitor = person('Siti', { code: 'CODE-1' })
    const badge = badgeCode(visitor)
    const shown = () => handlers['people.person']({ visitor, list: LIST }, sender)
    const end = (all: boolean) => handlers['people.revokeCode']({ visitor, reason: 'lost-code', all }, sender)
    expect(await shown()).toMatchObject({ value: { openCodes: 2 } })
    expect(await end(false)).toEqual({ ok: true, value: { ended: 1 } })
    expect(() => scan('CODE-1')).toThrow('revoked')
    expect(await shown()).toMatchObject({ value: { openCodes: 1 } })
    scan(badge)
    expect(await end(true)).toEqual({ ok: true, value: { ended: 1 } })
    expect(() => scan(badge)).toThrow('revoked')
    expect(await end(true)).toEqual({ ok: true, value: { ended: 0 } })
  })

  it('gets a new code that is the only good one, when all others end with it', async () => {
    const visitor = person('Siti', { code: 'CODE-1' })
    const badge = badgeCode(visitor)
    const given = await handlers['people.newCode']({ visitor, reason: 'lost-code', all: true }, desk.signedIn())
    if (!given.ok || given.value === null) throw new Error('no code')
    for (const ended of ['CODE-1', badge]) expect(() => scan(ended)).toThrow('revoked')
    scan(given.value.code)
  })

  it('has no code to end when none was ever given', async () => {
    const visitor = person('Siti')
    const answer = await handlers['people.revokeCode']({ visitor, reason: 'lost-code', all: true }, desk.signedIn())
    expect(answer).toEqual({ ok: false, code: 'no_code' })
  })

  it('who was erased is not brought back by a correction', async () => {
    const visitor = person('Siti')
    desk.queue.folder.people.tombstone(visitor)
    const answer = await handlers['people.change']({ visitor, name: 'Siti' }, desk.signedIn())
    expect(answer).toEqual({ ok: false, code: 'erased' })
  })

  it('who was erased is shown though the hub is silent', async () => {
    const who = person('Ann')
    const silent = { url: 'https://hub.test', port: { stations: () => new Promise(() => undefined) } as unknown as Hub }
    const asking = peopleHandlers({ ...desk.station, search, sync: silent as unknown as AppSync })
    const page = desk.signedIn()
    expect(await asking['people.erase']({ visitor: who }, page)).toMatchObject({ ok: true })
    const shown = await asking['people.person']({ visitor: who, list: LIST }, page)
    expect(shown).toMatchObject({ ok: true, value: { isErased: true, erasure: { end: 'done', asOf: null } } })
  })

  it('is blocked and activated again', async () => {
    const sender = desk.signedIn()
    const visitor = person('Siti', { code: 'CODE-1' })
    await handlers['people.change']({ visitor, status: 'blocked' }, sender)
    expect(desk.queue.folder.checkin.visitor(visitor)).toMatchObject({ status: 'blocked' })
    expect(() => scan('CODE-1')).toThrow('blocked')
    await handlers['people.change']({ visitor, status: 'active' }, sender)
    scan('CODE-1')
  })
})

describe('registering at the desk', () => {
  const answers = (more: object = {}) => ({
    category: 'umum',
    name: 'Siti Kusuma',
    institution: '',
    phone: '0812 3456 7890',
    email: '',
    questions: {},
    consents: [],
    ...more,
  })

  it('is not for a window where nobody signed in', async () => {
    const request = { requestId: desk.queue.id(), answers: answers(), admitTo: null }
    expect(await handlers['people.register'](request, desk.page())).toEqual({ ok: false, code: 'not_signed_in' })
    const { name, institution, phone, email } = answers()
    expect(await handlers['people.suspects']({ name, institution, phone, email }, desk.page())).toEqual({
      ok: false,
      code: 'not_signed_in',
    })
  })

  it('asks first whether the person is known: by phone, then by a similar name', async () => {
    const byPhone = person('Somebody Else', { phone: '+62 812-3456-7890' })
    const byName = person('Siti Kusumah')
    await fill()
    const asked = { name: 'Siti Kusuma', institution: '', phone: '081234567890', email: '' }
    const found = await handlers['people.suspects'](asked, desk.signedIn())
    if (!found.ok) throw new Error(found.code)
    expect(found.value.map(({ id, why }) => [id, why])).toEqual([
      [byPhone, 'contact'],
      [byName, 'name'],
    ])
  })
})
