import type { WebContents } from 'electron'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BadgeAct } from '../../core/contract/badge'
import { visitorRegistered, visitorStream } from '../../core/events/visitor'
import { FakeMaker } from '../badges/a-label-maker'
import { BadgePrinting } from '../badges/badge-printing'
import { aWalkInSetup } from '../commands/a-walk-in-fair'
import { Desk } from './a-desk'
import { badgeHandlers } from './badge-handlers'
import { DESK_SESSION_MS } from './desk-session'
import { GATE_PANEL_MS } from './gate-panel-handlers'
import { WindowSessions } from './window-sessions'

const GATE = { role: 'gate', gate: 'north', direction: 'entry' } as const

let desk: Desk
let maker: FakeMaker
let badges: BadgePrinting
let gatePanels: WindowSessions
let files: string
let handlers: ReturnType<typeof badgeHandlers>

beforeEach(async () => {
  desk = await Desk.make(aWalkInSetup())
  files = mkdtempSync(join(tmpdir(), 'pendopo-labels-'))
  maker = new FakeMaker()
  gatePanels = new WindowSessions(GATE_PANEL_MS, () => desk.queue.ports.uptime())
  badges = new BadgePrinting({
    folder: desk.queue.folder,
    maker,
    locale: 'id',
    changed: () => undefined,
    report: () => undefined,
  })
  const labels = { printers: maker.printers, labelOf: () => null, laidOut: () => false }
  handlers = badgeHandlers({ ...desk.station, badges, labels, gatePanels })
})
afterEach(() => {
  badges.stop()
  desk.remove()
  rmSync(files, { recursive: true })
})

/** Somebody of the roster. */
function visitor(): string {
  const { folder } = desk.queue
  const id = desk.queue.id()
  folder.people.put([{ visitor: id, group: 'greet', fields: { name: 'Siti Aminah' } }])
  const facts = { visitor: id, category: 'umum', institution: null, codeHmac: null, rowHmac: null }
  const ctx = { now: folder.ports.wall(), newId: folder.ports.newId }
  folder.log.transact((append) =>
    append(visitorRegistered.make(visitorStream(id), { ...facts, status: 'active', source: 'roster' }, ctx)),
  )
  return id
}
const act = (given: BadgeAct, sender: WebContents) => handlers['badge.act'](given, sender)
const toFiles = (sender: WebContents) => act({ do: 'set_printer', printer: { kind: 'pdf', folder: files } }, sender)
const everyCall = (sender: WebContents) => [
  handlers['badge.settings'](null, sender),
  act({ do: 'set_when', when: 'everybody' }, sender),
  act({ do: 'test_print', badge: 'label' }, sender),
  handlers['badge.print']({ requestId: desk.queue.id(), visitor: visitor() }, sender),
]
const refused = { ok: false, code: 'not_signed_in' }

describe('the guard of the label printer', () => {
  it('refuses who has not signed in at this very window, at a desk and at a gate', async () => {
    for (const sender of [desk.page(), desk.page(GATE), desk.page({ role: 'display', zones: [], isSpoken: false })])
      for (const answer of everyCall(sender)) expect(await answer).toEqual(refused)
    expect([badges.when(), maker.made]).toEqual(['walk_ins', []])
  })

  it('takes no session of another kind of window: a desk is not opened by the PIN of a gate', async () => {
    const [aDesk, aGate] = [desk.page(), desk.page(GATE)]
    gatePanels.begin(aDesk, 'sari')
    desk.station.desks.begin(aGate, 'sari')
    for (const sender of [aDesk, aGate]) expect(await handlers['badge.settings'](null, sender)).toEqual(refused)
  })

  it('ends with the session of the desk, and of the panel', async () => {
    const atDesk = desk.signedIn()
    const atGate = desk.page(GATE)
    gatePanels.begin(atGate, 'sari')
    desk.queue.ports.pass(GATE_PANEL_MS)
    expect(await handlers['badge.settings'](null, atGate)).toEqual(refused)
    expect(await handlers['badge.settings'](null, atDesk)).toMatchObject({ ok: true })
    desk.queue.ports.pass(DESK_SESSION_MS)
    for (const answer of everyCall(atDesk)) expect(await answer).toEqual(refused)
  })

  it('what is done keeps a panel open, what is only read does not', async () => {
    const sender = desk.page(GATE)
    gatePanels.begin(sender, 'sari')
    desk.queue.ports.pass(GATE_PANEL_MS - 1)
    await handlers['badge.settings'](null, sender)
    expect(gatePanels.leftMs(sender)).toBe(1)
    await act({ do: 'set_when', when: 'never' }, sender)
    expect(gatePanels.leftMs(sender)).toBe(GATE_PANEL_MS)
  })

  it('shows a label to its own hidden page only', () => {
    const sender = desk.signedIn()
    expect(handlers['badge.label'](null, sender)).toEqual({ ok: false, code: 'not_a_label' })
    expect(handlers['badge.laidOut'](null, sender)).toEqual({ ok: false, code: 'not_a_label' })
  })
})

