import type { WebContents } from 'electron'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WindowPlace } from '../../core/contract/app'
import { GatePanelAct, type GatePanel } from '../../core/contract/gate-panel'
import type { Link } from '../../core/contract/queue'
import { NINE } from '../../core/testing/builders'
import { recordScan } from '../commands/scan'
import { Desk, DESK_PIN } from './a-desk'
import { GATE_PANEL_MS, gatePanelHandlers } from './gate-panel-handlers'
import { listOfGate } from './station'
import { WindowSessions } from './window-sessions'

const GATE = { role: 'gate', gate: 'north', direction: 'entry' } as const
const CUT: Link = { state: 'cut_off', since: NINE - 60_000, pending: 4, trouble: null }

let desk: Desk
let acts: string[]
let link: Link
let became: WindowPlace | null
let handlers: ReturnType<typeof gatePanelHandlers>

beforeEach(async () => {
  desk = await Desk.make()
  acts = []
  became = null
  link = { state: 'connected', since: null, pending: 0, trouble: null }
  handlers = gatePanelHandlers({
    ...desk.station,
    search: null,
    badges: null,
    gatePanels: new WindowSessions(GATE_PANEL_MS, () => desk.queue.ports.uptime()),
    sync: { link: () => link, hub: () => ({ offset: 400, contactAt: NINE - 65_000 }), ask: null },
    become: (_sender, place) => {
      became = place
    },
    forget: () => acts.push('forget'),
    close: () => acts.push('close'),
  })
})
afterEach(() => desk.remove())

const gatePage = () => desk.page(GATE)
const signIn = (sender: WebContents, pin = DESK_PIN) => handlers['gatePanel.open']({ staff: 'sari', pin }, sender)
async function opened(): Promise<WebContents> {
  const sender = gatePage()
  expect(await signIn(sender)).toMatchObject({ ok: true })
  return sender
}
const panelOf = async (sender: WebContents): Promise<GatePanel> => {
  const answer = await handlers['gatePanel.view'](null, sender)
  if (!answer.ok) throw new Error(answer.code)
  return answer.value
}
/** A refused scan of a code that nobody knows. */
const refusedScan = () =>
  recordScan(
    desk.queue.folder,
    {
      scanId: desk.queue.id(),
      text: 'NOBODYS',
      length: 7,
      via: 'camera',
      gate: 'north',
      direction: 'entry',
      typedAt: null,
    },
    (fair, now) => listOfGate(fair, GATE, now),
  )
const everyCall = (sender: WebContents) => [
  handlers['gatePanel.view'](null, sender),
  handlers['gatePanel.search']({ query: 'siti' }, sender),
  handlers['gatePanel.act']({ do: 'stay' }, sender),
  handlers['gatePanel.act']({ do: 'switch', list: null, direction: 'exit' }, sender),
  handlers['gatePanel.act']({ do: 'close_kiosk' }, sender),
  handlers['gatePanel.act']({ do: 'move_kiosk' }, sender),
]

describe('the guard of the panel', () => {
  it('lets nobody in through a window that is no gate, signed in or not', async () => {
    const sender = desk.signedIn('dyah')
    for (const answer of [signIn(sender), ...everyCall(sender)])
      expect(await answer).toEqual({ ok: false, code: 'not_a_gate' })
  })

  it('refuses every call before a PIN; nothing ends and nothing moves', async () => {
    for (const answer of everyCall(gatePage())) expect(await answer).toEqual({ ok: false, code: 'not_signed_in' })
    expect([acts, became, desk.pushes]).toEqual([[], null, []])
  })

  it('refuses a wrong PIN, and who is not of the set-up', async () => {
    const sender = gatePage()
    expect(await signIn(sender, '000000')).toMatchObject({ ok: false, code: 'wrong_pin' })
    expect(await handlers['gatePanel.open']({ staff: 'nobody', pin: DESK_PIN }, sender)).toEqual({
      ok: false,
      code: 'unknown_staff',
    })
    expect(await handlers['gatePanel.view'](null, sender)).toEqual({ ok: false, code: 'not_signed_in' })
  })

  it('closes a minute after the last act; looking does not prolong it', async () => {
    const sender = await opened()
    desk.queue.ports.pass(GATE_PANEL_MS - 1)
    expect(await panelOf(sender)).toMatchObject({ leftMs: 1 })
    expect(await handlers['gatePanel.act']({ do: 'stay' }, sender)).toMatchObject({ value: { leftMs: GATE_PANEL_MS } })
    desk.queue.ports.pass(GATE_PANEL_MS)
    for (const answer of everyCall(sender)) expect(await answer).toEqual({ ok: false, code: 'not_signed_in' })
    expect(acts).toEqual([])
  })

  it('opens no second gate with the session of the first', async () => {
    await opened()
    expect(await handlers['gatePanel.view'](null, gatePage())).toEqual({ ok: false, code: 'not_signed_in' })
  })
})

