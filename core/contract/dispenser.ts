import { z } from 'zod'
import { TicketClass, type PrintTrouble } from '../events/queue'
import { QUEUE_ERRORS } from '../queue/errors'
import type { AgencyIcon, SlipTemplate, Text } from '../setup/schema'
import type { FairTitle, Locale } from './app'
import { call } from './call'
import type { StationNotice } from './gate'
import { MAX_SCAN_TEXT } from './gate'
import type { ServiceFace, TicketBrief, WaitRange } from './queue'

/** Why no number of a service can be had now. */
export type NotNow =
  | { readonly why: 'closed'; readonly opensAt: number | null }
  | { readonly why: 'over' }
  | { readonly why: 'last_number' }
  | { readonly why: 'quota'; readonly opensAt: number | null }
  | { readonly why: 'break'; readonly reason: Text; readonly until: number | null }
  | { readonly why: 'numbers_out' }

export interface OfferedService extends ServiceFace {
  readonly bring: Text | null
  /** Names of the zones and counters that serve it. */
  readonly areas: readonly string[]
  readonly counters: readonly Text[]
  /** People in line before a new ticket of class normal. */
  readonly ahead: number
  /** Null: nothing honest to say (no counter open yet). */
  readonly estimate: WaitRange | null
  /** The switch "priority" is offered to the visitor. */
  readonly mayDeclarePriority: boolean
  readonly notNow: NotNow | null
  /** Numbers left of the day's quota; null: no quota. */
  readonly left: number | null
  readonly lastNumberAt: number | null
}

export interface OfferedAgency {
  readonly code: string
  readonly shortName: string
  readonly name: Text
  readonly subtitle: Text
  readonly icon: AgencyIcon
  readonly group: Text | null
  readonly areas: readonly string[]
  readonly waiting: number
  /** Set when none of its services can be had: the reason that ends soonest. */
  readonly notNow: NotNow | null
  readonly services: readonly OfferedService[]
}

export interface DispenserView {
  readonly fair: FairTitle
  readonly locale: Locale
  readonly handScanner: 'left' | 'right' | null
  /** Where the slip comes out; null: no printer is set, the number stays on the screen. */
  readonly printer: { readonly state: 'ready' | 'trouble'; readonly trouble: PrintTrouble | null } | null
  /** What stands on a slip, and so beside a number on the screen. */
  readonly slip: SlipTemplate
  readonly agencies: readonly OfferedAgency[]
  /** Latest closing and last-number time of all services today, UTC ms; null: closed all day. */
  readonly opensUntil: number | null
  readonly lastNumberAt: number | null
  readonly notices: readonly StationNotice[]
}

/** A number that is durable. */
export interface IssuedTicket {
  readonly ticket: string
  readonly label: string
  readonly agency: { readonly shortName: string; readonly name: Text }
  readonly service: Text
  readonly class: TicketClass
  readonly areas: readonly string[]
  readonly counters: readonly Text[]
  readonly ahead: number
  readonly estimate: WaitRange | null
  readonly bring: Text | null
  readonly at: number
  /** Text of the signed QR. */
  readonly qr: string
  /** What the slip is doing; `none`: there is no printer. */
  readonly print: 'none' | 'printing' | 'printed' | 'trouble'
}

/** Who stands there, as far as the screen needs: a greeting and what that visitor already holds. */
export interface IdentifiedVisitor {
  readonly visitor: string
  readonly name: string | null
  readonly tickets: readonly TicketBrief[]
}

/** A number whose slip nobody confirmed, for staff. */
export interface UnprintedTicket {
  readonly ticket: string
  readonly label: string
  readonly service: Text
  readonly at: number
  readonly trouble: PrintTrouble | null
}

export const PrinterSetting = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('tcp'),
    host: z.string().trim().min(1).max(253),
    port: z.int().min(1).max(65_535).default(9100),
    width: z.union([z.literal(58), z.literal(80)]),
  }),
  z.strictObject({
    kind: z.literal('device'),
    path: z.string().trim().min(1).max(400),
    width: z.union([z.literal(58), z.literal(80)]),
  }),
  z.strictObject({
    kind: z.literal('os'),
    name: z.string().trim().min(1).max(200),
    width: z.union([z.literal(58), z.literal(80)]),
  }),
])
export type PrinterSetting = z.output<typeof PrinterSetting>

