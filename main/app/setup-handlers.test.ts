import type { WebContents } from 'electron'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Input } from '../../core/contract/channels'
import type { SetupView } from '../../core/contract/setup'
import { FairSetup } from '../../core/setup/schema'
import { setFirstPin, signIn } from '../commands/staff'
import { meet, QueueFolder } from '../commands/queue/a-queue-folder'
import { Desk, DESK_PIN } from './a-desk'
import { deskSession } from './desk-session'
import { setupHandlers } from './setup-handlers'

let desk: Desk
let handlers: ReturnType<typeof setupHandlers>
let page: WebContents

beforeEach(async () => {
  desk = await Desk.make()
  handlers = setupHandlers(desk.station)
  page = desk.signedIn('dyah')
})
afterEach(() => desk.remove())

type Edit = Input<'setup.change'>['edit']
type Row = Extract<Edit, { do: 'add' }>['row']

async function view(): Promise<SetupView> {
  const answer = await handlers['setup.view'](null, page)
  if (!answer.ok) throw new Error(answer.code)
  return answer.value
}
/** The edit that a form makes which changes these fields of a row. */
async function put(part: 'services' | 'staff' | 'lists', code: string, more: object): Promise<Edit> {
  const { file } = await view()
  const seen = file[part].find((row) => row.code === code) as unknown as Row
  return { do: 'put', part, code, row: { ...seen, ...more }, seen }
}
const change = async (edit: Edit, confirmed = false) => {
  const answer = await handlers['setup.change']({ edit, confirmed }, page)
  if (!answer.ok) throw new Error(answer.code)
  return answer.value
}
const history = async () => {
  const answer = await handlers['setup.history']({ limit: 50 }, page)
  if (!answer.ok) throw new Error(answer.code)
  return answer.value
}
const quota = async () => (await view()).file.services[0]?.quota

describe('the set-up at the desk', () => {
  it('is shown and changed by organizers alone', async () => {
    const sari = desk.signedIn('sari')
    const edit = await put('services', 'tax', { quota: 5 })
    for (const answer of [
      await handlers['setup.view'](null, sari),
      await handlers['setup.change']({ edit, confirmed: true }, sari),
      await handlers['setup.history']({ limit: 1 }, sari),
      await handlers['setup.resetPin']({ staff: 'rudi' }, sari),
    ])
      expect(answer).toEqual({ ok: false, code: 'role_too_low' })
    expect(await handlers['setup.view'](null, desk.page())).toEqual({ ok: false, code: 'not_signed_in' })
  })

  it('becomes a new event of the whole, with who wrote it; every window is told', async () => {
    expect(await change(await put('services', 'tax', { quota: 40 }))).toEqual({
      is: 'done',
      changed: true,
      code: 'tax',
    })
    expect(await quota()).toBe(40)
    const { entries, total } = await history()
    expect(total).toBe(2)
    expect(entries[0]).toMatchObject({ by: { code: 'dyah', name: 'Dyah' }, station: { isHere: true, number: null } })
    expect(entries[1]).toMatchObject({ by: null })
    for (const topic of ['setup', 'app', 'gate', 'queue', 'desk']) expect(desk.pushes).toContain(topic)
    const difference = await handlers['setup.difference']({ version: entries[0]?.version ?? '' }, page)
    expect(difference).toMatchObject({
      value: { difference: { rows: [{ code: 'tax', fields: [{ field: 'quota', plain: { from: null, to: 40 } }] }] } },
    })
    const first = await handlers['setup.difference']({ version: entries[1]?.version ?? '' }, page)
    expect(first).toMatchObject({ ok: true, value: { difference: null } })
  })

  it('writes nothing where nothing changes, and nothing where something is wrong', async () => {
    expect(await change(await put('services', 'tax', {}))).toMatchObject({ is: 'done', changed: false })
    expect(await change(await put('services', 'tax', { quota: 0 }))).toMatchObject({
      is: 'problems',
      problems: [{ path: 'quota', is: 'more_than' }],
    })
    expect((await history()).total).toBe(1)
    expect(desk.pushes).toEqual([])
  })

  it('asks before it breaks what runs, and then does as told', async () => {
    desk.queue.open()
    desk.queue.number()
    const edit = await put('services', 'tax', { hours: [{ from: '12:00', to: '16:00' }] })
    expect(await change(edit)).toMatchObject({
      is: 'asks_first',
      breaks: [{ why: 'service_closes', values: { n: 1 } }],
    })
    expect((await history()).total).toBe(1)
    expect(await change(edit, true)).toMatchObject({ is: 'done' })
    expect((await view()).file.services[0]?.hours).toEqual([{ from: '12:00', to: '16:00' }])
  })

  it('shows what another desk made of the same row meanwhile, and takes both where the rows differ', async () => {
    const [mine, same, other] = [
      await put('services', 'tax', { quota: 10 }),
      await put('services', 'tax', { quota: 20 }),
      await put('services', 'bills', { quota: 30 }),
    ]
    await change(mine)
    expect(await change(same)).toMatchObject({ is: 'changed_meanwhile', now: { quota: 10 } })
    expect(await change(other)).toMatchObject({ is: 'done' })
    expect((await view()).file.services.map((service) => service.quota)).toEqual([10, 30])
  })

  it('keeps names of staff out of the log', async () => {
    const row = { code: '', name: 'Ratih Puspaningrum', role: 'operator' }
    expect(await change({ do: 'add', part: 'staff', row })).toMatchObject({ is: 'done', code: 'petugas-1' })
    expect((await view()).file.staff.at(-1)?.name).toBe('Ratih Puspaningrum')
    expect(await change(await put('staff', 'petugas-1', { name: 'Ratih P.' }))).toMatchObject({ changed: true })
    expect((await view()).file.staff.at(-1)?.name).toBe('Ratih P.')
    const texts = desk.queue.folder.log.stream('setup').map(({ event }) => JSON.stringify(event))
    expect(texts).toHaveLength(2)
    expect(texts.join('')).not.toContain('Ratih')
  })
})

