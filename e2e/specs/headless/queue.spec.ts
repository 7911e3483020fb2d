import { readFileSync } from 'node:fs'
import { sure } from '../../helpers/folder'
import { behind, cells, cli, expect, makeFair, rosterOf, sound, test, type File } from './small-fair'
import { expectRefused, type Json } from './support'

const text = (word: string) => ({ id: word, en: word })
const service = (code: string, prefix: string, more: object = {}) => ({
  code,
  agency: 'kantor',
  name: text(`Layanan ${code}`),
  prefix,
  hours: [{ from: '00:00', to: '24:00' }],
  ...more,
})

/** The small fair with two services and three counters that are open around the clock. */
const QUEUE_FAIR = {
  agencies: [{ code: 'kantor', name: text('Kantor'), shortName: 'Kantor', subtitle: text('Layanan') }],
  services: [
    service('pajak', 'A', { appointments: { everyMinutes: 30, places: 1 } }),
    service('paspor', 'B', { quota: 1 }),
  ],
  counters: [
    { code: '1', name: { id: 'Loket 1', en: 'Counter 1' }, services: ['pajak'], zone: 'A' },
    { code: '2', name: { id: 'Loket 2', en: 'Counter 2' }, services: ['pajak', 'paspor'], zone: 'A' },
  ],
}

const makeQueue = (dir: string, file: File, more: object = {}) => makeFair(dir, file, { ...QUEUE_FAIR, ...more })
const does = async (dir: string, ...args: string[]): Promise<Json> => sure(await cli(dir, ...args))

test('a visitor from the number to the end, and what a counter may do meanwhile', async ({ dir, file }) => {
  await makeQueue(dir, file)
  expect(await does(dir, 'issue', 'pajak')).toMatchObject({
    number: 'A-001',
    state: 'WAITING',
    ahead: 0,
    estimate: null,
  })
  // Who has priority stands before who came a moment earlier.
  expect(await does(dir, 'issue', 'Layanan pajak', '--class', 'priority')).toMatchObject({ number: 'A-002', ahead: 0 })
  expect(await does(dir, 'call', '1')).toMatchObject({ number: 'A-002', counter: '1', state: 'CALLED' })
  expectRefused(await cli(dir, 'call', '1'), 'ticket_in_hand', 'A-002')
  expectRefused(await cli(dir, 'recall', '1'), 'too_soon', 'second')
  expect(await does(dir, 'start', '1')).toMatchObject({ state: 'SERVING' })
  expect(await does(dir, 'park', '1', '--reason', 'copy')).toMatchObject({ state: 'PARKED' })
  expect(await does(dir, 'call', '1')).toMatchObject({ number: 'A-001' })
  expectRefused(await cli(dir, 'no-show', '1'), 'too_soon')
  expect(await does(dir, 'no-show', '1', '--reason', 'left')).toMatchObject({ state: 'MISSED' })
  expect(await does(dir, 're-enter', 'a-001')).toMatchObject({ number: 'A-001', state: 'WAITING' })
  expect(await does(dir, 'resume', '1')).toMatchObject({ number: 'A-002', state: 'SERVING' })
  expect(await does(dir, 'finish', '1')).toMatchObject({ state: 'DONE' })
  expect(await does(dir, 'undo', '1')).toMatchObject({ number: 'A-002', state: 'SERVING' })
  expect(await does(dir, 'finish', '1', '--outcome', 'pending')).toMatchObject({ state: 'DONE' })
  expect(await does(dir, 'call', 'Counter 2')).toMatchObject({ number: 'A-001', counter: '2' })
  expect(await does(dir, 'uncall', '2')).toMatchObject({ state: 'WAITING' })
  expect(await does(dir, 'call', '2')).toMatchObject({ number: 'A-001' })
  expect(await does(dir, 'transfer', '2', '--to', 'paspor', '--note', 'Paspor lama hilang')).toMatchObject({
    service: 'paspor',
    state: 'WAITING',
  })
  expect(await does(dir, 'pause', '2', '--reason', 'prayer', '--until', '23:59')).toMatchObject({ state: 'paused' })
  expectRefused(await cli(dir, 'call', '2'), 'counter_paused')
  expect(await does(dir, 'open', '2')).toMatchObject({ ticket: null, counter: '2', state: 'open' })
  expect(await does(dir, 'cancel', 'A-001')).toMatchObject({ state: 'CANCELLED' })
  expect(await does(dir, 'close', '2')).toMatchObject({ state: 'closed' })

  const { services } = (await does(dir, 'stats')) as { services: Json[] }
  expect(services[0]).toMatchObject({ code: 'pajak', counters: ['1', '2'], waiting: 0, serving: 0, done: 1, missed: 0 })
  expect(services[0]?.['waitP50']).toEqual(expect.any(Number))
  await sound(dir)
  const rows = () => behind(dir, 'log', (db) => db.prepare('SELECT * FROM ticket ORDER BY id').all())
  const before = rows()
  await does(dir, 'rebuild')
  expect(rows()).toEqual(before)
  expect(readFileSync(`${dir}/log.sqlite`).includes('Paspor lama')).toBe(false)
})

