import { labelOf } from '../../core/commands/queue/checks'
import type { Locale, WindowPlace } from '../../core/contract/app'
import type {
  DispenserPanel,
  DispenserView,
  IdentifiedVisitor,
  IssuedTicket,
  NotNow,
  OfferedAgency,
  OfferedService,
  PrinterSetting,
  UnprintedTicket,
} from '../../core/contract/dispenser'
import type { StationNotice } from '../../core/contract/gate'
import { estimateWait, type HallFigures } from '../../core/queue/estimate'
import { lastNumberAt, offerOf, openingSpans, serviceDay } from '../../core/queue/hours'
import type { QueueReads } from '../../core/queue/reads'
import { slipProgress } from '../../core/queue/slip'
import type { Ticket } from '../../core/queue/ticket'
import { areasOf, countersOf, type Fair } from '../../core/setup/fair'
import type { Agency, Service } from '../../core/setup/schema'
import { fairTitle } from '../app/station'
import { slipText } from '../codes/station-codes'
import { staffName } from '../commands/staff'
import type { FairFolder } from '../folder/fair-folder'
import { hallFigures, waitFor } from './hall'
import { greetingOf, isUnconfirmed, reasonName, serviceFace, serviceOf, ticketBrief } from './parts'

type DispenserPlace = Extract<WindowPlace, { role: 'dispenser' }>
type PrinterState = DispenserView['printer']

/** Numbers given last that the staff panel lists, for a lost slip. */
const RECENT_SHOWN = 20

/** What a dispenser offers at this moment. */
export function dispenserView(
  folder: FairFolder,
  fair: Fair,
  window: {
    readonly place: DispenserPlace
    readonly locale: Locale
    readonly printer: PrinterState
    /** Numbers come from what was set aside for this machine. */
    readonly isCutOff: boolean
    readonly notices: readonly StationNotice[]
  },
): DispenserView {
  const now = folder.ports.wall()
  const day = serviceDay(fair, now)
  const reads = folder.queue.reads(fair)
  const { services, agencies } = fair.setup
  const hall = hallFigures(
    folder,
    fair,
    services.map(({ code }) => code),
    now,
  )
  const offered = services.map((service) => {
    const leased = window.isCutOff ? folder.queue.leased(service.code, day).left : null
    return offeredService(reads, service, { hall, day, now, leased })
  })
  return {
    fair: fairTitle(fair),
    locale: window.locale,
    handScanner: window.place.handScanner,
    printer: window.printer,
    slip: fair.setup.slip,
    agencies: agencies.flatMap((agency) => {
      const own = offered.filter((service) => service.agency.code === agency.code)
      return own.length === 0 ? [] : [offeredAgency(agency, own)]
    }),
    opensUntil: latest(services.flatMap((service) => openingSpans(fair, service, day).map((span) => span.to))),
    lastNumberAt: latest(services.map((service) => lastNumberAt(fair, service, day))),
    notices: window.notices,
  }
}

/** A number that was given, as the visitor's screen and the slip show it; null: there is no such number. */
export function issuedTicket(folder: FairFolder, printer: PrinterState, id: string): IssuedTicket | null {
  const fair = folder.checkin.fair()
  const ticket = fair === null ? null : folder.queue.reads(fair).ticket(id)
  const qr = fair === null || ticket === null ? null : slipText(folder, fair, ticket)
  if (fair === null || ticket === null || qr === null) return null
  const face = serviceFace(fair, ticket.service)
  return {
    ticket: ticket.id,
    label: labelOf(ticket),
    agency: { shortName: face.agency.shortName, name: face.agency.name },
    service: face.name,
    class: ticket.class,
    areas: areasOf(fair.setup, ticket.service),
    counters: countersOf(fair.setup, ticket.service).map(({ name }) => name),
    ahead: folder.queue.ahead(ticket),
    estimate: waitFor(folder, fair, ticket.service, ticket, folder.ports.wall()),
    bring: serviceOf(fair, ticket.service)?.bring ?? null,
    at: ticket.issuedAt ?? ticket.eligibleAt ?? folder.ports.wall(),
    qr,
    print: slipProgress(ticket, printer !== null),
  }
}

