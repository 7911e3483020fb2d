import jsQR from 'jsqr'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { cancel } from '../../core/commands/queue/move'
import { slipPrinted, voidUnprinted } from '../../core/commands/queue/print'
import type { QueueResult } from '../../core/commands/queue/command'
import type { CommandContext } from '../../core/events/envelope'
import type { QueueReads } from '../../core/queue/reads'
import { numberLabel, type Ticket } from '../../core/queue/ticket'
import { err, ok } from '../../core/result/result'
import { readSlipText } from '../codes/station-codes'
import { changeSetup } from '../commands/change-setup'
import { meet, QueueFolder, sure } from '../commands/queue/a-queue-folder'
import { commitQueue } from '../commands/queue/commit'
import { issuedTicket } from '../views/dispenser-view'
import { startSlipPrinting, type SlipPrinting } from './slip-printing'
import type { MachineHabits, PrintedSlip } from './testing/escpos-machine'
import { TcpStandIn } from './testing/tcp-stand-in'

const SECOND = 1_000
/** `rules.unconfirmedSeconds` of a service, as it is when nobody set it. */
const UNCONFIRMED_MS = 90 * SECOND

let queue: QueueFolder
let standIn: TcpStandIn
let slips: SlipPrinting
let reports: unknown[]

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  queue = await QueueFolder.make()
  reports = []
  standIn = new TcpStandIn()
  await plugIn(standIn)
})
afterEach(async () => {
  slips.stop()
  await standIn.unplug()
  vi.useRealTimers()
  queue.remove()
  expect(reports).toEqual([])
})

async function plugIn(printer: TcpStandIn): Promise<void> {
  await printer.plugIn()
  queue.folder.settings.set('printer', { kind: 'tcp', host: '127.0.0.1', port: printer.port, width: 58 })
  start()
}

function start(): void {
  slips = startSlipPrinting({
    folder: queue.folder,
    issued: (ticket) => issuedTicket(queue.folder, slips.state(), ticket),
    changed: () => undefined,
    report: (what, thrown) => reports.push([what, thrown]),
  })
}

/** Another printer in the place of the first. */
async function withPrinter(habits: MachineHabits): Promise<void> {
  slips.stop()
  await standIn.unplug()
  standIn = new TcpStandIn(habits)
  await plugIn(standIn)
}

/** A number taken at the dispenser, its slip on the way. */
function take(locale: 'id' | 'en' = 'id'): Ticket {
  const ticket = queue.number({ printing: true })
  slips.print(ticket.id, locale)
  return ticket
}

const now = (ticket: Ticket) => queue.ticket(ticket.id)
const comesTo = (ticket: Ticket, more: Partial<Ticket>) =>
  vi.waitFor(() => expect(now(ticket)).toMatchObject(more), { timeout: 15_000 })

/** Time goes by, and what is due is seen to. */
function pass(ms: number): void {
  queue.ports.pass(ms)
  vi.advanceTimersByTime(SECOND)
}

/** All jobs that were in line are done: a page that is asked for now comes after them. */
const allDone = () => slips.test()

const isTestPage = (slip: PrintedSlip) => slip.lines.some(({ text }) => text === 'CETAK UJI')
const printed = () => standIn.machine.slips.filter((slip) => !isTestPage(slip))
const labels = () => printed().map(({ lines }) => lines.find(({ text }) => /^[A-Z]{1,2}-\d+$/.test(text))?.text)
const label = ({ prefix, number }: Ticket) => numberLabel(prefix, number)
const textOf = (slip: PrintedSlip | undefined) => slip?.lines.map(({ text }) => text).join(' ')

function commit(decide: (reads: QueueReads, ctx: CommandContext, requestId: string) => QueueResult): void {
  const requestId = queue.id()
  sure(commitQueue(queue.folder, requestId, (reads, ctx) => decide(reads, ctx, requestId)))
}
const tell = ({ id }: Ticket) =>
  commit((reads, ctx, requestId) => slipPrinted(reads, { requestId, ticket: id, by: 'staff' }, ctx))

