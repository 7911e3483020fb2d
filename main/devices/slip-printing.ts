import type { Locale } from '../../core/contract/app'
import type { DispenserView, IssuedTicket, PrinterSetting } from '../../core/contract/dispenser'
import { slipFailed, slipPrinted, slipReprinted, voidUnprinted } from '../../core/commands/queue/print'
import type { QueueResult } from '../../core/commands/queue/command'
import type { CommandContext } from '../../core/events/envelope'
import { ticketStream, type PrintTrouble } from '../../core/events/queue'
import type { QueueReads } from '../../core/queue/reads'
import { toSlip } from '../../core/queue/slip'
import { layoutSlip, layoutTest } from '../../core/queue/slip-layout'
import { mayBeOut, unprintedStep, type Unprinted } from '../../core/queue/slip-unprinted'
import { isLive, type Ticket } from '../../core/queue/ticket'
import { err, ok, type Result } from '../../core/result/result'
import { commitQueue } from '../commands/queue/commit'
import type { FairFolder } from '../folder/fair-folder'
import { columnsOf, encodeParts } from './escpos'
import { openPrinter, type OpenPrinter } from './open-printer'

export type ReprintError = PrintTrouble | 'unknown_ticket' | 'no_slip'

/** The printer of this installation and the slips on their way through it. */
export interface SlipPrinting {
  /** Prints the slip of a number that is on the disk (ISSUING); its state follows what the printer says. */
  print(ticket: string, locale: Locale): void
  /** Prints a slip again, marked as a copy; the copy is recorded once it is out. */
  reprint(ticket: string): Promise<Result<null, ReprintError>>
  /** Paper is in: what still waits for its slip is printed, each once, in order. What is void stays away. */
  refilled(): void
  setting(): PrinterSetting
  /** Remembers another printer; the job under way ends on the old one. */
  setPrinter(setting: PrinterSetting): void
  /** Prints a page that cannot be taken for a number. */
  test(): Promise<Result<null, PrintTrouble>>
  /** Null: no printer is set. */
  state(): DispenserView['printer']
  stop(): void
}

export interface SlipWorld {
  readonly folder: FairFolder
  /** What the dispenser's screen shows of a ticket; null: it has no number. */
  readonly issued: (ticket: string) => IssuedTicket | null
  /** Something that screens show has changed. */
  readonly changed: () => void
  readonly report: (what: string, thrown: unknown) => void
}

const NO_PRINTER: PrinterSetting = { kind: 'none' }
/** How often tickets whose slips are not out are looked at. */
const WATCH_MS = 1_000
/** How often an idle printer is asked how it is. */
const LOOK_MS = 10_000

/**
 * Prints slips, one at a time and in order. By itself it prints only a number just given: after a restart or a refill
 * staff say that the waiting slips are wanted, so that none comes out when its visitor is gone.
 */
export function startSlipPrinting(world: SlipWorld): SlipPrinting {
  const printing = new Printing(world)
  printing.resume()
  const timer = setInterval(() => printing.watch(), WATCH_MS)
  return {
    print: (ticket, locale) => printing.print(ticket, locale),
    reprint: (ticket) => printing.reprint(ticket),
    refilled: () => printing.refilled(),
    setting: () => printing.setting(),
    setPrinter: (setting) => printing.setPrinter(setting),
    test: () => printing.test(),
    state: () => printing.state(),
    stop: () => {
      clearInterval(timer)
      printing.stop()
    },
  }
}

class Printing {
  private readonly folder: FairFolder
  private opened: OpenPrinter | null
  /** Numbers of this station whose slips are not out. */
  private readonly unprinted = new Map<string, Unprinted>()
  /** The language a number was asked for in. */
  private readonly locales = new Map<string, Locale>()
  /** End of the line of jobs. */
  private tail: Promise<unknown> = Promise.resolve()
  private jobs = 0
  /** The first print under way, which is broken off when its number ends. */
  private current: { readonly ticket: string; readonly abort: AbortController } | null = null
  private readonly stopping = new AbortController()
  private lookedAt = -Infinity

