import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Desk, DESK_PIN } from './a-desk'
import { deskHandlers } from './desk-handlers'
import { deskSession, DESK_SESSION_MS } from './desk-session'

let desk: Desk
let handlers: ReturnType<typeof deskHandlers>

beforeEach(async () => {
  desk = await Desk.make()
  handlers = deskHandlers(desk.station)
})
afterEach(() => desk.remove())

describe('the guard of the desk', () => {
  it('lets nobody in through a window that is no desk', () => {
    const gate = desk.page({ role: 'gate', gate: 'north', direction: 'entry' })
    desk.station.desks.begin(gate, 'dyah')
    expect(deskSession(desk.station, gate)).toEqual({ ok: false, code: 'not_a_desk' })
  })

  it('lets nobody in who has not signed in', () => {
    expect(deskSession(desk.station, desk.page())).toEqual({ ok: false, code: 'not_signed_in' })
  })

  it('names who acts, and refuses what needs a higher role', () => {
    const sender = desk.signedIn('sari')
    expect(deskSession(desk.station, sender)).toMatchObject({ ok: true, value: { actor: 'sari', role: 'supervisor' } })
    expect(deskSession(desk.station, sender, 'organizer')).toEqual({ ok: false, code: 'role_too_low' })
    expect(deskSession(desk.station, desk.signedIn('dyah'), 'organizer')).toMatchObject({ ok: true })
  })

  it('ends for somebody whom the set-up does not name any more', () => {
    const sender = desk.page()
    desk.station.desks.begin(sender, 'gone')
    expect(deskSession(desk.station, sender)).toEqual({ ok: false, code: 'not_signed_in' })
  })

  it('locks a desk that nobody touched for a quarter of an hour; reading does not count as touching', () => {
    const sender = desk.signedIn()
    desk.queue.ports.pass(DESK_SESSION_MS - 1)
    expect(handlers['desk.view'](null, sender)).toMatchObject({ value: { signedIn: { code: 'dyah' } } })
    desk.queue.ports.pass(1)
    expect(handlers['desk.view'](null, sender)).toMatchObject({ value: { signedIn: null } })
    expect(handlers['desk.stay'](null, sender)).toEqual({ ok: false, code: 'not_signed_in' })
  })

  it('stays open for somebody at work', async () => {
    const sender = desk.signedIn()
    desk.queue.ports.pass(DESK_SESSION_MS - 1)
    await handlers['desk.stay'](null, sender)
    desk.queue.ports.pass(DESK_SESSION_MS - 1)
    expect(deskSession(desk.station, sender)).toMatchObject({ ok: true })
  })
})

describe('signing in at the desk', () => {
  it('opens it for a supervisor, in the log with what it was for', async () => {
    const sender = desk.page()
    expect(await handlers['desk.signIn']({ staff: 'sari', pin: DESK_PIN }, sender)).toMatchObject({
      ok: true,
      value: { signedIn: { code: 'sari', name: 'Sari', role: 'supervisor' } },
    })
    const last = desk.queue.folder.log.readPending(1_000).at(-1)?.text ?? ''
    expect(JSON.parse(last)).toMatchObject({ type: 'staff.signed_in', actor: 'sari', body: { purpose: 'desk' } })
  })

  it('is not for an operator, and costs no try', async () => {
    const sender = desk.page()
    expect(await handlers['desk.signIn']({ staff: 'rudi', pin: DESK_PIN }, sender)).toEqual({
      ok: false,
      code: 'role_too_low',
    })
    expect(deskSession(desk.station, sender)).toMatchObject({ ok: false })
    expect(desk.queue.folder.settings.pinTries('rudi')).toMatchObject({ count: 0 })
  })

  it('ends with signing out', async () => {
    const sender = desk.page()
    await handlers['desk.signIn']({ staff: 'dyah', pin: DESK_PIN }, sender)
    await handlers['desk.signOut'](null, sender)
    expect(handlers['desk.view'](null, sender)).toMatchObject({ value: { signedIn: null } })
    expect(desk.pushes).toEqual(['desk', 'desk'])
  })
})
