import { describe, expect, it } from 'vitest'
import { GENESIS_HASH, type NewEvent } from '../events/envelope'
import { counterClosed, counterOpened, counterPaused, counterStream } from '../events/queue'
import { NEVER_OPENED } from '../queue/counter'
import { aContext, NINE } from '../testing/builders'
import { foldCounter } from './counter'
import type { OrderedEvent } from './order'

const ctx = aContext()
const [A, B, DESK] = [ctx.newId(), ctx.newId(), ctx.newId()]
const opened = (operator = 'sari') => counterOpened.make(counterStream('1'), { counter: '1', operator }, ctx)
const paused = () =>
  counterPaused.make(counterStream('1'), { counter: '1', operator: 'sari', reason: 'meal', until: null }, ctx)
const closed = () => counterClosed.make(counterStream('1'), { counter: '1', operator: 'sari' }, ctx)

/** Events of stations, a second apart, in hub order. */
const fold = (...events: readonly (readonly [string, NewEvent])[]) => foldCounter('1', ordered(events))
const ordered = (events: readonly (readonly [string, NewEvent])[]): OrderedEvent[] =>
  events.map(([station, event], i) => ({
    event: { ...event, offset: 0, station, chain: station, stationSeq: 1, prevHash: GENESIS_HASH },
    hubSeq: i + 1,
    seq: i + 1,
    at: NINE + i,
  }))

describe('foldCounter', () => {
  it('knows a counter nobody has opened yet', () => {
    expect(fold()).toEqual(NEVER_OPENED('1'))
  })

  it('follows its operators: open, pause, open, close', () => {
    expect(fold([A, opened()])).toMatchObject({ status: 'open', operator: 'sari', since: NINE, isOpenTwice: false })
    expect(fold([A, opened()], [A, paused()])).toMatchObject({
      status: 'paused',
      since: NINE + 1,
      pause: { reason: 'meal', until: null },
    })
    expect(fold([A, opened()], [A, paused()], [A, opened('budi')])).toMatchObject({
      status: 'open',
      operator: 'budi',
      pause: null,
    })
    expect(fold([A, opened()], [A, closed()])).toMatchObject({ status: 'closed', operator: null })
  })

  it('one counter open on two cut-off machines: both serve, both screens are told, until one closes', () => {
    expect(fold([A, opened()], [B, opened('budi')])).toMatchObject({ status: 'open', isOpenTwice: true })
    expect(fold([A, opened()], [B, opened('budi')], [B, closed()])).toMatchObject({
      status: 'open',
      operator: 'sari',
      isOpenTwice: false,
    })
    expect(fold([A, opened()], [B, opened('budi')], [A, paused()])).toMatchObject({
      status: 'open',
      operator: 'budi',
      isOpenTwice: false,
    })
    expect(fold([A, opened()], [A, paused()], [B, opened()])).toMatchObject({ status: 'open', isOpenTwice: false })
  })

  it('a handover at the same station is no second opening', () => {
    expect(fold([A, opened()], [A, opened('budi')])).toMatchObject({ operator: 'budi', isOpenTwice: false })
  })

  it('closed from elsewhere it is closed for all', () => {
    expect(fold([A, opened()], [B, opened()], [DESK, closed()])).toMatchObject({
      status: 'closed',
      isOpenTwice: false,
    })
  })

  it('goes by the hub’s order, not by arrival', () => {
    const [open, close] = ordered([
      [A, opened()],
      [A, closed()],
    ])
    if (open === undefined || close === undefined) throw new Error('two events')
    expect(foldCounter('1', [close, open]).status).toBe('closed')
  })
})