describe('a number just given', () => {
  it('is in line once its slip is out', async () => {
    const ticket = take()
    expect(ticket.state).toBe('ISSUING')
    await comesTo(ticket, { state: 'WAITING' })
    expect(labels()).toEqual([label(ticket)])
    expect(slips.state()).toEqual({ state: 'ready', trouble: null })
  })

  it('has a code on its slip that names it', async () => {
    const ticket = take()
    await comesTo(ticket, { state: 'WAITING' })
    const { data, width, height } = printed()[0]!.pictures[0]!
    const read = readSlipText(queue.folder, queue.reads.fair, jsQR(data, width, height)?.data ?? '')
    expect(sure(read)).toMatchObject({ ticket: ticket.id, facts: { service: 'tax', number: ticket.number } })
  })

  it('has its slip in the language it was asked for in', async () => {
    await comesTo(take('en'), { state: 'WAITING' })
    expect(textOf(printed()[0])).toContain('QUEUE NUMBER')
  })

  it('waits for those before it: one job at a time, in order', async () => {
    const tickets = [take(), take(), take()]
    await comesTo(tickets[2]!, { state: 'WAITING' })
    expect(labels()).toEqual(tickets.map(label))
  })

  it('that is cancelled while it stands in line is not printed', async () => {
    const [first, second, third] = [take(), take(), take()]
    commit((reads, ctx, requestId) =>
      cancel(reads, { requestId, ticket: second.id, seen: null, by: 'visitor', reason: null, counter: null }, ctx),
    )
    await comesTo(third, { state: 'WAITING' })
    expect(labels()).toEqual([label(first), label(third)])
  })

  it('that is void while it prints is broken off and cleared', async () => {
    await withPrinter({ answers: 'status', clears: true })
    const ticket = take()
    await vi.waitFor(() => expect(printed()).toHaveLength(1), { timeout: 5_000 })
    commit((reads, ctx, requestId) => voidUnprinted(reads, { requestId, ticket: ticket.id }, ctx))
    pass(SECOND)
    const after = performance.now()
    await allDone()
    // Not waited for to the end of a printer's patience (12 s), but for the test page's own (4 s).
    expect(performance.now() - after).toBeLessThan(10_000)
    expect(now(ticket).state).toBe('CANCELLED')
  })
})

describe('paper that runs out in the middle of a slip', () => {
  let cut: Ticket
  let behind: Ticket
  beforeEach(async () => {
    standIn.machine.paper = 6
    cut = take()
    behind = take()
    await comesTo(behind, { state: 'ISSUING', printTrouble: 'paper_out' })
    expect(now(cut)).toMatchObject({ state: 'ISSUING', printTrouble: 'paper_out' })
  })

  it('is shown', () => {
    expect(slips.state()).toEqual({ state: 'trouble', trouble: 'paper_out' })
  })

  it('lets no old slip come out once new paper is in', async () => {
    standIn.machine.refill()
    pass(10 * SECOND)
    await allDone()
    expect(printed()).toEqual([])
    expect(slips.state()).toEqual({ state: 'ready', trouble: null })
  })

  it('lets new numbers print, the old ones still waiting for staff', async () => {
    standIn.machine.refill()
    const fresh = take()
    await comesTo(fresh, { state: 'WAITING' })
    expect(labels()).toEqual([label(fresh)])
    expect(now(cut).state).toBe('ISSUING')
  })

  it('is made up for when staff say so: each slip once, in order', async () => {
    standIn.machine.refill()
    slips.refilled()
    slips.refilled()
    await comesTo(behind, { state: 'WAITING' })
    await allDone()
    expect(now(cut).state).toBe('WAITING')
    expect(labels()).toEqual([cut, behind].map(label))
  })

  it('does not void a number in time, but then', async () => {
    pass(UNCONFIRMED_MS - SECOND)
    expect(now(cut).state).toBe('ISSUING')
    pass(SECOND)
    expect([now(cut).state, now(behind).state]).toEqual(['CANCELLED', 'CANCELLED'])
  })

  it('brings no slip of a void number, and the number is not given again', async () => {
    pass(UNCONFIRMED_MS)
    standIn.machine.refill()
    slips.refilled()
    await allDone()
    expect(printed()).toEqual([])
    expect(queue.number().number).toBe(behind.number! + 1)
  })

  it('leaves alone who was told the number', async () => {
    tell(cut)
    standIn.machine.refill()
    slips.refilled()
    await comesTo(behind, { state: 'WAITING' })
    pass(UNCONFIRMED_MS)
    expect(labels()).toEqual([label(behind)])
    expect(now(cut).state).toBe('WAITING')
  })

  it('voids nothing by a clock that was set, only by time that passed', () => {
    const real = queue.ports.wall
    vi.spyOn(queue.ports, 'wall').mockImplementation(() => real() + 3_600_000)
    pass(SECOND)
    expect(now(cut).state).toBe('ISSUING')
  })
})

