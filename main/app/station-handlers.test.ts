import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StationsView } from '../../core/contract/stations'
import type { MemoryHub } from '../../core/testing/memory-hub'
import { readEnrolPicture } from '../../core/hub/enrolment'
import type { Hub } from '../../core/hub/port'
import { err, ok } from '../../core/result/result'
import type { AppSync } from '../sync/app-sync'
import { aMemoryHub } from '../sync/testing/rig'
import { Desk } from './a-desk'
import { StationDevices } from './station-devices'
import { stationHandlers, type StationsStation } from './station-handlers'

const URL = 'https://192.168.1.5:7443'
let desk: Desk
let hub: MemoryHub
beforeEach(async () => {
  desk = await Desk.make()
  hub = aMemoryHub('00000000-0000-4000-8000-0000000000fa', { now: desk.queue.ports.wall() })
  hub.enrol(here(), ['desk'])
})
afterEach(() => desk.remove())

const here = () => desk.queue.folder.log.station

/** The desk's station, at a hub or without one. */
function station(port: Hub | null): StationsStation {
  const sync: AppSync = {
    link: () => ({ state: port === null ? 'alone' : 'connected', since: null, pending: 0, trouble: null }),
    hub: () => ({ offset: 0, contactAt: null }),
    ask: null,
    port,
    url: port === null ? null : URL,
    leave: () => Promise.resolve(),
    stop: () => undefined,
  }
  return {
    ...desk.station,
    sync,
    devices: new StationDevices(desk.queue.ports, () => ({ slips: null, badges: null })),
    version: '1.4.2',
    ownHub: {
      view: () => ({ state: 'off', url: null, problem: null, chosen: null, addresses: [] }),
      start: () => Promise.resolve({ ok: true, value: null }),
      stop: () => Promise.resolve(),
    },
    places: () => [{ role: 'desk' }],
    isOutside: () => false,
    enrol: () => Promise.resolve({ ok: true, value: null }),
    moveHub: () => Promise.resolve({ ok: true, value: { url: URL } }),
  }
}
const calls = (port: Hub | null = hub.as(here())) => stationHandlers(station(port))

async function view(port: Hub | null = hub.as(here())): Promise<StationsView> {
  const answer = await calls(port)['stations.view'](null, desk.signedIn())
  if (!answer.ok) throw new Error(answer.code)
  return answer.value
}

describe('the desk’s page of stations', () => {
  it('tells nothing before a PIN, and enrols nobody over a running fair', async () => {
    const page = desk.page()
    expect(await calls()['stations.view'](null, page)).toEqual({ ok: false, code: 'not_signed_in' })
    expect(await calls()['stations.makeCode']({ roles: ['gate'] }, page)).toMatchObject({ ok: false })
    expect(await calls()['stations.revoke']({ station: here() }, page)).toMatchObject({ ok: false })
    expect(await calls()['app.enrol']({ code: 'x', url: URL }, page)).toEqual({ ok: false, code: 'not_allowed' })
  })

  it('shows this computer alone where there is no hub', async () => {
    const { hub: state, lines } = await view(null)
    expect(state).toEqual({ is: 'none' })
    expect(lines).toMatchObject([
      { isHere: true, roles: ['desk'], number: null, live: true, pending: null, alerts: [] },
    ])
    expect(await calls(null)['stations.makeCode']({ roles: ['gate'] }, desk.signedIn())).toEqual({
      ok: false,
      code: 'not_enrolled',
    })
  })

  it('shows every station by the names of the set-up, the one in trouble first', async () => {
    const gate = '00000000-0000-4000-8000-000000000001'
    hub.enrol(gate, ['gate'])
    await hub.as(gate).report({
      session: gate,
      version: '1.4.1',
      places: ['gate:north', 'counter:gone'],
      pending: 3,
      readUpTo: 0,
      offset: -240_000,
      printer: 'none',
      camera: 'ready',
    })
    const { lines } = await view()
    const fair = desk.queue.folder.checkin.fair()
    const north = fair?.gate('north')?.name ?? { id: 'north', en: 'north' }
    expect(lines[0]).toMatchObject({ station: gate, pending: 3, clockAhead: 240_000, isOld: true })
    expect(lines[0]?.names).toEqual([north, { id: 'gone', en: 'gone' }])
    expect(lines[0]?.alerts).toContain('clock')
    expect(lines.map(({ isHere }) => isHere)).toEqual([false, true])
  })

  it('goes on showing what it knew when the hub is away, and says of when that is', async () => {
    let isAway = false
    const port: Hub = {
      ...hub.as(here()),
      stations: () => (isAway ? Promise.resolve(err('offline')) : hub.as(here()).stations()),
    }
    hub.enrol('00000000-0000-4000-8000-000000000002', ['counter'])
    const handlers = calls(port)
    const page = desk.signedIn()
    await handlers['stations.view'](null, page)
    const at = desk.queue.ports.wall()
    isAway = true
    const answer = await handlers['stations.view'](null, page)
    expect(answer).toMatchObject({ ok: true, value: { hub: { is: 'away', asOf: at, problem: 'offline' } } })
    expect(answer.ok && answer.value.lines).toHaveLength(2)
  })

  it('gives a code with its picture, which holds the hub’s address', async () => {
    const port: Hub = { ...hub.as(here()), makeCode: () => Promise.resolve(ok({ expiresAt: 0 })) }
    const made = await calls(port)['stations.makeCode']({ roles: ['gate'] }, desk.signedIn('sari'))
    if (!made.ok) throw new Error(made.code)
    expect(readEnrolPicture(made.value.picture)).toEqual({ code: made.value.code, url: URL })
    expect(made.value.lastsMs).toBe(600_000)
    const offline: Hub = { ...port, makeCode: () => Promise.resolve(err('offline')) }
    expect(await calls(offline)['stations.makeCode']({ roles: ['gate'] }, desk.signedIn())).toMatchObject({
      code: 'hub_offline',
    })
  })

  it('lets an organizer revoke a station, nobody else, and never this one', async () => {
    const lost = '00000000-0000-4000-8000-000000000003'
    hub.enrol(lost, ['gate'])
    expect(await calls()['stations.revoke']({ station: lost }, desk.signedIn('sari'))).toEqual({
      ok: false,
      code: 'role_too_low',
    })
    expect(await calls()['stations.revoke']({ station: here() }, desk.signedIn())).toEqual({
      ok: false,
      code: 'own_station',
    })
    const unknown = '00000000-0000-4000-8000-000000000009'
    expect(await calls()['stations.revoke']({ station: unknown }, desk.signedIn())).toEqual({
      ok: false,
      code: 'unknown_station',
    })
    expect(await calls()['stations.revoke']({ station: lost }, desk.signedIn())).toEqual({ ok: true, value: null })
    expect(await hub.as(lost).hello()).toMatchObject({ ok: false, code: 'revoked' })
  })
})
