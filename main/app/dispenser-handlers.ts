import type { WebContents } from 'electron'
import { pauseService, resumeService } from '../../core/commands/queue/day'
import { slipPrinted, voidUnprinted } from '../../core/commands/queue/print'
import { looksLikeSlip } from '../../core/codes/pdq'
import type { AnswerOf } from '../../core/contract/channels'
import type { DispenserPanel, DispenserStaffAct, IssuedTicket } from '../../core/contract/dispenser'
import type { QueueError } from '../../core/queue/errors'
import { assertNever, err, ok, type Result } from '../../core/result/result'
import { readSlipText } from '../codes/station-codes'
import { commitQueue, type Decide } from '../commands/queue/commit'
import { numberByHub } from '../commands/queue/ask-number'
import { checkInBooked, issueNumber, type NumberRequest } from '../commands/queue/issue'
import { visitorByCode } from '../codes/recognise'
import { signIn } from '../commands/staff'
import { osPrinterNames } from '../devices/os-printer'
import type { SlipPrinting } from '../devices/slip-printing'
import type { Handlers } from '../ipc/register'
import { dispenserPanel, dispenserView, identifiedVisitor, issuedTicket } from '../views/dispenser-view'
import { placed, type Placed, type QueueStation } from './queue-station'
import { stationNotices } from './station'
import { WindowSessions } from './window-sessions'

export type DispenserCalls =
  | 'dispenser.view'
  | 'dispenser.identify'
  | 'dispenser.issue'
  | 'dispenser.ticket'
  | 'dispenser.checkIn'
  | 'dispenser.openPanel'
  | 'dispenser.panel'
  | 'dispenser.staffAct'

/** The panel lies open on a public screen: it closes soon after the last touch. */
const PANEL_MS = 2 * 60_000

/** The calls of a dispenser's window: a visitor's, and staff's behind a PIN. */
export function dispenserHandlers(station: QueueStation): Pick<Handlers, DispenserCalls> {
  const panels = new WindowSessions(PANEL_MS, () => station.folder?.ports.uptime() ?? 0)
  const printerOf = () => station.slips?.state() ?? null

  /** The number as the visitor sees it, once it is on the disk and its slip on its way. */
  const given = ({ folder }: Placed<'dispenser'>, ticket: string): Result<IssuedTicket, 'unknown_ticket'> => {
    const issued = issuedTicket(folder, printerOf(), ticket)
    return issued === null ? err('unknown_ticket') : ok(issued)
  }

  const panelOf = async (
    { folder, fair }: Placed<'dispenser'>,
    sender: WebContents,
  ): Promise<DispenserPanel | null> => {
    const osPrinters = await osPrinterNames()
    const staff = panels.at(sender)
    if (staff === null) return null
    return dispenserPanel(folder, fair, {
      staff,
      until: folder.ports.wall() + panels.leftMs(sender),
      printer: station.slips?.setting() ?? { kind: 'none' },
      printerState: printerOf(),
      osPrinters,
    })
  }

  return {
    'dispenser.view': (_input, sender) => {
      const at = placed(station, sender, 'dispenser')
      if (!at.ok) return at
      const { folder, fair, place } = at.value
      return ok(
        dispenserView(folder, fair, {
          place,
          locale: station.locale,
          printer: printerOf(),
          isCutOff: station.sync?.link().state === 'cut_off',
          notices: stationNotices(folder, station.logDamaged),
        }),
      )
    },
    'dispenser.identify': ({ text }, sender) => {
      const at = placed(station, sender, 'dispenser')
      if (!at.ok) return at
      const visitor = visitorOfText(at.value, text)
      return visitor === null ? err('unknown_code') : ok(identifiedVisitor(at.value.folder, at.value.fair, visitor))
    },
    'dispenser.issue': ({ requestId, service, class: kind, visitor, locale }, sender) => {
      const at = placed(station, sender, 'dispenser')
      if (!at.ok) return at
      const { folder } = at.value
      const printing = printerOf() !== null
      const request: NumberRequest = {
        requestId,
        service,
        class: kind,
        declaredBy: 'visitor',
        visitor,
        via: 'dispenser',
        printing,
      }
      const done = (issued: ReturnType<typeof issueNumber>): AnswerOf<'dispenser.issue'> => {
        if (!issued.ok) return issued
        const { ticket, isRepeated } = issued.value
        if (ticket === null) return err('unknown_ticket')
        if (printing && !isRepeated) station.slips?.print(ticket, locale)
        station.changed('queue')
        return given(at.value, ticket)
      }
      const hub = station.sync?.ask ?? null
      if (hub === null) return done(issueNumber(folder, request))
      const asked = numberByHub(folder, hub, request)
      return (async () => done(await asked))()
    },
    'dispenser.ticket': ({ ticket }, sender) => {
      const at = placed(station, sender, 'dispenser')
      return at.ok ? given(at.value, ticket) : at
    },
    'dispenser.checkIn': ({ ticket, locale }, sender) => {
      const at = placed(station, sender, 'dispenser')
      if (!at.ok) return at
      const { folder } = at.value
      const printing = printerOf() !== null
      const checkedIn = checkInBooked(folder, { requestId: folder.ports.newId(), ticket, printing })
      // The same press again, or another dispenser was faster: the number is there already.
      if (!checkedIn.ok) return isInLine(at.value, ticket) ? given(at.value, ticket) : checkedIn
      if (printing) station.slips?.print(ticket, locale)
      station.changed('queue')
      return given(at.value, ticket)
    },
    'dispenser.openPanel': async ({ staff, pin }, sender) => {
      const at = placed(station, sender, 'dispenser')
      if (!at.ok) return at
      const signedIn = await signIn(at.value.folder, staff, pin, 'panel')
      if (!signedIn.ok) return signedIn
      panels.begin(sender, staff)
      const panel = await panelOf(at.value, sender)
      return panel === null ? err('unknown_staff') : ok(panel)
    },
    'dispenser.panel': async (_input, sender) => {
      const at = placed(station, sender, 'dispenser')
      if (!at.ok) return at
      const panel = await panelOf(at.value, sender)
      return panel === null ? err('not_signed_in') : ok(panel)
    },
    'dispenser.staffAct': async (act, sender) => {
      const at = placed(station, sender, 'dispenser')
      if (!at.ok) return at
      const staff = panels.use(sender)
      if (staff === null) return err('not_signed_in')
      if (act.do === 'leave') {
        panels.end(sender)
        return ok(null)
      }
      const acted = await staffAct(at.value, station.slips, staff, act)
      if (!acted.ok) return acted
      station.changed('queue')
      return ok(await panelOf(at.value, sender))
    },
  }
}

