import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EnrolInput } from '../../core/contract/stations'
import { Desk } from '../app/a-desk'
import type { HubHere, HubPlace } from './hub-here'
import { OwnHub } from './own-hub'

let desk: Desk
beforeEach(async () => {
  desk = await Desk.make()
})
afterEach(() => desk.remove())

/** A hub whose ports may be taken, and what was asked of everybody. */
function own(taken: readonly number[] = []) {
  const asked: { places: HubPlace[]; enrolled: EnrolInput[]; moved: number; stopped: number } = {
    places: [],
    enrolled: [],
    moved: 0,
    stopped: 0,
  }
  const hub: Pick<HubHere, 'start' | 'stop' | 'view'> = {
    start: (place) => {
      asked.places.push(place)
      return Promise.resolve(
        taken.includes(place.port)
          ? { code: 'port_taken', detail: { port: place.port } }
          : { url: `https://${place.host}:${place.port === 0 ? 40_000 : place.port}` },
      )
    },
    stop: () => {
      asked.stopped += 1
      return Promise.resolve()
    },
    view: () => ({ state: 'off', url: null, problem: null }),
  }
  const of = new OwnHub({
    hub,
    folder: () => desk.queue.folder,
    firstCode: () => Promise.resolve({ code: 'PN4T-8XKD-5RWQ' }),
    enrol: (input) => {
      asked.enrolled.push(input)
      return Promise.resolve({ ok: true, value: null })
    },
    moved: () => (asked.moved += 1),
  })
  return { of, asked }
}
const settings = () => desk.queue.folder.settings
const CHOICE = { host: '192.168.1.5', startsWithApp: true }

describe('this computer as the hub of its own fair', () => {
  it('starts where it was told, and this folder becomes its first desk', async () => {
    const { of, asked } = own()
    expect(await of.start(CHOICE, undefined)).toEqual({ ok: true, value: null })
    expect(asked.enrolled).toEqual([{ code: 'PN4T-8XKD-5RWQ', url: 'https://192.168.1.5:7443' }])
    expect(of.view().chosen).toEqual({ ...CHOICE, port: 7443 })
  })

  it('takes any free port at the very first start, and keeps to it from then on', async () => {
    const first = own([7443])
    await first.of.start(CHOICE, undefined)
    expect(first.of.view().chosen?.port).toBe(40_000)
    const later = own([40_000])
    expect(await later.of.start(CHOICE, undefined)).toMatchObject({
      ok: false,
      code: 'hub_problem',
      detail: { problem: 'port_taken' },
    })
    expect(later.asked.places).toEqual([{ host: '192.168.1.5', port: 40_000 }])
  })

  it('runs again with the app when it is to, and tells the folder of another address', async () => {
    settings().set('hubHere', { host: '192.168.1.9', port: 7443, startsWithApp: true })
    settings().set('seat', { ca: 'x', fair: desk.queue.folder.log.station, number: 1, roles: ['desk'], demo: true })
    settings().set('hub', 'https://192.168.1.5:7443')
    const { of, asked } = own()
    await of.resume()
    expect(settings().get('hub')).toBe('https://192.168.1.9:7443')
    expect(asked).toMatchObject({ moved: 1, enrolled: [] })
  })

  it('stays off after somebody stopped it', async () => {
    const { of, asked } = own()
    await of.start(CHOICE, undefined)
    await of.stop()
    await of.resume()
    expect(asked).toMatchObject({ stopped: 1, places: [{ port: 7443 }] })
    expect(of.view().chosen?.startsWithApp).toBe(false)
  })
})
