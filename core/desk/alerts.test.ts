import { describe, expect, it } from 'vitest'
import type { ServiceFigures } from '../figures/figures'
import { alertsOf } from './alerts'

const NOW = Date.UTC(2026, 9, 13, 3)
const MIN = 60_000

const service = (code: string, waits: number | null, target = 30, waiting = 3): ServiceFigures => ({
  service: code,
  issued: 0,
  waiting,
  called: 0,
  serving: 0,
  parked: 0,
  missed: 0,
  done: 0,
  cancelled: 0,
  expired: 0,
  longest: waits === null ? null : { ticket: 't', label: 'A-001', ms: waits * MIN },
  waits: null,
  inTarget: null,
  targetMs: target * MIN,
  noShows: 0,
  counters: 2,
  openCounters: 1,
})
const none = { services: [], rooms: [], counters: [] }

describe('alertsOf', () => {
  it('names a service only beyond its own target, and says since when', () => {
    const services = [service('a', 30), service('b', 31), service('c', null)]
    expect(alertsOf({ ...none, services }, NOW)).toMatchObject([
      { kind: 'service_late', service: 'b', since: NOW - MIN, counters: 2, openCounters: 1 },
    ])
  })

  it('puts what is furthest over its own promise first', () => {
    const services = [service('slow', 60, 45), service('quick', 30, 10)]
    expect(alertsOf({ ...none, services }, NOW).map((alert) => 'service' in alert && alert.service)).toEqual([
      'quick',
      'slow',
    ])
  })

  it('calls a room nearly full at nineteen seats of twenty, and never one without a limit', () => {
    const room = (inside: number, capacity: number | null) => ({ list: `${inside}`, inside, capacity })
    const rooms = [room(18, 20), room(19, 20), room(20, 20), room(900, null)]
    expect(alertsOf({ ...none, rooms }, NOW)).toMatchObject([{ inside: 19 }, { inside: 20 }])
  })

  it('asks why a counter holds nobody for five minutes, but only while somebody waits for it', () => {
    const counter = (code: string, served: string, idle: number | null) => ({
      counter: code,
      services: [served],
      idleSince: idle === null ? null : NOW - idle * MIN,
    })
    const counters = [counter('1', 'a', 5), counter('2', 'a', 4), counter('3', 'a', null), counter('4', 'empty', 60)]
    const services = [service('a', 9, 30, 3), service('empty', null, 30, 0)]
    expect(alertsOf({ ...none, services, counters }, NOW)).toEqual([
      { kind: 'counter_idle', counter: '1', since: NOW - 5 * MIN, waiting: 3 },
    ])
  })

  it('counts the time from when somebody was there to be called, not from yesterday evening', () => {
    const counters = [{ counter: '1', services: ['a'], idleSince: NOW - 900 * MIN }]
    const waited = (minutes: number) => alertsOf({ ...none, services: [service('a', minutes)], counters }, NOW)
    expect(waited(4)).toEqual([])
    expect(waited(6)).toMatchObject([{ kind: 'counter_idle', since: NOW - 6 * MIN }])
  })
})