  constructor(private readonly world: SlipWorld) {
    this.folder = world.folder
    this.opened = openPrinter(this.setting())
  }

  /** Numbers that an earlier run left without a slip: nobody knows what came out, so staff is asked. */
  resume(): void {
    for (const ticket of this.ownIssuing()) {
      if (ticket.printTrouble === null) this.fail(ticket.id, 'unconfirmed')
      else this.unprinted.set(ticket.id, { trouble: ticket.printTrouble, since: this.now() })
    }
  }

  print(ticket: string, locale: Locale): void {
    this.locales.set(ticket, locale)
    this.enqueue(() => this.printFirst(ticket))
  }

  refilled(): void {
    this.enqueue(() => this.look())
    for (const { id } of this.ownIssuing()) {
      const known = this.unprinted.get(id)
      if (known !== undefined && !mayBeOut(known)) this.enqueue(() => this.printAgain(id))
    }
  }

  async reprint(id: string): Promise<Result<null, ReprintError>> {
    return this.inLine(async () => {
      const ticket = this.find(id)
      if (ticket === null) return err('unknown_ticket')
      if (!isLive(ticket.state) || ticket.state === 'BOOKED') return err('no_slip')
      const known = this.unprinted.get(id)
      const isFirst = ticket.state === 'ISSUING' && known !== undefined && !mayBeOut(known)
      const sent = await this.send(id, isFirst ? 1 : Math.max(ticket.copies, 1) + 1, this.stopping.signal)
      if (this.isStopped) return err('unconfirmed')
      if (!sent.ok) {
        if (isFirst) this.fail(id, sent.code)
        return sent
      }
      if (ticket.state === 'ISSUING') this.note(id, sent.value)
      if (!isFirst) this.commit((reads, ctx, requestId) => slipReprinted(reads, { requestId, ticket: id }, ctx))
      return ok(null)
    })
  }

  async test(): Promise<Result<null, PrintTrouble>> {
    return this.inLine(async () => {
      const { opened } = this
      if (opened === null) return err('offline')
      const page = encodeParts(layoutTest(this.locale(null), columnsOf(opened.width)), opened.width)
      const sent = await opened.printer.send(page, this.stopping.signal)
      if (!this.isStopped) this.world.changed()
      return sent.ok ? ok(null) : sent
    })
  }

  setting(): PrinterSetting {
    return this.folder.settings.get('printer') ?? NO_PRINTER
  }

  setPrinter(setting: PrinterSetting): void {
    this.folder.settings.set('printer', setting)
    this.opened = openPrinter(setting)
    this.lookedAt = -Infinity
    this.world.changed()
  }

  state(): DispenserView['printer'] {
    if (this.opened === null) return null
    const trouble = this.opened.printer.state()
    return { state: trouble === null ? 'ready' : 'trouble', trouble }
  }

  /** What time brings: slips nobody confirmed are shown or void, a job whose number ended is broken off. */
  watch(): void {
    if (this.current !== null && this.find(this.current.ticket)?.state !== 'ISSUING') this.current.abort.abort()
    for (const [id, known] of this.unprinted) {
      const ticket = this.find(id)
      if (ticket === null || ticket.state !== 'ISSUING') {
        this.unprinted.delete(id)
        continue
      }
      if (this.current?.ticket === id) continue
      const step = unprintedStep(known, this.now(), this.unconfirmedSeconds(ticket))
      if (step === 'show') this.fail(id, 'unconfirmed')
      if (step === 'void') this.commit((reads, ctx, requestId) => voidUnprinted(reads, { requestId, ticket: id }, ctx))
    }
    if (this.jobs === 0 && this.now() - this.lookedAt >= LOOK_MS) this.enqueue(() => this.look())
  }

  stop(): void {
    this.stopping.abort()
    this.current?.abort.abort()
  }

