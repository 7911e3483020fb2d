import type { PeoplePage, PeopleQuery, PersonLine, PersonStep, PersonView } from '../../core/contract/people'
import { journeyOf, type JourneyEvent, type JourneyScan } from '../../core/desk/journey'
import type { Presence } from '../../core/desk/directory'
import { labelOf } from '../../core/commands/queue/checks'
import { scanRecorded, scanUndone, attendanceStream } from '../../core/events/checkin'
import type { Attendance } from '../../core/projections/attendance'
import type { Ticket } from '../../core/queue/ticket'
import { lastReset, windowAt, type Fair, type FairList } from '../../core/setup/fair'
import type { Text } from '../../core/setup/schema'
import { localDate } from '../../core/time/zone'
import { effectiveTime } from '../../db/projections/checkin'
import { visitorByCode } from '../codes/recognise'
import type { ToldStations } from '../app/told-stations'
import { erasureState } from '../commands/erase'
import { openCodes } from '../commands/visitor-code'
import type { DirectoryAsk } from '../search/directory-feed'
import type { FairFolder } from '../folder/fair-folder'
import { counterName, serviceFace, serviceOf } from './parts'

/** The local day a list is about at a moment: that of its window open now, else the next, else the last. */
const dayOf = (fair: Fair, list: FairList, now: number): string =>
  localDate(windowAt(list, now).from, fair.setup.timeZone)

/** What the directory is asked for a page of the table. */
export function directoryAsk(
  folder: FairFolder,
  fair: Fair,
  list: FairList,
  query: PeopleQuery,
  /** Whom the search by name found, the likeliest first. */
  named: readonly string[],
): DirectoryAsk {
  const now = folder.ports.wall()
  return {
    list: list.code,
    admits: list.admits === null ? null : [...list.admits],
    resetAt: lastReset(list, fair.setup.timeZone, now),
    presence: query.presence,
    category: query.category,
    gate: query.gate,
    search: query.search,
    first: query.search === '' ? [] : [...hitsOf(folder, fair, query.search, dayOf(fair, list, now)), ...named],
    from: query.from,
    limit: query.limit,
  }
}

/** Digits of a phone number from which on it is looked up. */
const PHONE_DIGITS = 7

/** Whom a text names otherwise than by name: a code, a phone number, an e-mail address, a queue number of the day. */
function hitsOf(folder: FairFolder, fair: Fair, text: string, day: string): string[] {
  const byCode = visitorByCode(folder, text)
  const [, prefix, number] = /^([A-Z]{1,2})[- ]?(\d{1,5})$/i.exec(text) ?? []
  const service = fair.setup.services.find((row) => row.prefix === prefix?.toUpperCase())
  const holder = service === undefined ? null : folder.desk.holderOf(service.code, day, Number(number))
  const isPhone = /^[+\d][\d\s().-]*$/.test(text) && text.replaceAll(/\D/g, '').length >= PHONE_DIGITS
  return [
    ...(byCode === null ? [] : [byCode.id]),
    ...(holder === null ? [] : [holder]),
    ...(isPhone ? folder.people.findByPhone(text) : []),
    ...(text.includes('@') ? folder.people.findByEmail(text) : []),
  ]
}

/** The lines of the table for these visitors, in their order. */
export function personLines(
  folder: FairFolder,
  fair: Fair,
  list: FairList,
  visitors: readonly string[],
): PeoplePage['lines'] {
  const now = folder.ports.wall()
  const day = dayOf(fair, list, now)
  const resetAt = lastReset(list, fair.setup.timeZone, now)
  const names = folder.people.names(visitors)
  return visitors.map((id): PersonLine => {
    const facts = folder.desk.facts(id)
    const row = folder.desk.attendance(list.code, id)
    const stay = stayOf(fair, row, resetAt, folder.desk.standing(list.code, id, resetAt).presence)
    return {
      id,
      name: names.get(id)?.name ?? null,
      category: facts === null ? null : categoryName(fair, facts.category),
      institution: facts?.institution ?? null,
      status: facts?.status ?? null,
      ...stay,
      queue: queueOf(folder, id, day),
    }
  })
}

