import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NINE } from '../../core/testing/builders'
import { actAtCounter } from '../commands/queue/act'
import { issueNumber } from '../commands/queue/issue'
import { recordScan } from '../commands/scan'
import { RigStation, sure, type RigTime } from '../sync/testing/rig'
import { meetings } from './meetings-view'

let time: RigTime
let desk: RigStation
let one: RigStation
let other: RigStation
beforeEach(async () => {
  time = { now: NINE }
  desk = (await RigStation.desk(time)).desk
  one = await RigStation.beside(desk, 2, ['gate', 'counter', 'dispenser'], time)
  other = await RigStation.beside(desk, 3, ['gate', 'counter'], time)
  await meet()
})
afterEach(() => {
  for (const station of [desk, one, other]) station.remove()
})

const meet = async () => {
  for (const station of [desk, one, other, one, desk]) expect(await station.once()).toBeNull()
}
const seen = () => {
  const fair = desk.folder.checkin.fair()
  if (fair === null) throw new Error('no fair')
  return meetings(desk.folder, fair)
}

const register = (station: RigStation, code: string, name: string) =>
  station.register(code, { personal: (visitor) => [{ visitor, group: 'greet', fields: { name } }] })

function enter({ folder }: RigStation, code: string): void {
  const scan = { scanId: folder.ports.newId(), text: code, length: code.length, via: 'keypad', typedAt: null } as const
  const scanned = recordScan(folder, { ...scan, gate: 'north', direction: 'entry' }, (fair) => fair.list('day-1'))
  expect(scanned).toMatchObject({ answer: { outcome: 'admitted' } })
}

const act = ({ folder }: RigStation, what: Parameters<typeof actAtCounter>[2], counter: string) =>
  sure(actAtCounter(folder, { requestId: folder.ports.newId(), counter, operator: 'sari' }, what))

describe('what comes out when stations meet again', () => {
  it('is nothing while all hear of each other', async () => {
    register(desk, 'CODE-1', 'Ann')
    await meet()
    enter(one, 'CODE-1')
    act(one, { do: 'open' }, '1')
    await meet()
    expect(seen()).toEqual([])
  })

  it('names who was let in at two doors, with both times, until that is long past', async () => {
    register(desk, 'CODE-1', 'Ann')
    await meet()
    enter(one, 'CODE-1')
    time.now += 60_000
    enter(other, 'CODE-1')
    await meet()
    expect(seen()).toMatchObject([
      { is: 'entered_twice', name: 'Ann', first: { at: NINE }, second: { at: NINE + 60_000 } },
    ])
    time.now += 7 * 3_600_000
    expect(seen()).toEqual([])
  })

  it('names a ticket that two counters called, and who has it, until it is out of their hands', async () => {
    const { folder } = one
    const request = { service: 'tax', class: 'normal', declaredBy: 'visitor', visitor: null, via: 'command' } as const
    sure(issueNumber(folder, { ...request, requestId: folder.ports.newId(), printing: false }))
    act(one, { do: 'open' }, '1')
    act(other, { do: 'open' }, '2')
    await meet()
    const { ticket } = act(one, { do: 'call_next' }, '1')
    time.now += 1_000
    act(other, { do: 'call_next' }, '2')
    await meet()
    expect(seen()).toMatchObject([{ is: 'called_twice', ticket, at: NINE + 1_000 }])
    const version = () => one.folder.queue.inHands()[0]?.version ?? 0
    act(one, { do: 'start', ticket: ticket ?? '', seen: version() }, '1')
    act(one, { do: 'finish', ticket: ticket ?? '', seen: version(), outcome: 'solved' }, '1')
    await meet()
    expect(seen()).toEqual([])
  })

  it('names a counter that is open on two computers, until one of them closes it', async () => {
    act(one, { do: 'open' }, '1')
    act(other, { do: 'open' }, '1')
    await meet()
    expect(seen()).toMatchObject([{ is: 'open_twice', code: '1', at: NINE }])
    act(other, { do: 'close' }, '1')
    await meet()
    expect(seen()).toEqual([])
  })
})
