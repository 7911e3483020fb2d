import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { transfer } from '../../../core/commands/queue/move'
import { aQueueFair, MINUTE } from '../../../core/testing/queue-builders'
import { verifyFolder } from '../../folder/fair-folder'
import { actAtCounter } from './act'
import { QueueFolder, seen, sure } from './a-queue-folder'
import { closeOldDays, commitQueue } from './commit'
import { bookSlot, checkInBooked } from './issue'

const DAY = 24 * 60 * MINUTE
let queue: QueueFolder
beforeEach(async () => {
  queue = await QueueFolder.make({
    setup: aQueueFair({ tax: { appointments: { everyMinutes: 30, places: 1 } } }).setup,
  })
})
afterEach(() => queue.remove())

describe('one press', () => {
  it('gives one number, however often it is sent', () => {
    const requestId = queue.id()
    const first = sure(queue.give({ requestId }))
    const again = sure(queue.give({ requestId }))
    expect(again).toMatchObject({ ticket: first.ticket, isRepeated: true })
    expect(queue.number().number).toBe(2)
  })

  it('calls one person, however often it is sent', () => {
    queue.open()
    const [first] = [queue.number(), queue.number()]
    const requestId = queue.id()
    const called = sure(queue.act({ do: 'call_next' }, '1', requestId))
    const again = sure(queue.act({ do: 'call_next' }, '1', requestId))
    expect([called.ticket, again.ticket]).toEqual([first.id, first.id])
    expect(queue.ticket(first.id).calls).toBe(1)
  })

  it('is answered as it was, though the counter has gone on since', () => {
    queue.open()
    const ticket = queue.number()
    const requestId = queue.id()
    sure(queue.act({ do: 'call_next' }, '1', requestId))
    queue.do({ do: 'start', ...seen(queue.ticket(ticket.id)) })
    expect(sure(queue.act({ do: 'call_next' }, '1', requestId))).toMatchObject({ ticket: ticket.id, isRepeated: true })
    expect(queue.ticket(ticket.id).state).toBe('SERVING')
  })
})

describe('two counters and one visitor in line', () => {
  it('one calls, the other is told that nobody waits', () => {
    queue.open('1')
    queue.open('2')
    queue.number()
    expect(queue.act({ do: 'call_next' }, '1').ok).toBe(true)
    expect(queue.act({ do: 'call_next' }, '2')).toMatchObject({ ok: false, code: 'nobody_waiting' })
  })

  it('who saw an older state is told by whom and when it changed', () => {
    queue.open('1')
    queue.open('2')
    const ticket = queue.number()
    queue.do({ do: 'call_next' }, '1')
    expect(queue.act({ do: 'call', ...seen(ticket) }, '2')).toMatchObject({
      ok: false,
      code: 'changed',
      detail: { by: '1', at: queue.ports.wall(), state: 'CALLED', label: 'A-001' },
    })
  })
})

describe('a visitor', () => {
  it('has one live number of a service', () => {
    const visitor = queue.id()
    queue.number({ visitor })
    expect(queue.give({ visitor })).toMatchObject({ ok: false, code: 'already_waiting', detail: { number: 'A-001' } })
    expect(queue.give({ visitor, service: 'bills' }).ok).toBe(true)
  })
})

describe('a new day', () => {
  it('closes what was left over before its first number, and begins at one again', () => {
    queue.open()
    const [served, waiting] = [queue.number(), queue.number()]
    queue.do({ do: 'call_next' })
    queue.do({ do: 'start', ...seen(queue.ticket(served.id)) })
    queue.ports.pass(DAY)
    expect(queue.number().number).toBe(1)
    expect(queue.ticket(served.id)).toMatchObject({ state: 'DONE', isTimeAccurate: false })
    expect(queue.ticket(waiting.id).state).toBe('EXPIRED')
    expect(queue.reads.held('1')).toBeNull()
  })

  it('is begun at the start of the program too, once', () => {
    queue.number()
    queue.number()
    expect(closeOldDays(queue.folder)).toBe(0)
    queue.ports.pass(DAY)
    expect(closeOldDays(queue.folder)).toBe(2)
    expect(closeOldDays(queue.folder)).toBe(0)
  })

  it('leaves midnight to who is being served: the counter may still finish', () => {
    queue.open()
    const ticket = queue.number()
    queue.do({ do: 'call_next' })
    queue.do({ do: 'start', ...seen(queue.ticket(ticket.id)) })
    queue.ports.pass(DAY)
    expect(queue.do({ do: 'finish', ...seen(queue.ticket(ticket.id)), outcome: 'solved' })).toMatchObject({
      state: 'DONE',
      isTimeAccurate: true,
    })
  })
})