test('each refusal has its code and says in both languages what to do', async ({ dir, file }) => {
  await makeQueue(dir, file)
  sure(await cli(dir, 'import', 'roster', file('r.csv', rosterOf(1))))
  expectRefused(await cli(dir, 'issue', 'nihil'), 'unknown_service', 'pajak, paspor')
  expectRefused(await cli(dir, 'issue', 'pajak', '--class', 'vip'), 'unknown_class')
  expectRefused(await cli(dir, 'issue', 'pajak', '--visitor', 'S9'), 'unknown_code')
  await does(dir, 'issue', 'pajak', '--visitor', 'S1')
  expectRefused(await cli(dir, 'issue', 'pajak', '--visitor', 'S1'), 'already_waiting', 'A-001')
  await does(dir, 'issue', 'paspor')
  expectRefused(await cli(dir, 'issue', 'paspor'), 'quota_used')
  expectRefused(await cli(dir, 'call', '9'), 'unknown_counter', '1, 2')
  expectRefused(await cli(dir, 'start', '1'), 'nothing_in_hand')
  expectRefused(await cli(dir, 'pause', '1'), 'counter_closed')
  expectRefused(await cli(dir, 'cancel', 'B-099'), 'unknown_ticket', 'B-099')
  expectRefused(await cli(dir, 'cancel', 'A-001', '--reason', 'bosan'), 'unknown_reason', 'bosan')
  expectRefused(await cli(dir, 're-enter', 'A-001'), 'wrong_state', 'waiting')
  expectRefused(await cli(dir, 'check-in', 'A-001'), 'wrong_state')
  expectRefused(await cli(dir, 'book', 'paspor', '--at', '2099-01-01T10:00'), 'no_appointments')
  expectRefused(await cli(dir, 'book', 'pajak', '--at', '2099-01-01T10:07'), 'bad_slot')
  expectRefused(await cli(dir, 'undo', '1'), 'nothing_to_undo')
  await does(dir, 'call', '1')
  expectRefused(await cli(dir, 'transfer', '1'), 'option_missing', '--to')
  expectRefused(await cli(dir, 'transfer', '1', '--to', 'pajak'), 'same_service')
  await does(dir, 'start', '1')
  expectRefused(await cli(dir, 'finish', '1', '--outcome', 'perhaps'), 'unknown_outcome')
  expectRefused(await cli(dir, 'close', '1'), 'ticket_in_hand', 'A-001')
  await does(dir, 'finish', '1')
  expectRefused(await cli(dir, 'call', '1'), 'nobody_waiting')
})

