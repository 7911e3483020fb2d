import type { Locale } from '../contract/app'
import type { IssuedTicket } from '../contract/dispenser'
import type { TicketClass } from '../events/queue'
import type { Fair } from '../setup/fair'
import type { Ticket } from './ticket'

/** What stands on a slip, whatever prints it: words are the fair's, already in the visitor's language. */
export interface Slip {
  readonly fair: string
  readonly number: string
  readonly agency: string
  readonly service: string
  readonly class: TicketClass
  /** `Area B`, and which counters. */
  readonly area: string
  readonly counters: string
  /** `20–30 menit`; null: nothing honest to say. */
  readonly estimate: string | null
  readonly ahead: number
  readonly bring: string | null
  /** UTC ms it was given. */
  readonly at: number
  readonly timeZone: string
  readonly locale: 'id' | 'en'
  /** Text of the signed QR (PDQ1:…). */
  readonly qr: string
  /** 1: the first slip; above: a marked copy. */
  readonly copy: number
}

/** The slip of a number as the dispenser's screen shows it. */
export function toSlip(issued: IssuedTicket, fair: Fair, locale: Locale, copy: number): Slip {
  const { setup } = fair
  return {
    fair: setup.name[locale],
    number: issued.label,
    agency: issued.agency.name[locale],
    service: issued.service[locale],
    class: issued.class,
    area: issued.areas.join(', '),
    counters: issued.counters.map((counter) => counter[locale]).join(', '),
    estimate: issued.estimate === null ? null : estimateText(issued.estimate, locale),
    ahead: issued.ahead,
    bring: issued.bring?.[locale] ?? null,
    at: issued.at,
    timeZone: setup.timeZone,
    locale,
    qr: issued.qr,
    copy,
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
