import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { err, ok } from '../core/result/result'
import { ErrorBody, isHubError, type HubResult } from '../core/hub/errors'
import type { Hub } from '../core/hub/port'
import { Revocation } from '../core/hub/stations'
import { HUB_RULES } from '../core/testing/hub-conformance'
import type { HubUnderTest, Member } from '../core/testing/hub-under-test'
import { aDesk, aHub, aStation, type TestHub, type TestStation } from './testing/a-hub'

// The rules that the hub in memory is held to (core/testing/memory-hub.test.ts), before a real PostgreSQL.
let running: TestHub
beforeAll(async () => {
  running = await aHub()
}, 120_000)
afterAll(() => running.stop())

/** The routes that the rules ask, as the port has them; what they do not ask is not there. */
function portOf(station: TestStation): Hub {
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<HubResult<T>> => {
    const answer = await station.ask(method, path, body)
    if (answer.status === 200) return ok(answer.body as T)
    const code = String(answer.body['code'])
    if (code === 'revoked') return err(code, { at: Revocation.parse(answer.body).revocation.at })
    const { detail } = ErrorBody.parse(answer.body)
    return err(isHubError(code) ? code : 'strange_answer', detail)
  }
  const query = (values: object) =>
    Object.entries(values)
      .map(([name, value]) => `${name}=${String(value)}`)
      .join('&')
  const asked: Partial<Hub> = {
    hello: () => ask('GET', ''),
    publish: (batch) => ask('POST', '/log', batch),
    page: ({ newest, ...page }) =>
      ask('GET', `/log?${query({ ...page, ...(newest !== null && { newest: `${newest.seq}:${newest.id}` }) })}`),
    probe: (probe) => ask('POST', '/log/probe', probe),
    postPeople: (batch) => ask('POST', '/people', batch),
    peoplePage: (page) => ask('GET', `/people?${query(page)}`),
    call: (counter, command) => ask('POST', `/counters/${counter}/call`, command),
    number: (service, command) => ask('POST', `/services/${service}/numbers`, command),
    places: (list, command) => ask('POST', `/lists/${list}/places`, command),
    report: (presence) => ask('POST', '/stations', { action: 'presence', presence }),
    stations: () => ask('GET', '/stations'),
    revoke: (other) => ask('POST', '/stations', { action: 'revoke', station: other }),
    sayWiped: (notice) => ask('POST', '/wiped', notice),
  }
  return asked as Hub
}

const memberOf = (station: TestStation): Member => ({
  hub: portOf(station),
  station: station.station,
  chain: () => station.chain,
  after: () => station.after,
  text: (event) => station.text(event),
})

async function underTest(): Promise<HubUnderTest> {
  const desk = await aDesk(running, uuidv7())
  return {
    desk: memberOf(desk),
    enrol: async (roles) => memberOf(await aStation(running, desk, roles)),
    newId: uuidv7,
    now: () => Date.now(),
  }
}

describe('the hub before PostgreSQL', () => {
  it.each(HUB_RULES.map((rule) => [rule.name, rule] as const))('%s', async (_name, rule) => {
    await rule.holds(await underTest(), (found, wanted) => expect(found).toEqual(wanted))
  })
})