function stayOf(fair: Fair, row: Attendance | null, resetAt: number | null, presence: Presence) {
  if (row === null || presence === 'not_here') return { presence, enteredAt: null, gate: null, leftAt: null }
  const hasLeft = row.lastExitAt !== null && row.lastExitAt >= (row.lastEntryAt ?? -Infinity)
  return {
    presence,
    enteredAt: row.stayFrom ?? row.firstEntryAt,
    gate: gateName(fair, row.stayGate),
    // Who never gave an exit counts as gone with the list's nightly reset.
    leftAt: presence === 'inside' ? null : hasLeft ? row.lastExitAt : resetAt,
  }
}

/** How near a number is to its end, the furthest first. */
const NEARNESS: readonly Ticket['state'][] = ['SERVING', 'CALLED', 'PARKED', 'WAITING', 'ISSUING', 'BOOKED', 'MISSED']

function queueOf(folder: FairFolder, visitor: string, day: string): PersonLine['queue'] {
  const live = folder.desk.liveTickets(visitor).filter((ticket) => ticket.day === day)
  const [first] = live.toSorted((a, b) => NEARNESS.indexOf(a.state) - NEARNESS.indexOf(b.state))
  if (first !== undefined) return { label: labelOf(first), state: first.state }
  const done = folder.desk.ticketStates(visitor, day).find(({ state }) => state === 'DONE')?.n ?? 0
  return done === 0 ? null : { done }
}

/**
 * One person with their day; null: nobody known, neither by an event nor by a scan.
 * @param told what the hub said of all stations, and when
 */
export function personView(
  folder: FairFolder,
  fair: Fair,
  list: FairList,
  visitor: string,
  told: ToldStations['last'] = null,
): PersonView | null {
  const now = folder.ports.wall()
  const { timeZone } = fair.setup
  const facts = folder.desk.facts(visitor)
  const row = folder.desk.attendance(list.code, visitor)
  if (facts === null && row === null) return null
  const resetAt = lastReset(list, timeZone, now)
  const day = dayOf(fair, list, now)
  const stay = stayOf(fair, row, resetAt, folder.desk.standing(list.code, visitor, resetAt).presence)
  const greet = folder.people.read(visitor, 'greet')
  const contact = folder.people.read(visitor, 'contact')
  const category = facts === null ? null : facts.category
  const badge = folder.visitors.badge(visitor)
  const erasure = erasureState(folder, visitor, told?.stations.stations)
  return {
    id: visitor,
    name: greet.ok ? greet.value.name : null,
    greeting: greet.ok ? (greet.value.greeting ?? null) : null,
    isErased: !greet.ok && greet.code === 'erased',
    erasure: erasure === null ? null : { ...erasure, asOf: told?.at ?? null },
    category: category === null ? null : { code: category, name: categoryName(fair, category) },
    institution: facts?.institution ?? null,
    status: facts?.status ?? null,
    source: facts?.source ?? null,
    presence: stay.presence,
    since: stay.presence === 'left' ? stay.leftAt : stay.enteredAt,
    openCodes: openCodes(folder, visitor).length,
    contact: {
      phone: contact.ok ? masked(contact.value.phone) : null,
      email: contact.ok ? masked(contact.value.email) : null,
      code: contact.ok ? masked(contact.value.code) : null,
    },
    journey: journeyView(folder, fair, visitor, { day, now: day === localDate(now, timeZone) ? now : null }),
    consents: consentsOf(folder, fair, visitor),
    badges: { copies: badge?.copies ?? 0, lastAt: badge?.printedAt ?? null },
    same: sameAs(folder, visitor),
    others: othersThan(folder, visitor),
  }
}

