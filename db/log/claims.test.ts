import { describe, expect, it } from 'vitest'
import { callNext, uncall } from '../../core/commands/queue/call'
import type { QueueResult } from '../../core/commands/queue/command'
import { openCounter } from '../../core/commands/queue/counter'
import { issueTicket } from '../../core/commands/queue/issue'
import { cancel } from '../../core/commands/queue/move'
import { voidUnprinted } from '../../core/commands/queue/print'
import type { CommandContext } from '../../core/events/envelope'
import type { QueueReads } from '../../core/queue/reads'
import { NINE } from '../../core/testing/builders'
import { aQueueFair } from '../../core/testing/queue-builders'
import { queueQueries } from '../queries/queue'
import { aLog } from '../testing/a-log'
import { canonicalIds } from '../testing/ids'
import { claims } from './claims'
import { rebuild } from './rebuild'

const DAY = '2026-10-13'
const [ANN, STRANGER] = [canonicalIds(901)(), canonicalIds(902)()]

function aStation(seed = 1) {
  const test = aLog({ seed, wall: NINE })
  const reads = queueQueries(test.db).reads(aQueueFair())
  const act = (decide: (reads: QueueReads, ctx: CommandContext) => QueueResult): string =>
    test.log.transact((append) => {
      test.ports.pass(1000)
      const decided = decide(reads, { now: test.ports.wall(), newId: test.ports.newId })
      if (!decided.ok) throw new Error(decided.code)
      decided.value.events.forEach(append)
      return decided.value.ticket ?? ''
    })
  const by = (counter = '1') => ({ requestId: test.ports.newId(), counter, operator: 'sari' })
  return {
    ...test,
    claims: claims(test.db),
    rows: () => test.db.prepare('SELECT kind, key, holder FROM claim ORDER BY kind, key').all(),
    open: () => act((world, ctx) => openCounter(world, by(), ctx)),
    call: () => act((world, ctx) => callNext(world, by(), ctx)),
    uncall: (ticket: string) =>
      act((world, ctx) => uncall(world, { ...by(), ticket, seen: null, reason: 'wrong-number' }, ctx)),
    cancel: (ticket: string) =>
      act((world, ctx) =>
        cancel(world, { ...by(), ticket, seen: null, by: 'visitor', reason: null, counter: null }, ctx),
      ),
    void: (ticket: string) => act((world, ctx) => voidUnprinted(world, { ...by(), ticket }, ctx)),
    issue: (more: { visitor?: string; printing?: boolean } = {}) =>
      act((world, ctx) =>
        issueTicket(
          world,
          {
            ...by(),
            ticket: test.ports.newId(),
            service: 'tax',
            class: 'normal',
            declaredBy: 'visitor',
            visitor: null,
            via: 'dispenser',
            printing: false,
            numbering: 'own',
            promised: null,
            ...more,
          },
          ctx,
        ),
      ),
  }
}

describe('a claim', () => {
  it('of a counter is refused while a called ticket is there, by the rows alone too', () => {
    const station = aStation()
    station.open()
    station.issue()
    const called = station.call()
    expect(station.rows()).toEqual([])
    expect(station.claims.take('counter', '1', STRANGER)).toEqual({ ok: false, heldBy: called })
    expect(station.claims.take('counter', '2', STRANGER)).toEqual({ ok: true })
    expect(station.claims.take('counter', '1', called)).toEqual({ ok: true })
  })

  it('whose ticket has left is taken away by the next who wants it', () => {
    const station = aStation()
    station.open()
    station.issue()
    const called = station.call()
    station.claims.take('counter', '1', called)
    expect(station.claims.take('counter', '1', STRANGER)).toEqual({ ok: false, heldBy: called })
    station.uncall(called)
    expect(station.claims.take('counter', '1', STRANGER)).toEqual({ ok: true })
    expect(station.rows()).toEqual([{ kind: 'counter', key: '1', holder: STRANGER }])
  })

  it('taken twice by the same ticket is one claim', () => {
    const station = aStation()
    const ticket = station.issue({ visitor: ANN })
    for (let i = 0; i < 2; i += 1) {
      expect(station.claims.take('visit', `${ANN}:tax:${DAY}`, ticket)).toEqual({ ok: true })
    }
    expect(station.rows()).toHaveLength(1)
  })

  it('of a number holds for good: a void number is not given again', () => {
    const station = aStation()
    const ticket = station.issue({ printing: true })
    station.void(ticket)
    expect(station.claims.take('number', `tax:${DAY}:1`, STRANGER)).toEqual({ ok: false, heldBy: ticket })
    expect(station.claims.take('number', `bills:${DAY}:1`, STRANGER)).toEqual({ ok: true })
    expect(station.claims.take('number', `tax:2026-10-14:1`, STRANGER)).toEqual({ ok: true })
  })

  it('of a visitor’s ticket ends with that ticket', () => {
    const station = aStation()
    const ticket = station.issue({ visitor: ANN })
    const visit = `${ANN}:tax:${DAY}`
    station.claims.take('visit', visit, ticket)
    expect(station.claims.take('visit', visit, STRANGER)).toEqual({ ok: false, heldBy: ticket })
    expect(station.claims.take('visit', `${ANN}:bills:${DAY}`, STRANGER)).toEqual({ ok: true })
    station.cancel(ticket)
    expect(station.claims.take('visit', visit, STRANGER)).toEqual({ ok: true })
  })
})

describe('a rebuild', () => {
  it('throws all claims away and makes them from the rows', () => {
    const station = aStation()
    station.open()
    const [first, second] = [station.issue({ visitor: ANN }), station.issue()]
    station.call()
    station.claims.take('counter', '3', STRANGER)
    rebuild(station.db, station.projectors)
    expect(station.rows()).toEqual([
      { kind: 'counter', key: '1', holder: first },
      { kind: 'number', key: `tax:${DAY}:1`, holder: first },
      { kind: 'number', key: `tax:${DAY}:2`, holder: second },
      { kind: 'visit', key: `${ANN}:tax:${DAY}`, holder: first },
    ])
  })

  it('is not stopped by two stations that gave one number', () => {
    const [a, b] = [aStation(1), aStation(2)]
    const [one, other] = [a.issue(), b.issue()]
    const texts = b.db.prepare<[], { text: string }>('SELECT text FROM event_log ORDER BY seq').all()
    a.log.applyRemote(texts.map(({ text }, i) => ({ text, hubSeq: i + 1, hubOffset: null })))
    rebuild(a.db, a.projectors)
    const holder = one < other ? one : other
    expect(a.rows()).toEqual([{ kind: 'number', key: `tax:${DAY}:1`, holder }])
  })
})
