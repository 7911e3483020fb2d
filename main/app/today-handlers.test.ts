import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MINUTE } from '../../core/testing/queue-builders'
import { figuresServer } from '../figures/figures-server'
import { LiveFigures } from '../figures/live-figures'
import type { FigureReply } from '../figures/messages'
import { Desk } from './a-desk'
import { todayHandlers } from './today-handlers'

const TODAY = '2026-10-13'

let desk: Desk
let figures: LiveFigures
const closing: (() => void)[] = []

beforeEach(async () => {
  desk = await Desk.make()
  // The real server on its own connection, called in this process instead of another.
  figures = new LiveFigures(() => {
    let listener: (reply: FigureReply) => void = () => undefined
    const server = figuresServer(desk.queue.dir, desk.queue.ports.uptime, (reply) => listener(reply))
    closing.push(server.close)
    return {
      send: server.take,
      onReply: (to) => (listener = to),
      onEnd: () => undefined,
      stop: () => undefined,
    }
  })
})
afterEach(() => {
  for (const close of closing.splice(0)) close()
  desk.remove()
})

const calls = () => todayHandlers({ ...desk.station, figures, badges: null })
async function seen(day: string | null = null) {
  const answer = await calls()['today.view']({ day }, desk.signedIn('sari'))
  if (!answer.ok) throw new Error(answer.code)
  return answer.value
}

describe('today.view', () => {
  it('is for a supervisor or an organizer who is signed in at a desk', async () => {
    expect(await calls()['today.view']({ day: null }, desk.page())).toEqual({ ok: false, code: 'not_signed_in' })
    expect(
      await calls()['today.view']({ day: null }, desk.page({ role: 'gate', gate: 'north', direction: 'entry' })),
    ).toEqual({
      ok: false,
      code: 'not_a_desk',
    })
    expect(await calls()['today.view']({ day: null }, desk.signedIn('rudi'))).toEqual({
      ok: false,
      code: 'role_too_low',
    })
  })

  it('shows today while it goes on, and what happens next at the next look', async () => {
    expect(await seen()).toMatchObject({ day: TODAY, isNow: true, allServices: { waiting: 0, longest: null } })
    desk.queue.number()
    expect(await seen()).toMatchObject({ allServices: { waiting: 1 } })
  })

  it('names the service whose longest wait is beyond its promise, from the first moment beyond it', async () => {
    desk.queue.number()
    desk.queue.ports.pass(30 * MINUTE)
    expect((await seen()).alerts).toEqual([])
    desk.queue.ports.pass(MINUTE)
    const alert = { kind: 'service_late', service: 'tax', name: { id: 'tax', en: 'tax' }, ms: 31 * MINUTE }
    expect((await seen()).alerts).toMatchObject([alert])
  })

  it('names an open counter that calls nobody while people wait for it', async () => {
    desk.queue.open('1')
    desk.queue.number()
    desk.queue.ports.pass(5 * MINUTE)
    expect((await seen()).alerts).toMatchObject([{ kind: 'counter_idle', counter: '1', waiting: 1 }])
    desk.queue.do({ do: 'call_next' })
    expect((await seen()).alerts).toEqual([])
  })

  it('shows another day of the fair without alerts and without a now', async () => {
    desk.queue.number()
    desk.queue.ports.pass(60 * MINUTE)
    const other = await seen('2026-10-14')
    expect(other).toMatchObject({ day: '2026-10-14', isNow: false, alerts: [], allServices: { issued: 0 } })
    expect(other.before).toEqual([])
  })

  it('refuses a day that is none of the fair', async () => {
    const answer = await calls()['today.view']({ day: '2026-10-20' }, desk.signedIn())
    expect(answer).toEqual({ ok: false, code: 'unknown_day' })
  })
})