test('a slot is booked once, and its number comes with the visitor', async ({ dir, file }) => {
  await makeQueue(dir, file)
  // The next slot that begins: half hours around the clock, in the fair's own time.
  const half = 30 * 60_000
  const at = new Date(Math.ceil((Date.now() + 1_000) / half) * half).toISOString()
  const booked = await does(dir, 'book', 'pajak', '--at', at)
  expect(booked).toMatchObject({ state: 'BOOKED', number: 'A' })
  expectRefused(await cli(dir, 'book', 'pajak', '--at', at), 'slot_taken')
  const answer = await cli(dir, 'check-in', String(booked['ticket']))
  // Around midnight in Jakarta the next slot is tomorrow's, and its visitor comes tomorrow.
  if (answer.answer?.['code'] === 'not_today') return
  expect(answer.answer).toMatchObject({ number: 'A-001', state: 'WAITING' })
})

test('eight counters call side by side, each somebody else', async ({ dir, file }) => {
  const counters = Array.from({ length: 8 }, (_, i) => ({
    code: `${i + 1}`,
    name: text(`Loket ${i + 1}`),
    services: ['pajak'],
    zone: 'A',
  }))
  await makeQueue(dir, file, { counters })
  for (let i = 0; i < 7; i += 1) await does(dir, 'issue', 'pajak')
  const calls = await Promise.all(counters.map(({ code }) => cli(dir, 'call', code)))
  const numbers = calls.flatMap(({ code, answer }) => (code === 0 ? [answer?.['number']] : []))
  expect(new Set(numbers)).toEqual(new Set(['A-001', 'A-002', 'A-003', 'A-004', 'A-005', 'A-006', 'A-007']))
  expect(numbers).toHaveLength(7)
  expect(calls.filter(({ code }) => code !== 0).map(({ answer }) => answer?.['code'])).toEqual(['nobody_waiting'])
  await sound(dir)
})

test('tickets leave in a table with all their times, and names only with a reason', async ({ dir, file }) => {
  await makeQueue(dir, file)
  sure(await cli(dir, 'import', 'roster', file('r.csv', rosterOf(1))))
  await does(dir, 'issue', 'pajak', '--visitor', 'S1')
  await does(dir, 'call', '1')
  await does(dir, 'start', '1')
  await does(dir, 'finish', '1', '--outcome', 'refused')
  expect(await does(dir, 'export', 'tickets', '--out', file('t.csv'))).toMatchObject({ rows: 1 })
  const [header = [], row = []] = cells(file('t.csv'))
  const cell = (name: string) => row[header.indexOf(name)]
  expect(['Number', 'Service', 'State', 'Outcome', 'Counter', 'Operator', 'Calls'].map(cell)).toEqual([
    'A-001',
    'Layanan pajak',
    'DONE',
    'refused',
    'Counter 1',
    'cli',
    '1',
  ])
  for (const name of ['Issued', 'Called', 'Serving from', 'Ended'])
    expect(cell(name)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+07:00$/)
  for (const name of ['Wait (seconds)', 'Served (seconds)', 'Stay (seconds)'])
    expect(Number(cell(name))).toBeLessThan(60)
  expect(readFileSync(file('t.csv'), 'utf8')).not.toContain('Orang Ke1')
  await does(dir, 'export', 'tickets', '--out', file('p.csv'), '--personal', 'audit')
  expect(readFileSync(file('p.csv'), 'utf8')).toContain('Orang Ke1')
})

test('closing the day ends whatever is left', async ({ dir, file }) => {
  await makeQueue(dir, file)
  await does(dir, 'issue', 'pajak')
  await does(dir, 'issue', 'pajak')
  await does(dir, 'call', '1')
  expect(await does(dir, 'close-day')).toEqual({ closed: 2 })
  expect(await does(dir, 'close-day')).toEqual({ closed: 0 })
  expectRefused(await cli(dir, 'start', '1'), 'nothing_in_hand')
})