describe('a printer that says nothing', () => {
  let ticket: Ticket
  beforeEach(async () => {
    await withPrinter({ answers: 'none', clears: false })
    ticket = take()
    await allDone()
  })

  it('has its slips shown to staff after a while, and none void: somebody may be holding it', () => {
    expect(now(ticket)).toMatchObject({ state: 'ISSUING', printTrouble: null })
    pass(UNCONFIRMED_MS)
    expect(now(ticket)).toMatchObject({ state: 'ISSUING', printTrouble: 'unconfirmed' })
    pass(10 * UNCONFIRMED_MS)
    expect(now(ticket).state).toBe('ISSUING')
    tell(ticket)
    expect(now(ticket).state).toBe('WAITING')
  })

  it('prints no slip twice when staff say that paper is in', async () => {
    slips.refilled()
    pass(UNCONFIRMED_MS)
    slips.refilled()
    await allDone()
    expect(labels()).toEqual([label(ticket)])
  })
})

describe('a restart', () => {
  it('prints nothing by itself: staff are asked for what nobody saw come out', async () => {
    slips.stop()
    const lost = queue.number({ printing: true })
    await queue.restart()
    start()
    await allDone()
    expect(printed()).toEqual([])
    expect(now(lost)).toMatchObject({ state: 'ISSUING', printTrouble: 'unconfirmed' })
    pass(UNCONFIRMED_MS)
    expect(now(lost).state).toBe('ISSUING')
  })

  it('prints such a number again only as a marked copy', async () => {
    slips.stop()
    const lost = queue.number({ printing: true })
    await queue.restart()
    start()
    expect(await slips.reprint(lost.id)).toEqual(ok(null))
    expect(now(lost)).toMatchObject({ state: 'WAITING', copies: 2 })
    expect(textOf(printed()[0])).toContain('SALINAN cetakan ke-2')
  })

  it('remembers which slips a trouble kept, and gives staff time again', async () => {
    standIn.machine.paper = 0
    const kept = take()
    await comesTo(kept, { printTrouble: 'paper_out' })
    pass(UNCONFIRMED_MS - SECOND)
    slips.stop()
    await queue.restart()
    start()
    pass(UNCONFIRMED_MS - SECOND)
    standIn.machine.refill()
    slips.refilled()
    await comesTo(kept, { state: 'WAITING' })
    expect(labels()).toEqual([label(kept)])
  })

  it('leaves the slips of other stations to them', async () => {
    const other = await QueueFolder.beside(queue, 2)
    const theirs = other.number({ printing: true })
    meet(queue, other)
    slips.stop()
    start()
    pass(UNCONFIRMED_MS)
    slips.refilled()
    await allDone()
    expect(now(theirs)).toMatchObject({ state: 'ISSUING', printTrouble: null })
    expect(printed()).toEqual([])
    other.remove()
  })

  it('in the middle of a slip writes nothing into a folder that is closed', async () => {
    await withPrinter({ answers: 'status', clears: true })
    const ticket = take()
    await vi.waitFor(() => expect(printed()).toHaveLength(1), { timeout: 5_000 })
    slips.stop()
    await queue.restart()
    expect(now(ticket).state).toBe('ISSUING')
  })
})

