import { z } from 'zod'
import { defineEvent } from './define'
import { MAX_COUNT } from './envelope'

/**
 * What happens to a ticket (a queue number) and to a counter. A ticket's row is folded from the events of its own stream
 * (core/projections/ticket.ts); places in line are computed once, by the command, and stand in the event that gives them.
 * Never in these events: names, phone numbers, typed words (a typed note is a row of the people store, named by its id).
 */

export const TicketClass = z.enum(['normal', 'priority'])
export type TicketClass = z.output<typeof TicketClass>

/** How serving ended. refused: the papers are incomplete. referred: sent to another office. */
export const FinishOutcome = z.enum(['solved', 'pending', 'refused', 'referred'])
export type FinishOutcome = z.output<typeof FinishOutcome>

/** Where a ticket was made. */
export const TicketVia = z.enum(['dispenser', 'counter', 'command', 'slip'])
export type TicketVia = z.output<typeof TicketVia>

const Code = z.string().min(1).max(40)
const Day = z.iso.date()
const TicketNumber = z.int().positive().max(MAX_COUNT)
const Place = z.enum(['original', 'own', 'first', 'after_three', 'end'])

/** The promise made with a number: to be called between these moments (UTC ms). */
const Promised = z.strictObject({ from: z.int(), to: z.int() })

const counterAct = {
  counter: Code,
  /** Staff code, or `cli`. */
  operator: Code,
}

/** What a slip's QR says of its ticket, for a counter that never heard of it. */
const SlipFacts = z.strictObject({
  service: Code,
  day: Day,
  prefix: z.string(),
  number: TicketNumber,
  class: TicketClass,
  sortKey: z.int(),
})
export type SlipFacts = z.output<typeof SlipFacts>

const ticketEvent = <S extends z.ZodType>(type: string, schema: S) =>
  defineEvent(`ticket.${type}`, { version: 1, family: 'queue' }, schema)

/** A number was given. Its event id is the device's request id: the same press twice is one ticket. */
export const ticketIssued = ticketEvent(
  'issued',
  z.strictObject({
    ticket: z.uuid(),
    service: Code,
    /** Service day, in the fair's zone. */
    day: Day,
    prefix: z.string(),
    number: TicketNumber,
    class: TicketClass,
    visitor: z.uuid().nullable(),
    /** From when it counts as waiting, effective UTC ms; never before the one issued before it. */
    eligibleAt: z.int(),
    /** eligibleAt less the credit of its class. */
    sortKey: z.int(),
    /** True: not in line before its slip is out (ISSUING). */
    printing: z.boolean(),
    via: TicketVia,
    promised: Promised.nullable(),
  }),
)
/** A slot was reserved; the number comes with the check-in. */
export const ticketBooked = ticketEvent(
  'booked',
  z.strictObject({
    ticket: z.uuid(),
    service: Code,
    day: Day,
    prefix: z.string(),
    class: TicketClass,
    visitor: z.uuid().nullable(),
    slotAt: z.int(),
  }),
)
export const ticketCheckedIn = ticketEvent(
  'checked_in',
  z.strictObject({
    number: TicketNumber,
    /** The slot's time, or now when late. */
    eligibleAt: z.int(),
    sortKey: z.int(),
    printing: z.boolean(),
    promised: Promised.nullable(),
  }),
)
/** Nobody came to a booked slot. */
export const ticketLapsed = ticketEvent('lapsed', z.strictObject({}))
/** The slip is out, or staff told the number: now it is in line. */
export const ticketPrinted = ticketEvent('printed', z.strictObject({ by: z.enum(['printer', 'staff']) }))
export const PrintTrouble = z.enum(['paper_out', 'cover_open', 'offline', 'unconfirmed', 'other'])
export type PrintTrouble = z.output<typeof PrintTrouble>
export const ticketPrintFailed = ticketEvent('print_failed', z.strictObject({ trouble: PrintTrouble }))
/** A lost slip was printed again, marked as a copy. */
export const ticketReprinted = ticketEvent('reprinted', z.strictObject({ copy: z.int().min(2) }))

