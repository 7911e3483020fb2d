import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { labelOf } from '../../../core/commands/queue/checks'
import { LEASES_FROM } from '../../../core/queue/numbers'
import { NINE } from '../../../core/testing/builders'
import { RigStation, sure, type Fate, type RigTime } from '../../sync/testing/rig'
import { actAtCounter } from './act'
import { numberByHub } from './ask-number'
import { issueNumber } from './issue'

// Two machines that give numbers, a desk and a hub.
let time: RigTime
let desk: RigStation
let one: RigStation
let two: RigStation
beforeEach(async () => {
  time = { now: NINE }
  ;({ desk } = await RigStation.desk(time))
  one = await RigStation.beside(desk, 2, ['dispenser'], time)
  two = await RigStation.beside(desk, 3, ['dispenser'], time)
  await meet()
})
afterEach(() => [desk, one, two].forEach((station) => station.remove()))

const meet = async () => {
  for (const station of [desk, one, two, desk, one, two])
    expect([await station.once(), ...station.reports]).toEqual([null])
}
const request = (station: RigStation, more: object = {}) => ({
  requestId: station.folder.ports.newId(),
  service: 'tax',
  class: 'normal' as const,
  declaredBy: 'visitor' as const,
  visitor: null,
  via: 'dispenser' as const,
  printing: false,
  ...more,
})
const press = (station: RigStation, fates: readonly Fate[] = [], more: object = {}) => {
  time.now += 1_000
  station.fates = [...fates]
  return numberByHub(station.folder, station.ask, request(station, more))
}
const reads = ({ folder }: RigStation) => {
  const fair = folder.checkin.fair()
  if (fair === null) throw new Error('no fair')
  return folder.queue.reads(fair)
}
const labelAt = (station: RigStation, id: string | null) => {
  const ticket = id === null ? null : reads(station).ticket(id)
  return ticket === null ? null : labelOf(ticket)
}
/** The number somebody got, as it is written. */
const label = async (station: RigStation, fates: readonly Fate[] = [], more: object = {}) =>
  labelAt(station, sure(await press(station, fates, more)).ticket)
const cutOff = (station: RigStation) => station.once('lost')

describe('a number while the hub answers', () => {
  it('follows the one before, whichever machine gave that; blocks at hand leave no hole', async () => {
    await one.renew()
    await two.renew()
    expect([await label(one), await label(two), await label(one)]).toEqual(['A-001', 'A-002', 'A-003'])
    expect([await label(two, [], { service: 'bills' })]).toEqual(['B-001'])
  })

  it('is in line at once where no slip is printed, and only with its slip where one is', async () => {
    const shown = sure(await press(one)).ticket ?? ''
    const printed = sure(await press(one, [], { printing: true })).ticket ?? ''
    expect([shown, printed].map((id) => reads(one).ticket(id)?.state)).toEqual(['WAITING', 'ISSUING'])
    await meet()
    expect([shown, printed].map((id) => reads(desk).ticket(id)?.state)).toEqual(['WAITING', 'ISSUING'])
  })

  it('is one for one press, though an answer was lost and the page asks again', async () => {
    const requestId = one.folder.ports.newId()
    const first = sure(await press(one, ['unanswered'], { requestId }))
    expect(sure(await press(one, ['lost'], { requestId }))).toMatchObject({ ticket: first.ticket, isRepeated: true })
    expect(await label(two)).toBe('A-002')
  })

  it('of a visitor who waits there already is refused in the hub’s words', async () => {
    const visitor = desk.folder.ports.newId()
    await press(one, [], { visitor })
    expect(await press(two, [], { visitor })).toMatchObject({ code: 'already_waiting', detail: { number: 'A-001' } })
  })
})

describe('a number while cut off', () => {
  it('comes from the block, then from a series of the machine’s own; the line goes by time', async () => {
    await one.renew()
    expect(await label(two)).toBe('A-001')
    await cutOff(one)
    const given = []
    for (let n = 0; n < 22; n += 1) given.push(await label(one, ['lost']))
    const block = Array.from({ length: 20 }, (_, n) => `A-${LEASES_FROM + n}`)
    expect(given).toEqual([...block, 'A-K2-01', 'A-K2-02'])
    expect(await label(two)).toBe('A-002')
    await meet()
    const line = reads(desk).waiting(['tax'], '2026-10-13', 99).map(labelOf)
    expect(line).toEqual(['A-001', ...given, 'A-002'])
    expect(await label(one)).toBe('A-003')
  })

  it('of a headless command is the same: as if cut off; a machine without a block gives its own series at once', async () => {
    await one.renew()
    const alone = (station: RigStation) => sure(issueNumber(station.folder, request(station))).ticket
    expect(labelAt(one, alone(one))).toBe(`A-${LEASES_FROM}`)
    expect(labelAt(desk, alone(desk))).toBe('A-K1-01')
  })

  it('of one visitor at two machines are both good; the later is marked in line, and a counter cancels it', async () => {
    const visitor = desk.folder.ports.newId()
    await cutOff(one)
    await cutOff(two)
    const [first, second] = [
      sure(await press(one, ['lost'], { visitor })).ticket ?? '',
      sure(await press(two, ['lost'], { visitor })).ticket ?? '',
    ]
    await meet()
    const line = () =>
      desk.folder.queue.line(['tax'], '2026-10-13', 99).map(({ ticket, twin }) => [ticket.id, twin?.id])
    expect(line()).toEqual([
      [first, undefined],
      [second, first],
    ])
    const by = { requestId: desk.folder.ports.newId(), counter: '1', operator: 'sari' }
    const seen = reads(desk).ticket(second)?.version ?? 0
    sure(actAtCounter(desk.folder, by, { do: 'cancel', ticket: second, seen, reason: 'other' }))
    expect(line()).toEqual([[first, undefined]])
  })

  it('whose answer was lost is void: nobody holds it, and it never stands in line', async () => {
    await one.renew()
    expect(await label(one, ['late'])).toBe(`A-${LEASES_FROM}`)
    // Once for the answer that is still under way, once for what was done since.
    await meet()
    await meet()
    expect(reads(desk).waiting(['tax'], '2026-10-13', 99).map(labelOf)).toEqual([`A-${LEASES_FROM}`])
    expect(reads(desk).byNumber('tax', '2026-10-13', 1)).toMatchObject({ state: 'CANCELLED', intervals: [] })
    expect(await label(two)).toBe('A-002')
  })
})

describe('a block', () => {
  const left = (station: RigStation) => station.folder.queue.leased('tax', '2026-10-13').left

  it('is renewed at half, and kept by machines that give numbers only', async () => {
    await one.renew()
    await one.renew()
    await desk.renew()
    expect([left(one), left(desk)]).toEqual([20, 0])
    for (let n = 0; n < 9; n += 1) sure(issueNumber(one.folder, request(one)))
    await one.renew()
    expect(left(one)).toBe(11)
    sure(issueNumber(one.folder, request(one)))
    await one.renew()
    expect(left(one)).toBe(30)
  })
})