/** The dispenser's staff panel, open for a short time after a PIN. */
export interface DispenserPanel {
  readonly staff: { readonly code: string; readonly name: string | null }
  readonly until: number
  readonly printer: PrinterSetting
  readonly printerState: DispenserView['printer']
  /** Printers the system knows, for kind `os`. */
  readonly osPrinters: readonly string[]
  readonly unprinted: readonly UnprintedTicket[]
  readonly recent: readonly (UnprintedTicket & { readonly copies: number })[]
  readonly services: readonly { readonly code: string; readonly name: Text; readonly paused: boolean }[]
  readonly pauseReasons: readonly { readonly code: string; readonly name: Text }[]
}

export const DispenserStaffAct = z.discriminatedUnion('do', [
  /** The visitor was told the number: it is in line without a slip. */
  z.strictObject({ do: z.literal('number_told'), ticket: z.uuid() }),
  /** The visitor is gone: the number is void and never given again. */
  z.strictObject({ do: z.literal('void'), ticket: z.uuid() }),
  z.strictObject({ do: z.literal('reprint'), ticket: z.uuid() }),
  /** Paper is in: what waits for its slip is printed now; older jobs never come out by themselves. */
  z.strictObject({ do: z.literal('refilled') }),
  z.strictObject({ do: z.literal('set_printer'), printer: PrinterSetting }),
  z.strictObject({ do: z.literal('test_print') }),
  z.strictObject({
    do: z.literal('pause_service'),
    service: z.string().max(40),
    reason: z.string().max(40),
    until: z.int().nullable(),
  }),
  z.strictObject({ do: z.literal('resume_service'), service: z.string().max(40) }),
  z.strictObject({ do: z.literal('leave') }),
])
export type DispenserStaffAct = z.output<typeof DispenserStaffAct>

const scan = {
  text: z.string().max(MAX_SCAN_TEXT),
  length: z.int().nonnegative().max(10_000_000),
}

export const dispenserCalls = {
  'dispenser.view': call<DispenserView>()({ input: z.null(), errors: ['no_fair', 'not_a_dispenser'] }),
  /** Own QR at the dispenser: whose numbers these will be. A slip's QR finds the holder of that ticket as well. */
  'dispenser.identify': call<IdentifiedVisitor>()({
    input: z.strictObject(scan),
    errors: ['no_fair', 'not_a_dispenser', 'unknown_code'],
  }),
  /** Gives a number and answers when it is on the disk. `requestId` is kept for every retry: the same press is one ticket. */
  'dispenser.issue': call<IssuedTicket>()({
    input: z.strictObject({
      requestId: z.uuid(),
      service: z.string().max(40),
      class: TicketClass,
      visitor: z.uuid().nullable(),
      locale: z.enum(['id', 'en']),
    }),
    errors: ['no_fair', 'not_a_dispenser', ...QUEUE_ERRORS],
  }),
  /** How the slip of a number comes along (asked again on a `queue` push). */
  'dispenser.ticket': call<IssuedTicket>()({
    input: z.strictObject({ ticket: z.uuid() }),
    errors: ['no_fair', 'not_a_dispenser', 'unknown_ticket'],
  }),
  /** A booked visitor is here. */
  'dispenser.checkIn': call<IssuedTicket>()({
    input: z.strictObject({ ticket: z.uuid(), locale: z.enum(['id', 'en']) }),
    errors: ['no_fair', 'not_a_dispenser', ...QUEUE_ERRORS],
  }),
  /** Opens the staff panel of this window for a short time. */
  'dispenser.openPanel': call<DispenserPanel>()({
    input: z.strictObject({ staff: z.string().min(1).max(40), pin: z.string().regex(/^\d{4,8}$/) }),
    errors: ['no_fair', 'not_a_dispenser', 'unknown_staff', 'wrong_pin', 'locked', 'pin_not_set'],
  }),
  'dispenser.panel': call<DispenserPanel>()({
    input: z.null(),
    errors: ['no_fair', 'not_a_dispenser', 'not_signed_in'],
  }),
  'dispenser.staffAct': call<DispenserPanel | null>()({
    input: DispenserStaffAct,
    errors: ['no_fair', 'not_a_dispenser', 'printer_trouble', ...QUEUE_ERRORS],
  }),
}