describe('acts at the panel', () => {
  it('close, move and leave end the session', async () => {
    for (const act of ['leave', 'close_kiosk', 'move_kiosk'] as const) {
      const sender = await opened()
      expect(await handlers['gatePanel.act']({ do: act }, sender)).toEqual({ ok: true, value: null })
      expect(await handlers['gatePanel.view'](null, sender)).toEqual({ ok: false, code: 'not_signed_in' })
    }
    expect(acts).toEqual(['close', 'forget'])
  })

  it('a switch of list and direction is in the log with who did it; an unknown list changes nothing', async () => {
    const sender = await opened()
    const unknown = { do: 'switch', list: 'attic', direction: 'exit' } as const
    expect(await handlers['gatePanel.act'](unknown, sender)).toMatchObject({ ok: false, code: 'unknown_list' })
    expect(became).toBeNull()
    await handlers['gatePanel.act']({ do: 'switch', list: 'day-1', direction: 'exit' }, sender)
    expect(became).toEqual({ role: 'gate', gate: 'north', direction: 'exit', list: 'day-1' })
    const last = desk.queue.folder.log.readPending(1_000).at(-1)?.text ?? ''
    expect(JSON.parse(last)).toMatchObject({ type: 'gate.switched', actor: 'sari', body: { list: 'day-1' } })
  })

  it('an undo of what is no scan, and an admission of nobody, are refused in words of their own', async () => {
    const sender = await opened()
    const [requestId, scan] = [desk.queue.id(), desk.queue.id()]
    expect(await handlers['gatePanel.act']({ do: 'undo', requestId, scan, reason: 'mistake' }, sender)).toMatchObject({
      ok: false,
      code: 'unknown_scan',
    })
    const admit = { do: 'admit', scanId: scan, visitor: desk.queue.id(), direction: 'entry', note: null } as const
    const act = { ...admit, reason: 'guest', knows: null, refusedScan: null }
    expect(await handlers['gatePanel.act'](act, sender)).toMatchObject({ ok: false, code: 'unknown_visitor' })
  })

  it('what cannot be meant never reaches main', () => {
    for (const act of [
      { do: 'undo', requestId: 'not-a-uuid', scan: 'x', reason: 'mistake' },
      { do: 'admit', scanId: '00000000-0000-7000-8000-000000000001', visitor: 'somebody' },
      { do: 'switch', list: '', direction: 'sideways' },
      { do: 'leave', more: 1 },
      { do: 'reset' },
    ])
      expect(GatePanelAct.safeParse(act).success).toBe(false)
  })
})

describe('what the panel tells of the station', () => {
  it('in step: nothing is of an earlier moment, and the clock is measured', async () => {
    expect(await panelOf(await opened())).toMatchObject({
      link: { state: 'connected' },
      asOf: null,
      health: { clockOffset: 400, isClockWrong: false, badges: null },
    })
  })

  it('cut off: refusals are told with the moment of the last contact', async () => {
    const sender = await opened()
    link = CUT
    refusedScan()
    const panel = await panelOf(sender)
    expect(panel).toMatchObject({ link: { state: 'cut_off', pending: 4 }, asOf: NINE - 65_000 })
    expect(panel.scans).toMatchObject([{ outcome: 'refused', reason: 'invalid', visitor: null }])
    expect(panel.scans[0]?.at).toBeGreaterThan(panel.asOf ?? Infinity)
  })

  it('a clock more than two minutes off the hub is wrong, whichever way', async () => {
    const sender = await opened()
    const { sync } = desk.queue.folder.log
    for (const [offset, isClockWrong] of [
      [119_000, false],
      [121_000, true],
      [-121_000, true],
    ] as const) {
      sync.keepOffset(offset, 1)
      expect((await panelOf(sender)).health).toMatchObject({ isClockWrong })
    }
  })
})
