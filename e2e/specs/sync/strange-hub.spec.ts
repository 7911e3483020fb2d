import { X509Certificate } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@playwright/test'
import type { Hub } from '../../../core/hub/port'
import { openAuthority, type Authority } from '../../../hub/tls/authority'
import { httpHub } from '../../../main/sync/http-hub'

// The station's own client against whatever may answer in the hub's place: nothing of it is believed, and nothing wipes
// a station but the word of the CA that it pinned.
const STATION = '018f0000-0000-7000-8000-000000000001'
const OTHER = '018f0000-0000-7000-8000-000000000002'
const LOG = '018f0000-0000-7000-8000-000000000003'
const FAIR = '018f0000-0000-7000-8000-000000000004'
const servers: Server[] = []
let ours: Authority
let theirs: Authority

const newAuthority = () => openAuthority({ query: (() => Promise.resolve({ rows: [] })) as never })

test.beforeAll(async () => {
  ours = await newAuthority()
  theirs = await newAuthority()
})
test.afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(authority: Authority, answer: RequestListener): Promise<string> {
  const leaf = await authority.leaf(['127.0.0.1'])
  const server = createServer({ cert: leaf.certificate, key: leaf.key }, answer)
  servers.push(server)
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** What a station makes of an answer, asked for its greeting unless told otherwise. */
async function made(
  answer: RequestListener,
  { by = ours, ask = (hub) => hub.hello() }: { by?: Authority; ask?: (hub: Hub) => Promise<unknown> } = {},
): Promise<unknown> {
  const address = { url: await serve(by, answer), ca: ours.certificate, fair: FAIR, station: STATION }
  const hub = httpHub({ ...address, token: 'secret-token-of-the-station' })
  try {
    return await ask(hub)
  } finally {
    hub.close()
  }
}
const says =
  (status: number, body: unknown, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body))
  }
const HELLO = {
  fair: FAIR,
  log: LOG,
  schema: 1,
  generation: 1,
  types: { 'scan.recorded': 1 },
  station: OTHER,
  head: 0,
  peopleHead: 0,
  now: 0,
  you: { station: STATION, number: 2, roles: ['gate'], doubled: false },
}
const PAGE_HTML = '<!doctype html><title>Wi-Fi</title><form>Please sign in</form>'
const STRANGE = { ok: false, code: 'strange_answer' }

test('200 with garbage, a web page, half a word or another form is no answer', async () => {
  expect(await made(says(200, HELLO))).toMatchObject({ ok: true })
  for (const body of ['', PAGE_HTML, '{"log":"', 'null', '[]', { ...HELLO, head: -1 }, { ...HELLO, log: undefined }])
    expect(await made(says(200, body)), JSON.stringify(body)).toMatchObject(STRANGE)
  const acks = { log: LOG, acks: [{ status: 'stored', id: STATION }], head: 1, now: 0 }
  const batch = { log: LOG, acked: 0, newest: null, clock: { sentAt: 0, offset: null, since: null }, events: [] }
  expect(await made(says(200, acks), { ask: (hub) => hub.publish(batch as never) })).toMatchObject(STRANGE)
  const page = { log: LOG, events: [{ seq: 1, hubOffset: null, hash: 'short', text: '{}' }], next: 1, head: 1, now: 0 }
  const asked = { log: LOG, after: 0, limit: 1, acked: 0, newest: null }
  expect(await made(says(200, page), { ask: (hub) => hub.page(asked) })).toMatchObject(STRANGE)
})

test('an answer that ends before its end is none, however good it looks', async () => {
  const whole = JSON.stringify(HELLO)
  const half: RequestListener = (_request, response) => {
    response.writeHead(200, { 'content-length': String(whole.length + 1) })
    response.write(whole, () => response.socket?.destroy())
  }
  expect(await made(half)).toMatchObject({ ok: false, code: 'offline' })
})

test('a redirect is not followed: the token goes nowhere else', async () => {
  let asked = 0
  const elsewhere = await serve(ours, (_request, response) => {
    asked += 1
    response.end(JSON.stringify(HELLO))
  })
  for (const status of [301, 302, 307, 308])
    expect(await made(says(status, '', { location: elsewhere }))).toMatchObject(STRANGE)
  expect(asked).toBe(0)
})

test('another CA hears neither token nor content, whatever it answers', async () => {
  let asked = 0
  const answer: RequestListener = (_request, response) => {
    asked += 1
    response.end(PAGE_HTML)
  }
  expect(await made(answer, { by: theirs })).toMatchObject({ ok: false, code: 'not_our_hub' })
  expect(asked).toBe(0)
})

test('only what the pinned CA signed for this very station wipes it', async () => {
  const order = (by: Authority, station: string) => by.revocation(station, LOG, 1_000)
  const { revocation } = order(ours, STATION)
  const bad = [
    { code: 'revoked' },
    PAGE_HTML,
    order(theirs, STATION),
    order(ours, OTHER),
    { code: 'revoked', revocation: { ...revocation, at: 1_001 } },
    { code: 'revoked', revocation: { ...revocation, log: FAIR } },
    { code: 'revoked', revocation: { ...order(ours, OTHER).revocation, station: STATION } },
    { code: 'revoked', revocation: { ...revocation, signature: 'AAAA' } },
  ]
  for (const body of bad) expect(await made(says(410, body)), JSON.stringify(body)).toMatchObject(STRANGE)
  // The right order under another status is no order either.
  expect(await made(says(401, order(ours, STATION)))).toMatchObject(STRANGE)
  const told = { ok: false, code: 'revoked', detail: { at: 1_000 } }
  expect(await made(says(410, order(ours, STATION)))).toMatchObject(told)
})

test('a refusal counts only with its own status, and words that no hub says are none', async () => {
  expect(await made(says(401, { code: 'unknown_station' }))).toMatchObject({ ok: false, code: 'unknown_station' })
  for (const [status, body] of [
    [401, PAGE_HTML],
    [403, { code: 'unknown_station' }],
    [500, { code: 'offline' }],
    [511, PAGE_HTML],
    [400, { code: 'toString' }],
  ] as const)
    expect(await made(says(status, body)), `${status}`).toMatchObject(STRANGE)
})

test('a newer hub says more than we know, and is understood', async () => {
  const newer = { ...HELLO, schema: 99, types: { ...HELLO.types, 'moon.landed': 7 }, weather: 'fine' }
  expect(await made(says(200, newer))).toMatchObject({ ok: true, value: { head: 0, schema: 99 } })
})

test('a certificate made anew by the same CA is good, whatever the clocks of both show', async () => {
  expect(await made(says(200, HELLO))).toMatchObject({ ok: true })
  const leaf = new X509Certificate((await ours.leaf(['127.0.0.1'])).certificate)
  for (const { validFrom, validTo } of [leaf, new X509Certificate(ours.certificate)])
    expect([Date.parse(validFrom) <= 0, Date.parse(validTo) > Date.parse('9999-01-01')]).toEqual([true, true])
})