const isInLine = ({ folder, fair }: Placed<'dispenser'>, ticket: string): boolean => {
  const state = folder.queue.reads(fair).ticket(ticket)?.state
  return state === 'ISSUING' || state === 'WAITING'
}

/** Whose code or slip this is; null: nobody's, as far as this station can tell. */
function visitorOfText({ folder, fair }: Placed<'dispenser'>, text: string): string | null {
  if (!looksLikeSlip(text)) return visitorByCode(folder, text)?.id ?? null
  const slip = readSlipText(folder, fair, text)
  return slip.ok ? (folder.queue.reads(fair).ticket(slip.value.ticket)?.visitor ?? null) : null
}

type PanelAct = Exclude<DispenserStaffAct, { do: 'leave' }>

async function staffAct(
  { folder }: Placed<'dispenser'>,
  slips: SlipPrinting | null,
  actor: string,
  act: PanelAct,
): Promise<Result<unknown, QueueError | 'no_fair' | 'printer_trouble'>> {
  const commit = (decide: (requestId: string) => Decide) => {
    const requestId = folder.ports.newId()
    return commitQueue(folder, requestId, decide(requestId), { actor })
  }
  switch (act.do) {
    case 'number_told':
      return commit(
        (requestId) => (reads, ctx) => slipPrinted(reads, { requestId, ticket: act.ticket, by: 'staff' }, ctx),
      )
    case 'void':
      return commit((requestId) => (reads, ctx) => voidUnprinted(reads, { requestId, ticket: act.ticket }, ctx))
    case 'reprint': {
      const printed = await slips?.reprint(act.ticket)
      if (printed === undefined) return err('printer_trouble')
      if (printed.ok) return printed
      return printed.code === 'unknown_ticket'
        ? err('unknown_ticket')
        : err('printer_trouble', { trouble: printed.code })
    }
    case 'refilled':
      slips?.refilled()
      return ok(null)
    case 'set_printer':
      slips?.setPrinter(act.printer)
      return ok(null)
    case 'test_print': {
      const printed = await slips?.test()
      if (printed === undefined) return err('printer_trouble')
      return printed.ok ? printed : err('printer_trouble', { trouble: printed.code })
    }
    case 'pause_service':
      return commit(
        (requestId) => (reads, ctx) =>
          pauseService(reads, { requestId, service: act.service, reason: act.reason, until: act.until }, ctx),
      )
    case 'resume_service':
      return commit((requestId) => (reads, ctx) => resumeService(reads, { requestId, service: act.service }, ctx))
    default:
      return assertNever(act)
  }
}
