import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gateSwitched, stationStream } from '../../core/events/system'
import type { EnrolAnswer, Stations } from '../../core/hub/stations'
import type { Hello, PeopleAcks, PeoplePage } from '../../core/hub/wire'
import { systemPorts } from '../ports'
import { openDatabase, type Database } from '../sql/database'
import { aCode, aContext, aDesk, aHub, aStation, ask, type TestHub, type TestStation } from '../testing/a-hub'
import { NOT_BACKED_UP, TABLES, backupHub, restoreHub } from './backup'
import { revokeHere } from './revoke'

let hub: TestHub
let db: Database
let desk: TestStation
let gate: TestStation
beforeAll(async () => {
  hub = await aHub()
  db = await openDatabase(hub.hub.databaseUrl, () => undefined)
  desk = await aDesk(hub, randomUUID())
  gate = await aStation(hub, desk, ['gate'])
})
afterAll(async () => {
  await db.close()
  await hub.stop()
})
/** A known station comes with a new code, as after a lost token. */
async function enrolAgain(station: TestStation): Promise<void> {
  const code = await aCode(desk, ['gate'], (codes += 1))
  const body = await station.enrolRequest(code, hub.hub.fingerprint)
  station.accept((await ask<EnrolAnswer>(hub.hub.url, 'POST', '/v1/enrol', { body })).body)
}
let codes = 20_000
const infosOf = async (stations: readonly TestStation[]) => {
  const all = (await desk.ask<Stations>('GET', '/stations')).body.stations
  return stations.map(({ station }) => all.find((info) => info.station === station))
}
const publish = (station: TestStation, n: number) =>
  station.publish(
    Array.from({ length: n }, () =>
      station.text(
        gateSwitched.make(stationStream('x'), { gate: 'north', list: null, direction: 'entry' }, aContext()),
      ),
    ),
  )