describe('a lost slip', () => {
  it('is printed again, marked as the copy it is', async () => {
    const ticket = take()
    await comesTo(ticket, { state: 'WAITING' })
    for (const copy of [2, 3]) {
      expect(await slips.reprint(ticket.id)).toEqual(ok(null))
      expect(textOf(printed().at(-1))).toContain(`SALINAN cetakan ke-${copy}`)
      expect(now(ticket)).toMatchObject({ state: 'WAITING', copies: copy })
    }
    expect(textOf(printed()[0])).not.toContain('SALINAN')
  })

  it('is printed by the template that the set-up has by then', async () => {
    const ticket = take()
    await comesTo(ticket, { state: 'WAITING' })
    const { slip } = queue.reads.fair.setup
    const footer = { id: 'Meja bantuan di pintu utara.', en: 'Help desk at the north gate.' }
    const value = { slip: { ...slip, showTime: false, footer } }
    const edit = { do: 'block', block: 'slip', value, seen: { slip } } as const
    // Nothing that runs is broken by it, so nothing is asked first.
    const changed = changeSetup(queue.folder, edit, { actor: 'dyah', confirmed: false })
    expect(sure(changed)).toMatchObject({ is: 'done', changed: true })
    expect(await slips.reprint(ticket.id)).toEqual(ok(null))
    const [before, after] = printed().map(textOf)
    expect(before).toMatch(/Diambil: .*dilayani\.$/)
    expect(after).toMatch(/dilayani\. -+ Meja bantuan di pintu utara\.$/)
    expect(after).not.toContain('Diambil')
  })

  it('that could not be printed again is not counted as a copy', async () => {
    const ticket = take()
    await comesTo(ticket, { state: 'WAITING' })
    standIn.machine.isCoverOpen = true
    expect(await slips.reprint(ticket.id)).toEqual(err('cover_open'))
    standIn.machine.isCoverOpen = false
    await allDone()
    expect(labels()).toEqual([label(ticket)])
    expect(now(ticket).copies).toBe(ticket.copies)
  })

  it('of a ticket that ended, or is not known, is not printed', async () => {
    const ticket = take()
    await comesTo(ticket, { state: 'WAITING' })
    commit((reads, ctx, requestId) =>
      cancel(reads, { requestId, ticket: ticket.id, seen: null, by: 'visitor', reason: null, counter: null }, ctx),
    )
    expect(await slips.reprint(ticket.id)).toEqual(err('no_slip'))
    expect(await slips.reprint(queue.id())).toEqual(err('unknown_ticket'))
  })
})

describe('the printer’s setting', () => {
  it('is remembered, and tried out with a page that is no number', async () => {
    slips.setPrinter({ kind: 'none' })
    expect(slips.state()).toBeNull()
    expect(await slips.test()).toEqual(err('offline'))
    const setting = { kind: 'tcp', host: '127.0.0.1', port: standIn.port, width: 80 } as const
    slips.setPrinter(setting)
    expect(await slips.test()).toEqual(ok(null))
    expect(standIn.machine.slips.map(isTestPage)).toEqual([true])
    slips.stop()
    await queue.restart()
    start()
    expect(slips.setting()).toEqual(setting)
  })

  it('is looked at while nothing prints, so that a trouble shows before anybody is kept waiting', async () => {
    await allDone()
    standIn.machine.isCoverOpen = true
    pass(10 * SECOND)
    await vi.waitFor(() => expect(slips.state()).toEqual({ state: 'trouble', trouble: 'cover_open' }))
  })

  it('that leads nowhere keeps numbers from the line', async () => {
    await standIn.unplug()
    const ticket = take()
    await comesTo(ticket, { state: 'ISSUING', printTrouble: 'offline' })
    await standIn.plugIn()
    slips.refilled()
    await comesTo(ticket, { state: 'WAITING' })
  })
})