  /** The slip of a number just given. */
  private async printFirst(id: string): Promise<void> {
    // Cancelled, or told by staff, while it stood in line: nobody wants this slip any more.
    if (this.find(id)?.state !== 'ISSUING') return
    const abort = new AbortController()
    this.current = { ticket: id, abort }
    try {
      const sent = await this.send(id, 1, abort.signal)
      if (this.isStopped) return
      if (sent.ok) this.note(id, sent.value)
      else this.fail(id, sent.code)
    } finally {
      this.current = null
    }
  }

  /** A slip that a trouble kept, unless it came out since. */
  private async printAgain(id: string): Promise<void> {
    const known = this.unprinted.get(id)
    if (known !== undefined && !mayBeOut(known)) await this.printFirst(id)
  }

  private async send(
    id: string,
    copy: number,
    signal: AbortSignal,
  ): Promise<Result<'confirmed' | 'sent', PrintTrouble>> {
    const { opened } = this
    const fair = this.folder.checkin.fair()
    const issued = this.world.issued(id)
    if (opened === null || fair === null || issued === null) return err('offline')
    const slip = toSlip(issued, fair.setup, this.locale(id), copy)
    return opened.printer.send(encodeParts(layoutSlip(slip, columnsOf(opened.width)), opened.width), signal)
  }

  /** What became of a slip that a printer took. */
  private note(id: string, sent: 'confirmed' | 'sent'): void {
    if (sent === 'sent') {
      this.unprinted.set(id, { trouble: null, since: this.now() })
      this.world.changed()
      return
    }
    this.unprinted.delete(id)
    this.locales.delete(id)
    this.commit((reads, ctx, requestId) => slipPrinted(reads, { requestId, ticket: id, by: 'printer' }, ctx))
  }

  private fail(id: string, trouble: PrintTrouble): void {
    this.unprinted.set(id, { trouble, since: this.now() })
    this.commit((reads, ctx, requestId) => slipFailed(reads, { requestId, ticket: id, trouble }, ctx))
  }

  private async look(): Promise<void> {
    const { opened } = this
    this.lookedAt = this.now()
    if (opened === null) return
    const before = opened.printer.state()
    const found = await opened.printer.look(this.stopping.signal)
    if (!this.isStopped && found !== before) this.world.changed()
  }

  /** A refusal is no failure: staff, or another counter, was faster with this ticket. */
  private commit(decide: (reads: QueueReads, ctx: CommandContext, requestId: string) => QueueResult): void {
    const requestId = this.folder.ports.newId()
    commitQueue(this.folder, requestId, (reads, ctx) => decide(reads, ctx, requestId))
    this.world.changed()
  }

  private enqueue(work: () => Promise<void>): void {
    void this.inLine(work).catch((thrown: unknown) => this.world.report('printer', thrown))
  }

  /** Runs work when all before it is done: one printer, one job at a time. */
  private inLine<T>(work: () => Promise<T>): Promise<T> {
    this.jobs += 1
    const done = this.tail.then(work)
    // What went wrong is told to who asked for it; the line goes on.
    this.tail = done.then(
      () => (this.jobs -= 1),
      () => (this.jobs -= 1),
    )
    return done
  }

  private ownIssuing(): readonly Ticket[] {
    const { log, queue } = this.folder
    return queue
      .unconfirmed()
      .filter(({ id }) => log.stream(ticketStream(id)).some(({ event }) => event.station === log.station))
  }

  private find(id: string): Ticket | null {
    const fair = this.folder.checkin.fair()
    return fair === null ? null : this.folder.queue.reads(fair).ticket(id)
  }

  private unconfirmedSeconds(ticket: Ticket): number {
    const service = this.folder.checkin.fair()?.setup.services.find(({ code }) => code === ticket.issueService)
    return service?.rules.unconfirmedSeconds ?? 0
  }

  private locale(ticket: string | null): Locale {
    return (ticket === null ? undefined : this.locales.get(ticket)) ?? this.folder.settings.get('locale') ?? 'id'
  }

  private now(): number {
    return this.folder.ports.uptime()
  }

  private get isStopped(): boolean {
    return this.stopping.signal.aborted
  }
}