describe('backup and restore beside the running hub', () => {
  it('every table is in it, or named as left out', async () => {
    const tables = await hub.sql<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    )
    expect(tables.map(({ name }) => name).sort()).toEqual([...TABLES, ...NOT_BACKED_UP].sort())
  })

  it('a restored hub has a new identity and the same past; what came after is offered again; who was forgotten stays so', async () => {
    await publish(gate, 5)
    const row = {
      visitor: randomUUID(),
      group: 'greet',
      version: 1,
      sealed: randomBytes(40).toString('base64'),
      phone: null,
      email: null,
      keep: null,
    }
    await gate.ask<PeopleAcks>('POST', '/people', { rows: [row] })
    const file = join(hub.data, 'a.backup')
    const { rows } = await backupHub(db, file, systemPorts)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    await expect(backupHub(db, file, systemPorts)).rejects.toMatchObject({ code: 'file_exists' })
    const then = (await desk.page()).body

    const lost = await publish(gate, 2)
    await desk.ask('POST', '/people', { rows: [{ ...row, sealed: null }] })
    const restored = await restoreHub(db, file, systemPorts)
    expect(restored.rows).toBe(rows)
    const hello = (await desk.ask<Hello>('GET', '')).body
    expect(hello.log).not.toBe(then.log)
    expect(hello.head).toBe(then.head)
    expect((await gate.page()).body).toMatchObject({ code: 'log_changed', detail: { log: hello.log, head: then.head } })
    for (const station of [desk, gate]) station.log = hello.log
    expect((await desk.page()).body.events).toEqual(then.events)

    const held = lost.body.acks.map((ack) => ({ seq: ack.seq ?? 0, id: ack.id ?? '' }))
    const known = then.events.at(-1)
    const last = { seq: known?.seq ?? 0, id: JSON.parse(String(known?.['text'])).id as string }
    expect((await gate.ask('POST', '/log/probe', { places: [...held, last] })).body).toMatchObject({
      held: [false, false, true],
    })
    const { rows: people } = (await gate.ask<PeoplePage>('GET', `/people?log=${hello.log}&after=0`)).body
    expect(people.filter(({ visitor }) => visitor === row.visitor)).toMatchObject([{ sealed: null }])
  })

  it('a backup of the schema before, which knew no word of a wiped station, is taken', async () => {
    const file = join(hub.data, 'today.backup')
    const older = join(hub.data, 'older.backup')
    await backupHub(db, file, systemPorts)
    const lines = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n').slice(0, -1)
    const kept = lines.map((line) =>
      line
        .replace('"schema":30', '"schema":10')
        .replace(/,\\"wiped_at\\":null,\\"wiped_order\\":null,\\"wiped_signature\\":null/, ''),
    )
    expect(kept.filter((line, at) => line !== lines[at])).toHaveLength(3)
    const text = kept.map((line) => `${line}\n`).join('')
    const end = { end: true, rows: kept.length - 1, sha256: createHash('sha256').update(text).digest('hex') }
    writeFileSync(older, gzipSync(`${text}${JSON.stringify(end)}\n`))
    expect((await restoreHub(db, older, systemPorts)).rows).toBe(kept.length - 1)
    const { log } = (await desk.ask<Hello>('GET', '')).body
    for (const station of [desk, gate]) station.log = log
    writeFileSync(older, gzipSync(`${text.replace('"schema":10', '"schema":9')}${JSON.stringify(end)}\n`))
    await expect(restoreHub(db, older, systemPorts)).rejects.toMatchObject({ code: 'bad_backup' })
  })

  it('a file that was cut off or changed is refused whole, and nothing moves', async () => {
    const file = join(hub.data, 'b.backup')
    await backupHub(db, file, systemPorts)
    const { head, log } = (await desk.ask<Hello>('GET', '')).body
    const bytes = readFileSync(file)
    const cut = join(hub.data, 'cut.backup')
    writeFileSync(cut, bytes.subarray(0, bytes.length - 40))
    await expect(restoreHub(db, cut, systemPorts)).rejects.toMatchObject({ code: 'bad_backup' })
    writeFileSync(cut, 'no gzip at all')
    await expect(restoreHub(db, cut, systemPorts)).rejects.toMatchObject({ code: 'bad_backup' })
    expect((await desk.ask<Hello>('GET', '')).body).toMatchObject({ head, log })
  })

  it('who was revoked before the restore is revoked after it, also who was enrolled after the backup; a token given up stays so', async () => {
    const { body: fair } = await desk.ask<Hello>('GET', '')
    desk.log = fair.log
    const [laptop, again] = [await aStation(hub, desk, ['gate']), await aStation(hub, desk, ['counter'])]
    const file = join(hub.data, 'revoked.backup')
    await backupHub(db, file, systemPorts)

    const newcomer = await aStation(hub, desk, ['display'])
    const old = again.token
    await enrolAgain(again)
    for (const { station } of [laptop, newcomer]) await desk.ask('POST', '/stations', { action: 'revoke', station })
    const order = Date.now() + 60_000
    const notice = { order, signature: 'a'.repeat(128) }
    expect((await laptop.ask('POST', '/wiped', notice)).status).toBe(200)
    const told = await infosOf([laptop, newcomer])
    await restoreHub(db, file, systemPorts)

    // 410 and not 401: it hears that it is to wipe what it holds.
    for (const station of [laptop, newcomer]) expect((await station.ask('GET', '')).status).toBe(410)
    expect(await infosOf([laptop, newcomer])).toEqual(told)
    expect(told[0]).toMatchObject({ wiped: { order } })
    expect((await again.ask('GET', '')).status).toBe(200)
    again.token = old
    expect((await again.ask('GET', '')).status).toBe(401)
  })

  it('an older word in the database does not stand against the backup: who came back since stays', async () => {
    const back = await aStation(hub, desk, ['gate'])
    const file = join(hub.data, 'back.backup')
    await backupHub(db, file, systemPorts)
    // As a database of an earlier time has it: revoked, and not yet enrolled again.
    await hub.sql(
      'UPDATE station SET enrolled_at = enrolled_at - 9, revoked_at = enrolled_at - 1, token_hash = $2 WHERE station = $1',
      [back.station, randomBytes(32)],
    )
    await restoreHub(db, file, systemPorts)
    expect((await back.ask('GET', '')).status).toBe(200)
  })

  it('a station is revoked on the hub’s machine by its id', async () => {
    await expect(revokeHere(db, uuidv7(), systemPorts)).rejects.toMatchObject({ code: 'unknown_station' })
    await revokeHere(db, gate.station, systemPorts)
    expect((await gate.ask('GET', '')).status).toBe(410)
  })
})
