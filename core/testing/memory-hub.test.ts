import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { describe, expect, it } from 'vitest'
import { GENESIS_HASH, type LogEvent } from '../events/envelope'
import type { StationRole } from '../people/groups'
import { NINE } from './builders'
import { HUB_RULES } from './hub-conformance'
import type { HubUnderTest, Member } from './hub-under-test'
import { MemoryHub } from './memory-hub'

function aHub(): HubUnderTest {
  let n = 0
  const newId = () => `${(n += 1).toString(16).padStart(8, '0')}-0000-7000-8000-0000000000aa`
  const sha256 = (data: string, encoding: 'utf8' | 'base64') =>
    createHash('sha256').update(Buffer.from(data, encoding)).digest('hex')
  const canonical = (event: LogEvent) => canonicalize(event) ?? ''
  const hub = new MemoryHub(newId(), { now: () => NINE, newId, newUuid: newId, sha256, canonical })
  const enrol = (roles: readonly StationRole[]): Member => {
    const [station, chain] = [newId(), newId()]
    hub.enrol(station, roles)
    let [stationSeq, prevHash] = [0, GENESIS_HASH]
    return {
      hub: hub.as(station),
      station,
      chain: () => chain,
      after: () => (stationSeq === 0 ? null : { chain, stationSeq }),
      text: (event) => {
        const text = canonical({ ...event, offset: 0, station, chain, stationSeq: (stationSeq += 1), prevHash })
        prevHash = sha256(text, 'utf8')
        return text
      },
    }
  }
  return { desk: enrol(['desk']), enrol: async (roles) => enrol(roles), newId, now: () => NINE }
}

describe('the hub in memory', () => {
  it.each(HUB_RULES.map((rule) => [rule.name, rule] as const))('%s', async (_name, rule) => {
    await rule.holds(aHub(), (found, wanted) => expect(found).toEqual(wanted))
  })
})
