import { labelOf } from '../../core/commands/queue/checks'
import type { Locale } from '../../core/contract/app'
import { TicketClass } from '../../core/events/queue'
import type { QueueError } from '../../core/queue/errors'
import { readNumber } from '../../core/queue/numbers'
import type { QueueReads } from '../../core/queue/reads'
import type { Ticket } from '../../core/queue/ticket'
import type { Detail } from '../../core/result/result'
import { findNamed, type Fair } from '../../core/setup/fair'
import type { Counter, ReasonUse, Service } from '../../core/setup/schema'
import { isoWithOffset, localDate, localToEpoch, readTime } from '../../core/time/zone'
import type { FairFolder } from '../folder/fair-folder'
import { isMessage, say } from '../i18n'
import { counterName, serviceOf } from '../views/parts'
import { refused, type Outcome } from './outcome'
import type { CommandWorld } from './world'

/** What a command of the queue finds when its folder is open. */
export interface QueueWorld {
  readonly world: CommandWorld
  readonly folder: FairFolder
  readonly fair: Fair
  /** Read afresh at each question; a decision reads again under the write lock. */
  readonly reads: QueueReads
}

/** A found thing, or the refusal that says what there is instead. */
export type Found<T> = { readonly found: T } | { readonly refusal: Outcome }

/** Opens the folder for a command of the queue. */
export function withQueue(
  world: CommandWorld,
  work: (queue: QueueWorld) => Outcome | Promise<Outcome>,
): Promise<Outcome> {
  return world.withFolder((folder) => {
    const fair = folder.checkin.fair()
    if (fair === null) return refused('no_fair', { folder: world.dir })
    return work({ world, folder, fair, reads: folder.queue.reads(fair) })
  })
}

/** A refusal of the queue: for people its words, for scripts its code with times as ISO. */
export function queueRefusal(
  { fair, world }: Pick<QueueWorld, 'fair' | 'world'>,
  refusal: { readonly code: QueueError | 'no_fair'; readonly detail?: Detail },
): Outcome {
  const detail = refusal.detail ?? {}
  return {
    end: 'refused',
    code: refusal.code,
    detail: factsOf(fair, detail),
    words: wordsOf(fair, world.locale, detail),
  }
}

export function findService({ fair }: QueueWorld, called: string): Found<Service> {
  const found = findNamed(fair.setup.services, called)
  return found === null
    ? { refusal: refused('unknown_service', { service: called, known: codes(fair.setup.services) }) }
    : { found }
}

export function findCounter({ fair }: QueueWorld, called: string): Found<Counter> {
  const found = findNamed(fair.setup.counters, called)
  return found === null
    ? { refusal: refused('unknown_counter', { counter: called, known: codes(fair.setup.counters) }) }
    : { found }
}

/** A ticket by its id, or by its number of today as it stands on the slip (`A-047`, `a47`, `A-K3-01`). */
export function findTicket({ fair, folder, reads }: QueueWorld, called: string): Found<Ticket> {
  const { services } = fair.setup
  const read = readNumber(
    called,
    services.map(({ prefix }) => prefix),
  )
  if (read.is === 'either') {
    const [one, other] = read.labels
    return { refusal: refused('ambiguous_number', { ticket: called, one, other }) }
  }
  const number = read.is === 'number' ? read : null
  const service = services.find(({ prefix }) => prefix === number?.prefix)
  const today = localDate(folder.ports.wall(), fair.setup.timeZone)
  const found =
    service === undefined || number === null
      ? reads.ticket(called.trim())
      : reads.byNumber(service.code, today, number.number)
  return found === null ? { refusal: refused('unknown_ticket', { ticket: called }) } : { found }
}

/** The code of a reason that may be used for this, by its code or name; without one, the first such of the set-up. */
export function findReason({ fair }: QueueWorld, use: ReasonUse, called: string | undefined): Found<string> {
  const usable = fair.setup.reasons.filter((reason) => reason.uses.includes(use))
  const found = called === undefined ? usable[0] : findNamed(usable, called)
  if (found !== null && found !== undefined) return { found: found.code }
  return called === undefined
    ? { refusal: refused('reason_needed') }
    : { refusal: refused('unknown_reason', { reason: called, known: codes(usable) }) }
}

export function readClass(told: string | undefined): Found<TicketClass> {
  const read = TicketClass.safeParse(told ?? 'normal')
  return read.success ? { found: read.data } : { refusal: refused('unknown_class', { class: told ?? '' }) }
}

/** A moment: `10:30` of today, or any form that `--at` of a scan takes. */
export function readMoment({ fair, folder }: QueueWorld, told: string): Found<number> {
  const { timeZone } = fair.setup
  const today = localDate(folder.ports.wall(), timeZone)
  const at = /^([01]\d|2[0-3]):[0-5]\d$/.test(told)
    ? localToEpoch(`${today}T${told}`, timeZone)
    : readTime(told, timeZone)
  return at === null ? { refusal: refused('bad_time', { at: told }) } : { found: at }
}

/** What a command about a ticket answers. */
export function ticketAnswer(reads: QueueReads, id: string, counter: string | null): object {
  const ticket = reads.ticket(id)
  if (ticket === null) throw new Error(`the ticket ${id} was written and is not there`)
  return {
    ticket: ticket.id,
    number: labelOf(ticket),
    service: ticket.service,
    counter: counter ?? ticket.counter,
    state: ticket.state,
  }
}

const TIMES: ReadonlySet<string> = new Set(['at', 'until', 'opensAt'])
/** Everything a refusal's sentence may ask for. */
const NOTHING_TOLD = {
  by: 'none',
  at: 'none',
  until: 'none',
  opensAt: 'none',
  state: 'none',
  number: 'none',
  label: 'none',
  seconds: 0,
  calls: 0,
  counter: 'none',
  service: 'none',
  ticket: 'none',
  reason: 'none',
  known: 'none',
}

function wordsOf(fair: Fair, locale: Locale, detail: Detail): Detail {
  const told = Object.entries(detail).flatMap(([name, value]): [string, string | number | boolean][] =>
    value === null ? [] : [[name, wordOf(fair, locale, name, value)]],
  )
  return { ...NOTHING_TOLD, ...Object.fromEntries(told) }
}

function wordOf(fair: Fair, locale: Locale, name: string, value: string | number | boolean): string | number | boolean {
  if (TIMES.has(name) && typeof value === 'number') return isoWithOffset(value, fair.setup.timeZone).slice(11, 16)
  if ((name === 'by' || name === 'counter') && typeof value === 'string') return counterName(fair, value)[locale]
  if (name === 'service' && typeof value === 'string') return serviceOf(fair, value)?.name[locale] ?? value
  const key = `state.${String(value)}`
  return name === 'state' && isMessage(key) ? say(locale, key) : value
}

function factsOf(fair: Fair, detail: Detail): Detail {
  return Object.fromEntries(
    Object.entries(detail).map(([name, value]) => [
      name,
      TIMES.has(name) && typeof value === 'number' ? isoWithOffset(value, fair.setup.timeZone) : value,
    ]),
  )
}

const codes = (rows: readonly { readonly code: string }[]): string => rows.map((row) => row.code).join(', ')