/** Who else this person is after merging: whom this visitor was merged into, and who was merged with them. */
function sameAs(folder: FairFolder, visitor: string): PersonView['same'] {
  const { persons, people } = folder
  const others = persons.visitorsOf(persons.personOf(visitor)).filter((id) => id !== visitor)
  const names = people.names(others)
  const target = persons.mergedInto(visitor)
  return others.map((id) => {
    const into = id === target
    return {
      id,
      name: names.get(id)?.name ?? null,
      into,
      apart: into || persons.mergedInto(id) === null ? visitor : id,
    }
  })
}

function othersThan({ persons, people }: FairFolder, visitor: string): PersonView['others'] {
  const ids = persons.apartFrom(visitor)
  const names = people.names(ids)
  return ids.map((id) => ({ id, name: names.get(id)?.name ?? null }))
}

function journeyView(
  folder: FairFolder,
  fair: Fair,
  visitor: string,
  { day, now }: { day: string; now: number | null },
): PersonView['journey'] {
  const tickets = folder.desk.ticketsOf(visitor, day)
  const scans = scansOf(folder, fair, visitor).filter(({ at }) => localDate(at, fair.setup.timeZone) === day)
  const targetOf = (service: string) => {
    const minutes = serviceOf(fair, service)?.serviceMinutes
    return minutes === undefined ? null : minutes * 60_000
  }
  const { steps, insideMs } = journeyOf({ scans, tickets, targetOf, now })
  const labels = new Map(tickets.map((ticket) => [ticket.id, labelOf(ticket)]))
  return {
    steps: steps.map((step): PersonStep => ({ ...step, names: namesOf(fair, step.what, labels) })),
    insideMs,
    isToday: now !== null,
  }
}

/** The scans of a person on every list of the fair, those that were taken back left out. */
function scansOf(folder: FairFolder, fair: Fair, visitor: string): JourneyScan[] {
  return fair.lists.flatMap(({ code }) => {
    const events = folder.log.stream(attendanceStream(code, visitor, ''))
    const undone = new Set(events.flatMap(({ event }) => (scanUndone.is(event) ? [event.body.scan] : [])))
    return events.flatMap(({ event, hubOffset }): JourneyScan[] => {
      if (!scanRecorded.is(event) || undone.has(event.id)) return []
      const { list, gate, direction, outcome, reason, via } = event.body
      return [{ at: effectiveTime(event, event.body, hubOffset), list, gate, direction, outcome, reason, via }]
    })
  })
}

function namesOf(fair: Fair, what: JourneyEvent, labels: ReadonlyMap<string, string>): PersonStep['names'] {
  return {
    gate: 'gate' in what ? gateName(fair, what.gate) : null,
    list: 'list' in what ? (fair.list(what.list)?.name ?? null) : null,
    counter: 'counter' in what && what.counter !== null ? counterName(fair, what.counter) : null,
    service: 'service' in what ? serviceFace(fair, what.service).name : null,
    label: 'ticket' in what ? (labels.get(what.ticket) ?? null) : null,
  }
}

/** The last answer to each purpose that was ever asked. */
const consentsOf = (folder: FairFolder, fair: Fair, visitor: string): PersonView['consents'] =>
  folder.visitors.consents(visitor).map(({ purpose, version, given, at, gate }) => ({
    purpose: fair.setup.purposes.find(({ code }) => code === purpose)?.name ?? plain(purpose),
    version,
    given,
    at,
    gate: gateName(fair, gate),
  }))

/** A sealed text with all but its ends hidden, so that a person can be asked whether it is theirs. */
export function masked(text: string | null | undefined): string | null {
  if (text === null || text === undefined || text === '') return null
  const shown = text.length >= 8 ? 2 : text.length >= 4 ? 1 : 0
  return Array.from(text, (letter, n) =>
    n < shown || n >= text.length - shown || /[\s@.-]/.test(letter) ? letter : '•',
  ).join('')
}

const plain = (code: string): Text => ({ id: code, en: code })
const categoryName = (fair: Fair, code: string): Text => fair.category(code)?.name ?? plain(code)
const gateName = (fair: Fair, code: string | null): Text | null =>
  code === null ? null : (fair.gate(code)?.name ?? plain(code))
