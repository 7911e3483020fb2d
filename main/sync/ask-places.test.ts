import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NINE, SMALL_FAIR } from '../../core/testing/builders'
import { recordScan } from '../commands/scan'
import { askPlaces } from './ask-places'
import { RigStation, type Fate, type RigTime } from './testing/rig'

// Two gates of a hall with ten places, a desk and a hub.
const HALL = { ...SMALL_FAIR.lists[0], code: 'hall', name: { id: 'Aula', en: 'Hall' }, capacity: 10 }
const PEOPLE = Array.from({ length: 14 }, (_, n) => `CODE-${n}`)
let time: RigTime
let desk: RigStation
let north: RigStation
let south: RigStation
beforeEach(async () => {
  time = { now: NINE }
  ;({ desk } = await RigStation.desk(time, {
    lists: [HALL, { ...HALL, code: 'foyer', name: { id: 'Lobi', en: 'Foyer' }, countOnly: true }],
  }))
  north = await RigStation.beside(desk, 2, ['gate'], time)
  south = await RigStation.beside(desk, 3, ['gate'], time)
  for (const code of PEOPLE) desk.register(code)
  await meet()
})
afterEach(() => [desk, north, south].forEach((station) => station.remove()))

const meet = async () => {
  for (const station of [desk, north, south, desk, north, south])
    expect([await station.once(), ...station.reports]).toEqual([null])
}
/** A scan as the gate's window makes it: places are asked for when none are left here. */
async function scan(
  station: RigStation,
  person: number,
  more: { fates?: Fate[]; direction?: 'exit'; list?: string } = {},
) {
  const { folder, ask } = station
  time.now += 1_000
  const list = folder.checkin.fair()?.list(more.list ?? 'hall') ?? null
  station.fates = [...(more.fates ?? [])]
  if (more.direction === undefined) await askPlaces(folder, ask, list)
  const text = PEOPLE[person] ?? ''
  const request = {
    scanId: folder.ports.newId(),
    text,
    length: text.length,
    via: 'keypad',
    gate: null,
    typedAt: null,
  } as const
  const scanned = recordScan(folder, { ...request, direction: more.direction ?? 'entry' }, () => list)
  if (typeof scanned === 'string') throw new Error(scanned)
  return scanned.answer.reason ?? scanned.answer.outcome
}
const left = (station: RigStation) => station.folder.checkin.leased('hall').left
const CUT: { fates: Fate[] } = { fates: ['lost'] }

describe('places of a hall', () => {
  it('are shared by its gates: cut off, each lets in what it holds and then says full; never more than fit', async () => {
    await north.renew()
    await south.renew()
    expect([left(north), left(south)]).toEqual([5, 2])
    await north.once('lost')
    await south.once('lost')
    const said = []
    for (let person = 0; person < 6; person += 1) said.push(await scan(north, person, CUT))
    for (let person = 6; person < 9; person += 1) said.push(await scan(south, person, CUT))
    expect(said).toEqual([...Array<string>(5).fill('admitted'), 'full', 'admitted', 'admitted', 'full'])
    await meet()
    // Three are left, and the hub gives them to who has somebody standing there.
    for (let person = 9; person < 12; person += 1) expect(await scan(south, person)).toBe('admitted')
    expect(await scan(south, 12)).toBe('full')
    expect(await scan(north, 13)).toBe('full')
  })

  it('come back: with who leaves, and from a gate that serves another list', async () => {
    await north.renew()
    await south.renew()
    for (let person = 0; person < 5; person += 1) expect(await scan(north, person)).toBe('admitted')
    expect(left(north)).toBe(0)
    await north.once('lost')
    // Who leaves by this door makes room at this door, also while it is cut off.
    await scan(north, 0, { direction: 'exit' })
    expect(left(north)).toBe(1)
    expect(await scan(north, 5, CUT)).toBe('admitted')
    expect(await scan(north, 6, CUT)).toBe('full')
    await meet()
    await south.renew(['door'])
    expect(left(south)).toBe(0)
    await north.renew()
    for (let person = 6; person < 11; person += 1) expect(await scan(north, person)).toBe('admitted')
    expect(await scan(north, 11)).toBe('full')
  })

  it('go back to the other gates when the program of one ends', async () => {
    await north.renew()
    await south.renew()
    expect(left(south)).toBeGreaterThan(0)
    await south.giveBack()
    expect(left(south)).toBe(0)
    for (let person = 0; person < 10; person += 1) expect(await scan(north, person)).toBe('admitted')
    expect(await scan(north, 10)).toBe('full')
  })

  it('are held again once the program of that gate starts again, before anybody stands there', async () => {
    await south.renew()
    await south.giveBack()
    expect(left(south)).toBe(0)
    await south.restart()
    await meet()
    await south.renew()
    expect(left(south)).toBe(5)
    await south.once('lost')
    expect(await scan(south, 0, CUT)).toBe('admitted')
  })

  it('are held again by a gate that served another list for a while', async () => {
    await south.renew(['hall'])
    await south.renew(['door'])
    expect(left(south)).toBe(0)
    await south.renew(['hall'])
    expect(left(south)).toBe(5)
  })

  it('go back though some are being asked for, or an ask failed a moment ago', async () => {
    const renewing = south.renew()
    await south.giveBack()
    await renewing
    expect(left(south)).toBe(0)

    await north.renew()
    const held = left(north)
    for (let person = 0; person < held; person += 1) await scan(north, person)
    for (let person = 0; person < 2; person += 1) await scan(north, person, { direction: 'exit' })
    north.fates = ['lost']
    await north.renew()
    await meet()
    expect(left(north)).toBe(2)
    await north.giveBack()
    expect(left(north)).toBe(0)
    // Nothing is asked for any more: the program ends.
    await north.renew()
    expect(left(north)).toBe(0)
  })

  it('are renewed at half, and not asked for again and again when the hall is full', async () => {
    await north.renew()
    const events = () => north.held().size
    const before = events()
    await north.renew()
    expect(events()).toBe(before)
    for (let person = 0; person < 3; person += 1) await scan(north, person)
    await north.renew()
    expect(left(north)).toBe(3)
    for (let person = 3; person < 10; person += 1) expect(await scan(north, person)).toBe('admitted')
    await north.renew()
    await north.renew()
    const full = events()
    await north.renew()
    expect(events()).toBe(full)
  })

  it('of a list that only counts are nobody’s limit', async () => {
    await north.once('lost')
    for (let person = 0; person < 12; person += 1)
      expect(await scan(north, person, { ...CUT, list: 'foyer' })).toBe('admitted')
  })
})