export const ticketCalled = ticketEvent(
  'called',
  z.strictObject({
    ...counterAct,
    /** Chosen by the operator although another one was the head. */
    outOfOrder: z.boolean(),
  }),
)
export const ticketRecalled = ticketEvent('recalled', z.strictObject({ ...counterAct, calls: z.int().min(2) }))
/** Serving begins: of the one called, or (`direct`) of one in line who stands there, or of a slip from elsewhere. */
export const ticketStarted = ticketEvent(
  'started',
  z.strictObject({
    ...counterAct,
    direct: z.boolean(),
    outOfOrder: z.boolean(),
    slip: SlipFacts.nullable(),
  }),
)
/** Served without a queue; `typedNumber`: a number read to the operator whose ticket this station does not know. */
export const ticketServedDirectly = ticketEvent(
  'served_directly',
  z.strictObject({
    ...counterAct,
    ticket: z.uuid(),
    service: Code,
    day: Day,
    prefix: z.string(),
    class: TicketClass,
    visitor: z.uuid().nullable(),
    typedNumber: TicketNumber.nullable(),
  }),
)
/** Did not come. `reason` (of the set-up) when it was earlier than the rule. */
export const ticketMissed = ticketEvent('missed', z.strictObject({ ...counterAct, reason: Code.nullable() }))
export const ticketReEntered = ticketEvent(
  're_entered',
  z.strictObject({ place: Place, eligibleAt: z.int(), sortKey: z.int(), counter: Code.nullable() }),
)
/** Called by mistake: back to its place. */
export const ticketUncalled = ticketEvent('uncalled', z.strictObject({ ...counterAct, reason: Code }))
export const ticketParked = ticketEvent('parked', z.strictObject({ ...counterAct, reason: Code.nullable() }))
export const ticketResumed = ticketEvent('resumed', z.strictObject(counterAct))
export const ticketTransferred = ticketEvent(
  'transferred',
  z.strictObject({
    ...counterAct,
    to: Code,
    place: Place,
    eligibleAt: z.int(),
    sortKey: z.int(),
    /** Row of the people store that holds the typed note. */
    note: z.uuid().nullable(),
  }),
)
/** Wrong choice at the dispenser, put right before the call. */
export const ticketServiceChanged = ticketEvent(
  'service_changed',
  z.strictObject({ to: Code, eligibleAt: z.int(), sortKey: z.int(), counter: Code.nullable() }),
)
/** How many items of a service this visitor brought (five vehicles); 0 takes the line away. */
export const ticketLineSet = ticketEvent(
  'line_set',
  z.strictObject({ ...counterAct, service: Code, quantity: z.int().min(0).max(999) }),
)
export const ticketFinished = ticketEvent('finished', z.strictObject({ ...counterAct, outcome: FinishOutcome }))
export const ticketCancelled = ticketEvent(
  'cancelled',
  z.strictObject({
    by: z.enum(['visitor', 'staff', 'printer']),
    reason: Code.nullable(),
    counter: Code.nullable(),
  }),
)
/** Takes back the last event of this ticket; without effect when another one came after that. */
export const ticketUndone = ticketEvent('undone', z.strictObject({ ...counterAct, event: z.uuid() }))
/** The service day is over: who waited leaves the queue; who was called, served or parked counts as done, time unknown. */
export const ticketDayClosed = ticketEvent('day_closed', z.strictObject({}))

export const TICKET_EVENTS = [
  ticketIssued,
  ticketBooked,
  ticketCheckedIn,
  ticketLapsed,
  ticketPrinted,
  ticketPrintFailed,
  ticketReprinted,
  ticketCalled,
  ticketRecalled,
  ticketStarted,
  ticketServedDirectly,
  ticketMissed,
  ticketReEntered,
  ticketUncalled,
  ticketParked,
  ticketResumed,
  ticketTransferred,
  ticketServiceChanged,
  ticketLineSet,
  ticketFinished,
  ticketCancelled,
  ticketUndone,
  ticketDayClosed,
] as const

const counterEvent = <S extends z.ZodType>(type: string, schema: S) =>
  defineEvent(`counter.${type}`, { version: 1, family: 'queue' }, schema)

/** Open again after a pause is `opened` too. */
export const counterOpened = counterEvent('opened', z.strictObject(counterAct))
/** Stops calling for a while; people keep waiting. `until`: told to them (UTC ms); null: not known. */
export const counterPaused = counterEvent(
  'paused',
  z.strictObject({ ...counterAct, reason: Code, until: z.int().nullable() }),
)
export const counterClosed = counterEvent('closed', z.strictObject(counterAct))

/** A booth's unplanned break: no numbers until it ends; those waiting go on being called. */
export const servicePaused = defineEvent(
  'service.paused',
  { version: 1, family: 'queue' },
  z.strictObject({ service: Code, reason: Code, until: z.int().nullable() }),
)
export const serviceResumed = defineEvent(
  'service.resumed',
  { version: 1, family: 'queue' },
  z.strictObject({ service: Code }),
)

/** Numbers of a service and day that one station may give while it is cut off; what is left over is void. */
export const numbersLeased = defineEvent(
  'numbers.leased',
  { version: 1, family: 'queue' },
  z.strictObject({ service: Code, day: Day, station: z.uuid(), from: TicketNumber, to: TicketNumber }),
)

export const ticketStream = (ticket: string): string => `ticket:${ticket}`
export const counterStream = (counter: string): string => `counter:${counter}`
export const serviceStream = (service: string): string => `service:${service}`
/** One row a lease: `lease` is the leasing event's own id. */
export const leaseStream = (lease: string): string => `lease:${lease}`
