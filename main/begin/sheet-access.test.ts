import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Desk, DESK_PIN } from '../app/a-desk'
import { beginHandlers, type BeginStation } from '../app/begin-handlers'
import { DESK_SESSION_MS } from '../app/desk-session'
import { openBoot } from '../app/station'
import { WindowSessions } from '../app/window-sessions'
import { ALONE } from '../views/parts'
import { sheetAsks } from './sheet-access'

// Its dialogs are not opened here.
vi.mock('electron', () => ({ dialog: {}, BrowserWindow: {}, app: {} }))

describe('the recovery sheet of a new fair', () => {
  let desk: Desk
  let station: BeginStation
  let printed = 0
  let calls: ReturnType<typeof beginHandlers>
  beforeEach(async () => {
    desk = await Desk.make()
    desk.queue.folder.settings.set('sheetDue', true)
    printed = 0
    station = {
      ...desk.station,
      isMadeHere: false,
      sheets: new WindowSessions(DESK_SESSION_MS, () => desk.queue.ports.uptime()),
      hasKeychain: () => true,
      isEmpty: () => false,
      begin: () => Promise.reject(new Error('not here')),
      become: (sender) => sender,
    }
    const windows = {
      toPdf: () => Promise.reject(new Error('not here')),
      toPaper: async () => {
        printed += 1
        return 'printed' as const
      },
    }
    calls = beginHandlers(station, windows, (what, thrown) => {
      throw new Error(what, { cause: thrown })
    })
  })
  afterEach(() => desk.remove())

  const page = () => desk.page()
  const print = { to: 'paper', locale: 'id' } as const
  const boot = (sender: ReturnType<typeof page>) =>
    openBoot(desk.queue.folder, null, 'id', ALONE, sheetAsks(station, sender))

  it('asks nobody while the program that made the fair runs', async () => {
    station.isMadeHere = true
    const sender = page()
    expect(boot(sender)).toMatchObject({ phase: 'recovery_sheet', asks: null })
    expect(await calls['recovery.print'](print, sender)).toMatchObject({ ok: true })
    expect(printed).toBe(1)
  })

  it('asks nobody where the start asked for the passphrase', () => {
    desk.queue.folder.settings.set('keyAdapter', 'passphrase')
    expect(boot(page())).toMatchObject({ asks: null })
  })

  it('asks for an organizer’s PIN after a restart: it is neither printed nor put away without', async () => {
    const sender = page()
    expect(boot(sender)).toMatchObject({ phase: 'recovery_sheet', asks: 'organizer' })
    expect(await calls['recovery.print'](print, sender)).toEqual({ ok: false, code: 'not_signed_in' })
    expect(await calls['recovery.done'](null, sender)).toEqual({ ok: false, code: 'not_signed_in' })
    const wrong = await calls['recovery.signIn']({ staff: 'dyah', pin: '000000' }, sender)
    expect(wrong).toMatchObject({ ok: false, code: 'wrong_pin' })
    expect(await calls['recovery.signIn']({ staff: 'sari', pin: DESK_PIN }, sender)).toMatchObject({
      ok: false,
      code: 'role_too_low',
    })
    expect(printed).toBe(0)
  })

  it('is open to who signed in, at that window alone, and goes on to their desk', async () => {
    const sender = page()
    expect(await calls['recovery.signIn']({ staff: 'dyah', pin: DESK_PIN }, sender)).toEqual({ ok: true, value: null })
    expect(boot(sender)).toMatchObject({ asks: null })
    expect(boot(page())).toMatchObject({ asks: 'organizer' })
    expect(await calls['recovery.print'](print, sender)).toEqual({ ok: true, value: { printed: true } })
    expect(await calls['recovery.done'](null, sender)).toMatchObject({ ok: true })
    expect(station.desks.at(sender)).toBe('dyah')
    expect(await calls['recovery.signIn']({ staff: 'dyah', pin: DESK_PIN }, sender)).toMatchObject({
      code: 'begin_not_now',
    })
  })
})
