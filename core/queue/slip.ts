import type { Locale } from '../contract/app'
import type { IssuedTicket } from '../contract/dispenser'
import type { TicketClass } from '../events/queue'
import type { FairSetup } from '../setup/schema'
import type { Ticket } from './ticket'

/**
 * What stands on a slip, whatever prints it: words are the fair's, already in the visitor's language. Null: it does not
 * stand on it, since the fair leaves it out or there is nothing honest to say.
 */
export interface Slip {
  readonly fair: string | null
  readonly number: string
  readonly agency: string | null
  readonly service: string
  readonly class: TicketClass
  /** `Area B`, and which counters. */
  readonly area: string
  readonly counters: string
  /** `20–30 menit`. */
  readonly estimate: string | null
  readonly ahead: number | null
  readonly bring: string | null
  /** UTC ms it was given. */
  readonly at: number | null
  readonly timeZone: string
  readonly locale: 'id' | 'en'
  /** Text of the signed QR (PDQ1:…). */
  readonly qr: string
  /** 1: the first slip; above: a marked copy. */
  readonly copy: number
  /** The organizer's sentence at the foot. */
  readonly footer: string | null
}

/** The slip of a number as the dispenser's screen shows it, as the fair's template has it. */
export function toSlip(
  issued: IssuedTicket,
  { name, timeZone, slip: shows }: Pick<FairSetup, 'name' | 'timeZone' | 'slip'>,
  locale: Locale,
  copy: number,
): Slip {
  const { estimate } = issued
  return {
    fair: shows.showFair ? name[locale] : null,
    number: issued.label,
    agency: shows.showAgency ? issued.agency.name[locale] : null,
    service: issued.service[locale],
    class: issued.class,
    area: issued.areas.join(', '),
    counters: issued.counters.map((counter) => counter[locale]).join(', '),
    estimate: shows.showEstimate && estimate !== null ? estimateText(estimate, locale) : null,
    ahead: shows.showAhead ? issued.ahead : null,
    bring: shows.showBring ? (issued.bring?.[locale] ?? null) : null,
    at: shows.showTime ? issued.at : null,
    timeZone,
    locale,
    qr: issued.qr,
    copy,
    footer: shows.footer?.[locale] ?? null,
  }
}

/** What the slip of a ticket is doing; `none`: no printer is set. */
export function slipProgress(
  ticket: Pick<Ticket, 'state' | 'printTrouble'>,
  hasPrinter: boolean,
): IssuedTicket['print'] {
  if (ticket.state === 'ISSUING') return ticket.printTrouble === null ? 'printing' : 'trouble'
  // Void, since no slip came out.
  if (ticket.state === 'CANCELLED' && ticket.printTrouble !== null) return 'trouble'
  return hasPrinter ? 'printed' : 'none'
}

const MINUTE_MS = 60_000

/** `20–30 menit`: whole minutes, since nobody waits by seconds. */
function estimateText({ from, to }: { readonly from: number; readonly to: number }, locale: Locale): string {
  const [least, most] = [Math.round(from / MINUTE_MS), Math.max(1, Math.round(to / MINUTE_MS))]
  const unit = locale === 'id' ? 'menit' : most === 1 ? 'minute' : 'minutes'
  return least >= most ? `${most} ${unit}` : `${least}–${most} ${unit}`
}
