import { describe, expect, it } from 'vitest'
import type { StationInfo } from '../hub/stations'
import { alertsOf, dataFate, factsOf, isOlder, REPORT_MS, worstFirst } from './stations'

const NOW = 1_800_000_000_000
const MINUTE = 60_000

const presence: NonNullable<StationInfo['presence']> = {
  session: 'a',
  version: '1.4.2',
  places: ['gate:north'],
  pending: 0,
  readUpTo: 10,
  offset: 0,
  printer: 'ready',
  camera: 'ready',
}

const station = (more: Partial<StationInfo> = {}, told: Partial<StationInfo['presence']> = {}) =>
  factsOf(
    {
      station: 's',
      number: 2,
      roles: ['gate'],
      enrolledAt: NOW - 60 * MINUTE,
      lastSeenAt: NOW - 1_000,
      live: true,
      revokedAt: null,
      wiped: null,
      doubledAt: null,
      presence: { ...presence, ...told },
      ...more,
    },
    more.wiped?.at ?? null,
  )
const alerts = (more: Partial<StationInfo> = {}, told: Partial<StationInfo['presence']> = {}) =>
  alertsOf(station(more, told), NOW, '1.4.2')

describe('what the desk is told of a station', () => {
  it('nothing while all is well', () => {
    expect(alerts()).toEqual([])
    expect(alerts({ live: false, lastSeenAt: NOW - 15_000 })).toEqual([])
  })

  it('that it is cut off, when it was here today; one that was switched off yesterday is no news', () => {
    expect(alerts({ live: false, lastSeenAt: NOW - 2 * MINUTE }, { pending: 212 })).toEqual(['cut_off'])
    expect(alerts({ live: false, lastSeenAt: NOW - 20 * 60 * MINUTE })).toEqual([])
    expect(alerts({ live: false, lastSeenAt: null, presence: null })).toEqual([])
  })

  it('of printer, clock, camera and version as it told them, while it is heard of', () => {
    const told = {
      printer: 'trouble',
      printerTrouble: { what: 'paper_out', since: NOW - MINUTE },
      offset: 192_000,
      camera: 'trouble',
      version: '1.3.0',
    } as const
    expect(alerts({}, told)).toEqual(['printer', 'clock', 'camera', 'old_version'])
    expect(alerts({ live: false, lastSeenAt: NOW - 5 * MINUTE }, told)).toEqual(['cut_off'])
    expect(station({}, told).clockAhead).toBe(-192_000)
  })

  it('of events that the hub does not know or did not take', () => {
    expect(alerts({}, { heldBack: 3, keptAside: 1 })).toEqual(['kept_aside', 'hub_old'])
  })

  it('of two computers with one folder, for ten minutes', () => {
    expect(alerts({ doubledAt: NOW - MINUTE })).toEqual(['doubled'])
    expect(alerts({ doubledAt: NOW - 11 * MINUTE })).toEqual([])
  })

  it('of a folder that was used on two computers by turns, for half a day, there or not', () => {
    expect(alerts({}, { forkedAt: NOW - 11 * 60 * MINUTE })).toEqual(['forked'])
    expect(alerts({ live: false, lastSeenAt: NOW - 13 * 60 * MINUTE }, { forkedAt: NOW - MINUTE })).toEqual(['forked'])
    expect(alerts({}, { forkedAt: NOW - 13 * 60 * MINUTE })).toEqual([])
    expect(alerts({}, { forkedAt: null })).toEqual([])
  })

  it('of a lost one while the time to report it runs, and of nothing else', () => {
    const lost = { revokedAt: NOW - REPORT_MS + MINUTE, live: false, lastSeenAt: NOW - 5 * MINUTE }
    expect(alerts(lost)).toEqual(['lost'])
    expect(alerts({ ...lost, revokedAt: NOW - REPORT_MS - MINUTE })).toEqual([])
  })

  it('of a lost one that says it is wiped: less grave, for as long', () => {
    const wiped = { at: NOW - 4 * MINUTE, order: NOW - 5 * MINUTE, signature: '' }
    const lost = { revokedAt: NOW - 6 * MINUTE, live: false, lastSeenAt: NOW - 4 * MINUTE }
    expect([dataFate(station(lost)), dataFate(station({ ...lost, wiped }))]).toEqual(['told', 'wiped'])
    expect(alerts({ ...lost, wiped })).toEqual(['wiped'])
    expect(alerts({ ...lost, wiped, revokedAt: NOW - REPORT_MS - MINUTE })).toEqual([])
    expect(dataFate(station({ ...lost, lastSeenAt: NOW - 7 * MINUTE }))).toBe('unseen')
    expect(dataFate(station({ ...lost, lastSeenAt: null }))).toBe('unseen')
    expect(dataFate(station())).toBeNull()
  })

  it('a station that told nothing yet, or less than we know of, is no trouble', () => {
    expect(alerts({ presence: null })).toEqual([])
    expect(station({ presence: null })).toMatchObject({ version: null, pending: null, clockAhead: null })
  })
})

it('versions are compared number by number', () => {
  expect(isOlder('1.3.0', '1.4.2')).toBe(true)
  expect(isOlder('1.9.0', '1.10.0')).toBe(true)
  expect(isOlder('2.0.0', '1.10.0')).toBe(false)
  expect(isOlder('1.4.2', '1.4.2')).toBe(false)
  expect(isOlder('unknown', '1.4.2')).toBe(false)
})

it('the worst comes first, the revoked last, else they stand by number', () => {
  const line = (number: number, more: Partial<StationInfo> = {}) => {
    const facts = station({ number, ...more })
    return { facts, alerts: alertsOf(facts, NOW, '1.4.2') }
  }
  const old = { revokedAt: NOW - REPORT_MS - MINUTE }
  const lines = [line(1, old), line(4), line(3), line(9, { live: false, lastSeenAt: NOW - MINUTE })]
  expect(worstFirst(lines).map(({ facts }) => facts.number)).toEqual([9, 3, 4, 1])
})