describe('the label printer', () => {
  it('prints a badge, and says why it could not', async () => {
    const sender = desk.signedIn()
    const print = (person: string) => handlers['badge.print']({ requestId: desk.queue.id(), visitor: person }, sender)
    const person = visitor()
    expect(await print(person)).toEqual({ ok: false, code: 'badge_trouble', detail: { trouble: 'no_printer' } })
    expect(badges.health()).toMatchObject({ kind: 'none', held: 1, lastTrouble: { what: 'no_printer' } })
    await toFiles(sender)
    expect(badges.health()).toMatchObject({ kind: 'pdf', lastTrouble: null })
    expect(await print(person)).toEqual({ ok: true, value: null })
    expect(readdirSync(files)).toHaveLength(1)
    expect(await print(desk.queue.id())).toEqual({ ok: false, code: 'no_badge' })
  })

  it('tries a test label, and keeps what went wrong until one comes out', async () => {
    const sender = desk.signedIn()
    await act({ do: 'set_printer', printer: { kind: 'os', name: 'Brother' } }, sender)
    maker.answer = false
    const trouble = { ok: false, code: 'badge_trouble', detail: { trouble: 'refused' } }
    expect(await act({ do: 'test_print', badge: 'label' }, sender)).toEqual(trouble)
    expect(badges.health()).toMatchObject({ held: 0, lastTrouble: { what: 'refused' } })
    maker.answer = true
    expect(await act({ do: 'test_print', badge: 'label' }, sender)).toMatchObject({ ok: true })
    expect(badges.health().lastTrouble).toBeNull()
  })

  it('remembers after a restart what held a label back', async () => {
    const sender = desk.signedIn()
    await handlers['badge.print']({ requestId: desk.queue.id(), visitor: visitor() }, sender)
    const { folder } = desk.queue
    const again = new BadgePrinting({ folder, maker, locale: 'id', changed: vi.fn(), report: vi.fn() })
    expect(again.health()).toMatchObject({ held: 1, lastTrouble: { what: 'no_printer' } })
    again.stop()
  })

  it('refuses a folder that is none, a template and a held label that are not there', async () => {
    const sender = desk.signedIn()
    const nowhere = { kind: 'pdf', folder: join(files, 'nowhere') } as const
    expect(await act({ do: 'set_printer', printer: nowhere }, sender)).toEqual({ ok: false, code: 'badge_folder' })
    expect(badges.printer()).toEqual({ kind: 'none' })
    await toFiles(sender)
    expect(await act({ do: 'test_print', badge: 'other' }, sender)).toEqual({ ok: false, code: 'unknown_job' })
    const job = desk.queue.id()
    expect(await act({ do: 'drop_held', job }, sender)).toEqual({ ok: false, code: 'unknown_job' })
    expect(await act({ do: 'print_held', job }, sender)).toMatchObject({ ok: false, code: 'badge_trouble' })
  })

  it('what cannot be meant never reaches main', () => {
    for (const given of [
      { do: 'set_printer', printer: { kind: 'pdf', folder: ' ' } },
      { do: 'set_printer', printer: { kind: 'usb' } },
      { do: 'set_when', when: 'sometimes' },
      { do: 'drop_held', job: '../label' },
    ])
      expect(BadgeAct.safeParse(given).success).toBe(false)
  })
})