describe('an appointment', () => {
  const slot = () => queue.ports.wall() + 30 * MINUTE

  it('gets its number when its visitor is here, and waits from the time of the slot', () => {
    const slotAt = slot()
    const request = { requestId: queue.id(), service: 'tax', class: 'normal', visitor: null, slotAt } as const
    const booked = queue.ticket(sure(bookSlot(queue.folder, request)).ticket)
    expect(booked).toMatchObject({ state: 'BOOKED', number: null })
    sure(checkInBooked(queue.folder, { requestId: queue.id(), ticket: booked.id, printing: false }))
    expect(queue.ticket(booked.id)).toMatchObject({ state: 'WAITING', number: 1, eligibleAt: slotAt })
  })

  it('is over when nobody came within a quarter of an hour', () => {
    const request = { requestId: queue.id(), service: 'tax', class: 'normal', visitor: null, slotAt: slot() } as const
    const booked = sure(bookSlot(queue.folder, request)).ticket
    queue.ports.pass(46 * MINUTE)
    queue.number()
    expect(queue.ticket(booked).state).toBe('EXPIRED')
  })
})

describe('the words of a transfer', () => {
  const serving = () => {
    queue.open('2')
    queue.number()
    const called = queue.do({ do: 'call_next' }, '2')
    return queue.do({ do: 'start', ...seen(called) }, '2')
  }
  const words = 'Bawa fotokopi KTP'

  it('are a sealed row beside the log, which has its id only', () => {
    const ticket = queue.do({ do: 'transfer', ...seen(serving()), to: 'bills', place: null, note: words }, '2')
    expect(queue.folder.people.read(ticket.note?.id ?? '', 'note')).toMatchObject({ ok: true, value: { text: words } })
    const texts = queue.folder.log.readPending(1_000).map(({ text }) => text)
    expect(texts.filter((text) => text.includes('fotokopi'))).toEqual([])
  })

  it('are not kept when the transfer is refused', () => {
    const ticket = serving()
    expect(
      queue.act({ do: 'transfer', ...seen(ticket), seen: 99, to: 'bills', place: null, note: words }, '2'),
    ).toMatchObject({ ok: false, code: 'changed' })
    expect(queue.folder.people.counts().note.rows).toBe(0)
  })

  it('may be left alone by a power cut before the event: the transfer has not happened, and can be done again', async () => {
    const ticket = serving()
    const requestId = queue.id()
    const command = {
      requestId,
      counter: '2',
      operator: 'sari',
      ...seen(ticket),
      to: 'bills',
      place: null,
      note: queue.id(),
    }
    expect(() =>
      commitQueue(queue.folder, requestId, (reads, ctx) => transfer(reads, command, ctx), {
        beforeEvents: () => {
          queue.folder.people.put([{ visitor: command.note, group: 'note', fields: { text: words } }])
          throw new Error('the power is cut')
        },
      }),
    ).toThrow('the power is cut')
    await queue.restart()
    expect(queue.folder.people.counts().note.rows).toBe(1)
    expect(queue.ticket(ticket.id)).toEqual(ticket)
    expect(verifyFolder(queue.dir).problems).toEqual([])
    sure(
      actAtCounter(
        queue.folder,
        { requestId, counter: '2', operator: 'sari' },
        { do: 'transfer', ...seen(ticket), to: 'bills', place: null, note: words },
      ),
    )
    expect(queue.ticket(ticket.id)).toMatchObject({ state: 'WAITING', service: 'bills' })
  })
})
