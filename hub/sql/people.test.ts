import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PeopleAcks, PeoplePage, PeopleRow } from '../../core/hub/wire'
import { aDesk, aHub, aStation, type TestHub, type TestStation } from '../testing/a-hub'

let hub: TestHub
let desk: TestStation
let gate: TestStation
beforeAll(async () => {
  hub = await aHub()
  desk = await aDesk(hub, randomUUID())
  gate = await aStation(hub, desk, ['gate'])
})
afterAll(() => hub.stop())

const row = (more: Partial<PeopleRow> = {}): PeopleRow => ({
  visitor: randomUUID(),
  group: 'greet',
  version: 1,
  sealed: randomBytes(40).toString('base64'),
  phone: null,
  email: null,
  keep: null,
  ...more,
})
const tombstone = (of: PeopleRow): PeopleRow => ({ ...of, version: 0, sealed: null, phone: null, email: null })
const post = async (station: TestStation, ...rows: PeopleRow[]) =>
  (await station.ask<PeopleAcks>('POST', '/people', { rows })).body
const page = async (station: TestStation, after = 0) =>
  (await station.ask<PeoplePage>('GET', `/people?log=${station.log}&after=${after}`)).body
const headOf = async (station: TestStation) => (await page(station)).head

describe('people at the hub', () => {
  it('gives a sealed row back as it came, once, however often it is sent', async () => {
    const after = await headOf(gate)
    const sent = row({ phone: randomBytes(32).toString('base64') })
    expect((await post(gate, sent)).acks).toEqual(['stored'])
    expect((await post(gate, sent)).acks).toEqual(['known'])
    expect((await page(desk, after)).rows).toEqual([{ ...sent, seq: after + 1 }])
  })

  it('the highest version wins; of equal ones the greater SHA-256; whatever the order', async () => {
    const one = row()
    const sha = (it: PeopleRow) =>
      createHash('sha256')
        .update(Buffer.from(it.sealed ?? '', 'base64'))
        .digest('hex')
    const other = { ...one, sealed: randomBytes(40).toString('base64') }
    const [less, greater] = sha(one) < sha(other) ? [one, other] : [other, one]
    expect((await post(gate, less, greater, less)).acks).toEqual(['stored', 'stored', 'older'])
    const newer = { ...one, version: 2 }
    expect((await post(gate, newer, greater)).acks).toEqual(['stored', 'older'])
    const { rows } = await page(desk)
    expect(rows.filter(({ visitor }) => visitor === one.visitor)).toMatchObject([{ version: 2, sealed: newer.sealed }])
  })

  it('a tombstone beats every version for ever, and nothing of the row is left in the database', async () => {
    const one = row({ version: 7, phone: randomBytes(32).toString('base64') })
    await post(gate, one)
    const keep = randomBytes(32).toString('base64')
    expect((await post(desk, { ...tombstone(one), keep })).acks).toEqual(['stored'])
    expect((await post(gate, { ...one, version: 99 }, tombstone(one))).acks).toEqual(['older', 'known'])
    const held = await hub.sql('SELECT sealed, phone, email, version FROM people WHERE visitor = $1', [one.visitor])
    expect(held).toEqual([{ sealed: null, phone: null, email: null, version: 0 }])
    const seen = (await page(gate)).rows.filter(({ visitor }) => visitor === one.visitor)
    expect(seen).toMatchObject([{ sealed: null, keep }])
  })

  it('roles: who may write, who gets what, and who hears of an end', async () => {
    const counter = await aStation(hub, desk, ['counter'])
    const display = await aStation(hub, desk, ['display'])
    const after = await headOf(desk)
    const contact = row({ group: 'contact' })
    const greet = row({ group: 'greet' })
    const staff = row({ group: 'staff' })
    expect((await post(display, greet)).acks).toEqual(['wrong_role'])
    expect((await post(gate, contact, greet, staff)).acks).toEqual(['stored', 'stored', 'stored'])
    const groups = async (station: TestStation) => (await page(station, after)).rows.map(({ group }) => group)
    expect(await groups(desk)).toEqual(['contact', 'greet', 'staff'])
    expect(await groups(counter)).toEqual(['greet', 'staff'])
    expect(await groups(display)).toEqual(['staff'])
    await post(desk, tombstone(contact))
    const ends = async (station: TestStation) =>
      (await page(station, after)).rows.flatMap(({ sealed, group }) => (sealed === null ? [group] : []))
    // A gate cannot open phone numbers, yet it may have written one and must forget it.
    expect(await ends(gate)).toEqual(['contact'])
    expect((await page(display, after)).next).toBe((await page(desk, after)).head)
  })
})
