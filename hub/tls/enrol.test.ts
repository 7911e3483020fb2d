import { X509Certificate, createPublicKey, randomBytes, randomUUID, verify } from 'node:crypto'
import { request as plainRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHmac } from 'node:crypto'
import { codeKeys, proofText, revocationText, vouchText } from '../../core/hub/enrolment'
import type { EnrolAnswer, Revocation, Stations } from '../../core/hub/stations'
import { MAX_BODY_BYTES } from '../../core/hub/wire'
import { enrolCrypto } from '../commands/code'
import { TestStation, aCode, aDesk, aHub, aStation, ask, type TestHub } from '../testing/a-hub'

let hub: TestHub
let desk: TestStation
beforeAll(async () => {
  hub = await aHub()
  desk = await aDesk(hub, randomUUID())
})
afterAll(() => hub.stop())

const enrol = async (station: TestStation, code: string, more = {}) =>
  ask<EnrolAnswer>(hub.hub.url, 'POST', '/v1/enrol', {
    body: await station.enrolRequest(code, hub.hub.fingerprint, more),
  })
const stranger = () => new TestStation(hub.hub, desk.fair)
/** Codes differ by their number; each test takes its own. */
let n = 10_000
const nextCode = (roles: ('gate' | 'display' | 'desk' | 'counter')[] = ['gate']) => aCode(desk, roles, (n += 1))
/** What the hub said since; nothing in it may be secret. */
const said = () => JSON.stringify(hub.said)

describe('enrolment', () => {
  it('both prove the code to each other, and it never crosses the wire', async () => {
    const code = await nextCode(['gate'])
    const station = stranger()
    const request = await station.enrolRequest(code, hub.hub.fingerprint)
    expect(JSON.stringify(request)).not.toContain(code.replaceAll('-', ''))
    const { status, body } = await ask<EnrolAnswer>(hub.hub.url, 'POST', '/v1/enrol', { body: request })
    expect(status).toBe(200)
    const { auth } = await codeKeys(code, enrolCrypto)
    expect(body.proof).toBe(createHmac('sha256', auth).update(proofText('hub', request)).digest('hex'))
    expect(body).toMatchObject({ roles: ['gate'], fair: desk.fair, demo: true, sealedKeys: expect.any(String) })
    expect(new X509Certificate(body.ca).fingerprint256.replaceAll(':', '').toLowerCase()).toBe(hub.hub.fingerprint)
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(body.vouched.publicKey, 'hex').toString('base64url') },
      format: 'jwk',
    })
    const vouched = Buffer.from(vouchText(desk.fair, hub.hub.fingerprint))
    expect(verify(null, vouched, key, Buffer.from(body.vouched.vouch, 'hex'))).toBe(true)
    // Pinned to the CA, as a station asks: the leaf is good for this address.
    station.accept(body)
    expect((await station.ask('GET', '')).status).toBe(200)
  })

  it('every station learns the newcomer from the log; it keeps its number when it enrols again', async () => {
    const station = await aStation(hub, desk, ['gate'])
    const { head } = (await desk.page()).body
    const enrolled = (await desk.page(head - 1)).body.events.map((one) => ('text' in one ? String(one.text) : ''))
    expect(enrolled[0]).toContain(station.publicKey)
    const before = (await station.ask<{ you: { number: number } }>('GET', '')).body.you.number
    const old = station.token
    const again = await enrol(station, await nextCode(['counter', 'display']))
    expect(again.body).toMatchObject({ number: before, roles: ['counter', 'display'] })
    expect((await ask(hub.hub.url, 'GET', `/v1/fairs/${desk.fair}`, { token: old })).status).toBe(401)
  })

  it('a desk becomes nothing less in its own folder: its keys would be gone; revoked it may', async () => {
    const other = await aStation(hub, desk, ['desk'])
    const refused = await enrol(other, await nextCode(['gate', 'counter']))
    expect(refused).toMatchObject({ status: 409, body: { code: 'folder_not_empty' } })
    // Nothing happened to it: it is the desk it was.
    expect((await other.ask('GET', '/stations')).status).toBe(200)
    expect((await enrol(other, await nextCode(['desk', 'gate']))).body).toMatchObject({ roles: ['desk', 'gate'] })
    await desk.ask<Stations>('POST', '/stations', { action: 'revoke', station: other.station })
    expect((await enrol(other, await nextCode(['gate']))).body).toMatchObject({ roles: ['gate'] })
  })

  it('the hub keeps no token and no code, only what shows that one is right', async () => {
    const code = await nextCode()
    const tables = await hub.sql<{ t: string }>(
      `SELECT table_name AS t FROM information_schema.tables WHERE table_schema = 'public'`,
    )
    for (const { t } of tables) {
      const rows = JSON.stringify(await hub.sql(`SELECT * FROM ${t}`))
      expect(rows, t).not.toContain(desk.token)
      expect(rows, t).not.toContain(code)
    }
    expect(said()).not.toContain(desk.token)
    expect(said()).not.toContain(code)
  })

  it('a folder of another fair is refused; a first desk without its fair too', async () => {
    expect(await enrol(stranger(), await nextCode(), { holds: randomUUID() })).toMatchObject({
      status: 409,
      body: { code: 'folder_not_empty' },
    })
  })
})

