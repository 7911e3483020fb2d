import { randomUUID } from 'node:crypto'
import { request } from 'node:https'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gateSwitched, stationStream } from '../../core/events/system'
import type { LiveMessage } from '../../core/hub/wire'
import { aContext, aDesk, aHub, aStation, type TestHub, type TestStation } from '../testing/a-hub'

let hub: TestHub
let desk: TestStation
beforeAll(async () => {
  hub = await aHub()
  desk = await aDesk(hub, randomUUID())
})
afterAll(() => hub.stop())

interface Heard {
  readonly messages: LiveMessage[]
  readonly status: number
  ended: boolean
  close(): void
}

/** Listens as a station does. */
function listen(station: TestStation, session = randomUUID()): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const messages: LiveMessage[] = []
    const asked = request(
      `${station.url}/v1/fairs/${station.fair}/live?session=${session}`,
      { headers: { authorization: `Bearer ${station.token}` }, ca: station.ca },
      (response) => {
        const heard: Heard = { messages, status: response.statusCode ?? 0, ended: false, close: () => asked.destroy() }
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          for (const line of chunk.split('\n\n').filter((part) => part.startsWith('data: ')))
            messages.push(JSON.parse(line.slice(6)) as LiveMessage)
        })
        response.on('end', () => (heard.ended = true))
        response.on('error', () => (heard.ended = true))
        resolve(heard)
      },
    )
    asked.on('error', reject)
    asked.end()
  })
}
const publish = (station: TestStation) =>
  station.publish([
    station.text(gateSwitched.make(stationStream('x'), { gate: 'n', list: null, direction: 'entry' }, aContext())),
  ])

/** As if nothing had come from it for so many ms; its connection stays as it is. */
const silentFor = ({ station }: TestStation, ms: number) =>
  hub.sql(
    'UPDATE station SET session_at = (extract(epoch FROM clock_timestamp()) * 1000)::bigint - $2 WHERE station = $1',
    [station, ms],
  )
const atDesk = async ({ station }: TestStation) => {
  const { body } = await desk.ask<{ stations: { station: string; doubledAt: number | null; live: boolean }[] }>(
    'GET',
    '/stations',
  )
  return body.stations.find((one) => one.station === station)
}

describe('live word', () => {
  it('tells heads at once and at every change, also of what came through another hub', async () => {
    const gate = await aStation(hub, desk, ['gate'])
    const heard = await listen(gate)
    await expect.poll(() => heard.messages[0]).toMatchObject({ what: 'head', log: gate.log })
    const other = await hub.another()
    const there = await aStation(hub, desk, ['gate'])
    there.url = other.url
    const { head } = (await publish(there)).body
    await expect.poll(() => heard.messages).toContainEqual(expect.objectContaining({ what: 'head', head }))
    heard.close()
  })

  it('beats every five seconds, and only desks hear who is there', async () => {
    const gate = await aStation(hub, desk, ['gate'])
    const [atGate, atDesk] = [await listen(gate), await listen(desk)]
    await expect.poll(() => atGate.messages.filter(({ what }) => what === 'beat').length, { timeout: 15_000 }).toBe(2)
    expect(atDesk.messages.some(({ what }) => what === 'presence')).toBe(true)
    expect(atGate.messages.some(({ what }) => what === 'presence')).toBe(false)
    for (const heard of [atGate, atDesk]) heard.close()
  })

  it('a station whose hub stopped, or lost its power, comes back with another session and is no second machine', async () => {
    const gate = await aStation(hub, desk, ['gate'])
    const other = await hub.another()
    const { url } = gate
    gate.url = other.url
    await listen(gate)
    await other.stop()
    gate.url = url
    const again = await listen(gate)
    expect(again.status).toBe(200)
    again.close()

    const left = await aHub()
    const counter = await aDesk(left, randomUUID())
    await listen(counter)
    // As a power cut leaves it: nobody said good-bye.
    await left.sql('UPDATE station SET session = $1, session_at = $2', [randomUUID(), Date.now() + 3_600_000])
    await left.restart()
    counter.url = left.hub.url
    expect((await listen(counter)).status).toBe(200)
    await left.stop()
  })

  it('a second machine with the same folder is refused and shown to the desk; the first stays', async () => {
    const gate = await aStation(hub, desk, ['gate'])
    const first = await listen(gate)
    expect((await listen(gate)).status).toBe(409)
    expect((await atDesk(gate))?.doubledAt).toEqual(expect.any(Number))
    expect(first.ended).toBe(false)
    first.close()
    // Its connection ended in order: the next session need not wait.
    await expect.poll(async () => (await listen(gate)).status).toBe(200)
  })

  it('a station that lost its power comes back with another session, though its old connection still seems open', async () => {
    const gate = await aStation(hub, desk, ['gate'])
    const before = await listen(gate)
    await silentFor(gate, 20_000)
    await expect.poll(() => before.ended, { timeout: 15_000 }).toBe(true)
    expect((await listen(gate)).status).toBe(200)
    expect(await atDesk(gate)).toMatchObject({ doubledAt: null })
  })

  it('one that comes back sooner waits until the silence is long enough, and nobody is told of a copied folder', async () => {
    const gate = await aStation(hub, desk, ['gate'])
    await listen(gate)
    await silentFor(gate, 8_000)
    expect((await listen(gate)).status).toBe(409)
    expect(await atDesk(gate)).toMatchObject({ doubledAt: null })
    await silentFor(gate, 20_000)
    expect((await listen(gate)).status).toBe(200)
    expect(await atDesk(gate)).toMatchObject({ doubledAt: null })
  })

  it('a session lasts by what it asks, at whichever hub; what others ask with the same token is not its word', async () => {
    const gate = await aStation(hub, desk, ['gate'])
    const other = await hub.another()
    const session = randomUUID()
    const heard = await listen(gate, session)
    const silence = async () => {
      const [row] = await hub.sql<{ ms: string }>(
        'SELECT extract(epoch FROM clock_timestamp()) * 1000 - session_at AS ms FROM station WHERE station = $1',
        [gate.station],
      )
      return Number(row?.ms)
    }
    await silentFor(gate, 9_000)
    const { url } = gate
    gate.url = other.url
    expect((await gate.page()).status).toBe(200)
    expect(await silence()).toBeGreaterThan(9_000)
    gate.session = session
    expect((await gate.page()).status).toBe(200)
    await expect.poll(silence, { timeout: 15_000 }).toBeLessThan(9_000)
    expect(heard.ended).toBe(false)
    gate.url = url
    heard.close()
  })

  it('a revoked station is put out at once', async () => {
    const gate = await aStation(hub, desk, ['gate'])
    const heard = await listen(gate)
    await desk.ask('POST', '/stations', { action: 'revoke', station: gate.station })
    await expect.poll(() => heard.ended).toBe(true)
  })

  it('what a station tells of itself stands on the desk’s page', async () => {
    const gate = await aStation(hub, desk, ['gate'])
    const presence = {
      session: randomUUID(),
      version: '1.2.3',
      places: ['north'],
      pending: 4,
      readUpTo: 9,
      offset: -3,
      printer: 'none',
      camera: 'ready',
    }
    expect((await gate.ask('POST', '/stations', { action: 'presence', presence })).status).toBe(200)
    const { body } = await desk.ask<{ stations: object[] }>('GET', '/stations')
    expect(body.stations).toContainEqual(expect.objectContaining({ station: gate.station, presence }))
  })
})
