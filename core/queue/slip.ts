import type { TicketClass } from '../events/queue'

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