describe('a stranger on the network', () => {
  it('without a token, or with an invented one: 401, and nothing is said but that', async () => {
    for (const token of [undefined, 'x'.repeat(43)])
      for (const path of ['', '/log?log=a&after=0', '/people', '/live', '/stations'])
        expect(
          await ask(hub.hub.url, 'GET', `/v1/fairs/${desk.fair}${path}`, token === undefined ? {} : { token }),
        ).toEqual({ status: 401, body: { code: 'unknown_station' } })
    expect(hub.said.some(({ what, facts }) => what === 'refused' && facts['code'] === 'unknown_station')).toBe(true)
    hub.clock.ahead += 3_600_000
  })

  it('a code that was used, has run out, or never was: one answer for all', async () => {
    const used = await nextCode()
    expect((await enrol(stranger(), used)).status).toBe(200)
    const bad = { status: 403, body: { code: 'bad_code' } }
    expect(await enrol(stranger(), used)).toEqual(bad)
    const late = await nextCode()
    hub.clock.ahead += 10 * 60_000 + 1
    expect(await enrol(stranger(), late)).toEqual(bad)
    expect(await enrol(stranger(), '0000-0000-0000')).toEqual(bad)
    hub.clock.ahead += 3_600_000
  })

  it('a proof over another CA than ours: somebody stands in between', async () => {
    const station = stranger()
    const request = await station.enrolRequest(await nextCode(), 'f'.repeat(64))
    expect(await ask(hub.hub.url, 'POST', '/v1/enrol', { body: request })).toMatchObject({ body: { code: 'bad_code' } })
  })

  it('the wrong role asks in vain', async () => {
    const display = await aStation(hub, desk, ['display'])
    const gate = await aStation(hub, desk, ['gate'])
    const refused = { status: 403, body: { code: 'wrong_role' } }
    expect(await display.ask('GET', '/stations')).toMatchObject(refused)
    expect(
      await gate.ask('POST', '/counters/1/call', { command: randomUUID(), operator: 'x', log: gate.log, after: null }),
    ).toMatchObject(refused)
    expect(await gate.ask('POST', '/stations', { action: 'revoke', station: desk.station })).toMatchObject(refused)
    const order = { code: 'a'.repeat(32), auth: 'a'.repeat(64), roles: ['desk'], sealedKeys: 'AAAA' }
    expect(await gate.ask('POST', '/stations', { action: 'code', ...order })).toMatchObject(refused)
  })

  it('another fair’s token is good for that fair alone', async () => {
    const other = await aDesk(hub, randomUUID())
    for (const path of ['', `/log?log=${desk.log}&after=0`, '/people', '/stations'])
      expect(await ask(hub.hub.url, 'GET', `/v1/fairs/${desk.fair}${path}`, { token: other.token })).toEqual({
        status: 403,
        body: { code: 'other_fair' },
      })
  })

  it('oversized, garbage, an unknown route: refused by name, without what was in it', async () => {
    const path = `/v1/fairs/${desk.fair}/log`
    const { head: before } = (await desk.page()).body
    const big = await ask(hub.hub.url, 'POST', path, {
      token: desk.token,
      text: `"${'x'.repeat(MAX_BODY_BYTES)}"`,
    }).catch((hungUp: NodeJS.ErrnoException) => hungUp.code)
    // The hub hangs up on who goes on sending: its answer may be lost with the line.
    if (typeof big === 'string' || big === undefined) expect(['ECONNRESET', 'EPIPE']).toContain(big)
    else expect(big).toEqual({ status: 413, body: { code: 'too_large' } })
    const { head } = (await desk.page()).body
    expect(head).toBe(before)
    const garbage = await ask(hub.hub.url, 'POST', path, { token: desk.token, text: '{"secret-word' })
    expect(garbage).toEqual({ status: 400, body: { code: 'bad_request' } })
    const shape = await ask(hub.hub.url, 'POST', path, { token: desk.token, body: { log: 'secret-word' } })
    expect(shape).toMatchObject({ status: 400, body: { code: 'bad_request', detail: { at: 'log' } } })
    expect(JSON.stringify(shape.body)).not.toContain('secret-word')
    expect(await ask(hub.hub.url, 'GET', `/v1/fairs/${desk.fair}/secrets`, { token: desk.token })).toMatchObject({
      status: 404,
    })
    expect(said()).not.toContain('secret-word')
  })

  it('plain HTTP gets no answer, and is noticed', async () => {
    const outcome = await new Promise<string>((resolve) => {
      plainRequest(hub.hub.url.replace('https:', 'http:'), (response) => resolve(String(response.statusCode)))
        .on('error', (error) => resolve(error.message))
        .end()
    })
    expect(outcome).toMatch(/hang up|reset|Parse/i)
    expect(hub.said.some(({ facts }) => facts['code'] === 'not_tls')).toBe(true)
  })

  it('stations that the hub forgot hear so however often they ask, and a new code from their address is good', async () => {
    hub.clock.ahead += 3_600_000
    const forgotten = new TestStation(hub.hub, desk.fair)
    forgotten.token = randomBytes(32).toString('base64url')
    const answers: unknown[] = []
    for (let i = 0; i < 40; i += 1) answers.push((await forgotten.ask('GET', '')).body)
    expect(answers).toEqual(Array.from({ length: 40 }, () => ({ code: 'unknown_station' })))
    const again = await aStation(hub, desk, ['gate'])
    expect((await again.ask('GET', '')).status).toBe(200)
  })

  it('who keeps guessing waits', async () => {
    hub.clock.ahead += 3_600_000
    let answers: number[] = []
    for (let i = 0; i < 25; i += 1)
      answers = [...answers, (await ask(hub.hub.url, 'GET', `/v1/fairs/${desk.fair}`)).status]
    expect(answers.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 401))
    expect(answers.at(-1)).toBe(429)
    // A station behind the same address goes on.
    expect((await desk.ask('GET', '')).status).toBe(200)
    hub.clock.ahead += 3_600_000
  })
})