describe('an older set-up', () => {
  it('is put back as a new one, and that can be taken back too', async () => {
    await change(await put('services', 'tax', { quota: 40 }))
    const [now, first] = (await history()).entries
    const restore = (version = '', seen = '', confirmed = false) =>
      handlers['setup.restore']({ version, seen, confirmed }, page)
    expect(await restore(first?.version, now?.version)).toMatchObject({ value: { is: 'done', changed: true } })
    expect(await quota()).toBeNull()
    const latest = (await history()).entries[0]
    expect(await restore(now?.version, latest?.version)).toMatchObject({ value: { is: 'done' } })
    expect(await quota()).toBe(40)
    expect((await history()).total).toBe(4)
    expect(await restore(first?.version, now?.version)).toEqual({ ok: false, code: 'setup_moved' })
    expect(await restore('00000000-0000-7000-8000-00000000dead', now?.version)).toMatchObject({
      code: 'unknown_version',
    })
  })

  it('asks first as any change does', async () => {
    const [first] = (await history()).entries
    await change({
      do: 'add',
      part: 'counters',
      row: { code: '9', name: { id: 'L9', en: 'C9' }, services: ['tax'], zone: 'A' },
    })
    desk.queue.open('9')
    const [now] = (await history()).entries
    const asked = { version: first?.version ?? '', seen: now?.version ?? '', confirmed: false }
    expect(await handlers['setup.restore'](asked, page)).toMatchObject({
      value: { is: 'asks_first', breaks: [{ why: 'counter_open', name: { id: 'L9' } }] },
    })
  })

  it('of another station stands in the hub’s order', async () => {
    const beside = await QueueFolder.beside(desk.queue, 7)
    await change(await put('services', 'tax', { quota: 40 }))
    meet(desk.queue, beside)
    const setup = (at: QueueFolder) => at.folder.checkin.fair()?.setup.services[0]?.quota
    expect(setup(beside)).toBe(40)
    expect(beside.folder.setups.history(9).map(({ actor }) => actor)).toEqual(['dyah', null])
    expect(beside.folder.setups.history(1)[0]?.station).toBe(desk.queue.folder.log.station)
    beside.remove()
  })
})

describe('a forgotten PIN', () => {
  it('is taken by an organizer, never their own, and set anew with a colleague', async () => {
    const { folder } = desk.queue
    expect(await handlers['setup.resetPin']({ staff: 'dyah' }, page)).toEqual({ ok: false, code: 'own_pin' })
    expect(await handlers['setup.resetPin']({ staff: 'nobody' }, page)).toEqual({ ok: false, code: 'unknown_staff' })
    expect(await handlers['setup.resetPin']({ staff: 'rudi' }, page)).toMatchObject({ ok: true })
    expect((await view()).withPin).toEqual(['dyah', 'sari'])
    expect(await signIn(folder, 'rudi', DESK_PIN, 'counter')).toMatchObject({ ok: false, code: 'pin_not_set' })
    expect(await setFirstPin(folder, 'rudi', '907134', null)).toMatchObject({ code: 'voucher_needed' })
    expect(await setFirstPin(folder, 'rudi', '907134', { staff: 'sari', pin: DESK_PIN })).toMatchObject({ ok: true })
    expect(folder.log.stream('staff:rudi').map(({ event }) => [event.type, event.actor])).toContainEqual([
      'staff.pin_reset',
      'dyah',
    ])
  })
})

describe('somebody who gives up their own role', () => {
  it('is asked first, and is out at once', async () => {
    await change(await put('staff', 'sari', { role: 'organizer' }))
    const edit = await put('staff', 'dyah', { role: 'operator' })
    expect(await change(edit)).toMatchObject({ is: 'asks_first', breaks: [{ why: 'own_role' }] })
    await change(edit, true)
    expect(deskSession(desk.station, page, 'organizer')).toMatchObject({ code: 'role_too_low' })
  })
})

it('the set-up in the log is a set-up as the schema has it', async () => {
  await change(await put('lists', 'day-1', { capacity: 10 }))
  const last = desk.queue.folder.log.stream('setup').at(-1)?.event.body as { setup: unknown }
  expect(FairSetup.parse(last.setup)).toEqual(last.setup)
})