/** Who stands at the dispenser, and what that visitor already holds. */
export function identifiedVisitor(folder: FairFolder, fair: Fair, visitor: string): IdentifiedVisitor {
  return {
    visitor,
    name: greetingOf(folder, visitor),
    tickets: folder.queue
      .reads(fair)
      .liveOf(visitor)
      .map((ticket) => ticketBrief(fair, ticket)),
  }
}

/** What staff see after their PIN. */
export function dispenserPanel(
  folder: FairFolder,
  fair: Fair,
  panel: {
    readonly staff: string
    /** Until when it stays open, UTC ms. */
    readonly until: number
    readonly printer: PrinterSetting
    readonly printerState: PrinterState
    readonly osPrinters: readonly string[]
  },
): DispenserPanel {
  const now = folder.ports.wall()
  const reads = folder.queue.reads(fair)
  return {
    staff: { code: panel.staff, name: staffName(folder, panel.staff) },
    until: panel.until,
    printer: panel.printer,
    printerState: panel.printerState,
    osPrinters: panel.osPrinters,
    unprinted: folder.queue
      .unconfirmed()
      .filter((ticket) => isUnconfirmed(fair, ticket, now))
      .map((ticket) => unprintedTicket(fair, ticket)),
    recent: folder.queue
      .newest(serviceDay(fair, now), RECENT_SHOWN)
      .map((ticket) => ({ ...unprintedTicket(fair, ticket), copies: ticket.copies })),
    services: fair.setup.services.map(({ code, name }) => ({ code, name, paused: reads.servicePause(code) !== null })),
    pauseReasons: fair.setup.reasons
      .filter(({ uses }) => uses.includes('pause'))
      .map(({ code, name }) => ({ code, name })),
  }
}

function offeredService(
  reads: QueueReads,
  service: Service,
  at: {
    readonly hall: HallFigures
    readonly day: string
    readonly now: number
    /** Numbers left of the block for being cut off; null: the hub is in reach, or there is none. */
    readonly leased: number | null
  },
): OfferedService {
  const { fair } = reads
  const { hall, day, now, leased } = at
  const notOffered = offerOf(reads, service, now, leased === null ? 'own' : 'cut_off')
  return {
    ...serviceFace(fair, service.code),
    bring: service.bring,
    areas: areasOf(fair.setup, service.code),
    counters: countersOf(fair.setup, service.code).map(({ name }) => name),
    ahead: hall.ahead.get(service.code) ?? 0,
    estimate: estimateWait(hall, service.code),
    mayDeclarePriority: service.priorityMinutes !== null && service.priorityBy === 'visitor',
    notNow: notOffered?.why === 'break' ? { ...notOffered, reason: reasonName(fair, notOffered.reason) } : notOffered,
    left: service.quota === null ? null : (leased ?? Math.max(0, service.quota - reads.issuedCount(service.code, day))),
    lastNumberAt: lastNumberAt(fair, service, day),
  }
}

function offeredAgency(agency: Agency, services: readonly OfferedService[]): OfferedAgency {
  const { code, shortName, name, subtitle, icon, group } = agency
  return {
    code,
    shortName,
    name,
    subtitle,
    icon,
    group,
    areas: [...new Set(services.flatMap((service) => service.areas))],
    waiting: services.reduce((sum, service) => sum + service.ahead, 0),
    notNow: services.some((service) => service.notNow === null) ? null : soonest(services),
    services,
  }
}

/** Of an agency with nothing to give: the reason that ends first. */
function soonest(services: readonly OfferedService[]): NotNow | null {
  const reasons = services.flatMap((service) => service.notNow ?? [])
  return reasons.toSorted((a, b) => endOf(a) - endOf(b))[0] ?? null
}

/** When a reason ends, UTC ms; Infinity: nobody can say, or not today. */
function endOf(notNow: NotNow): number {
  if (notNow.why === 'break') return notNow.until ?? Infinity
  return 'opensAt' in notNow ? (notNow.opensAt ?? Infinity) : Infinity
}

const unprintedTicket = (fair: Fair, ticket: Ticket): UnprintedTicket => ({
  ticket: ticket.id,
  label: labelOf(ticket),
  service: serviceFace(fair, ticket.service).name,
  at: ticket.issuedAt ?? 0,
  trouble: ticket.printTrouble,
})

const latest = (moments: readonly number[]): number | null => (moments.length === 0 ? null : Math.max(...moments))