describe('revocation', () => {
  it('a revoked station hears it from the CA itself; one that enrols anew is back', async () => {
    const lost = await aStation(hub, desk, ['gate'])
    const { body } = await desk.ask<Stations>('POST', '/stations', { action: 'revoke', station: lost.station })
    expect(body.stations.find(({ station }) => station === lost.station)?.revokedAt).toEqual(expect.any(Number))
    const told = await lost.ask<Revocation>('GET', `/log?log=${lost.log}&after=0`)
    expect(told.status).toBe(410)
    const { station, log, at, signature } = told.body.revocation
    expect({ station, log }).toEqual({ station: lost.station, log: desk.log })
    const key = { key: new X509Certificate(lost.ca ?? '').publicKey, dsaEncoding: 'ieee-p1363' as const }
    const isSigned = (text: string) => verify('sha256', Buffer.from(text), key, Buffer.from(signature, 'base64'))
    expect(isSigned(revocationText(station, log, at))).toBe(true)
    expect(isSigned(revocationText(desk.station, log, at))).toBe(false)
    const wiped = { order: told.body.revocation.at, signature: 'a'.repeat(128) }
    const infoOf = async () =>
      (await desk.ask<Stations>('GET', '/stations')).body.stations.find((one) => one.station === lost.station)
    for (const token of [undefined, 'a'.repeat(43)])
      expect(
        await ask(hub.hub.url, 'POST', `/v1/fairs/${desk.fair}/wiped`, {
          body: wiped,
          ...(token !== undefined && { token }),
        }),
      ).toMatchObject({ status: 401 })
    expect((await lost.ask('POST', '/wiped', { ...wiped, station: desk.station })).status).toBe(400)
    expect((await lost.ask('POST', '/wiped', wiped)).status).toBe(200)
    expect(await infoOf()).toMatchObject({ wiped: { ...wiped, at: expect.any(Number) } })
    expect((await enrol(lost, await nextCode())).status).toBe(200)
    expect(await infoOf()).toMatchObject({ revokedAt: null, wiped: null })
  })
})
