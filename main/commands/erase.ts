import { erasureEnd, erasureWord, type ErasureEnd, type ErasureWord } from '../../core/desk/erasure'
import { factsOf } from '../../core/desk/stations'
import { attendanceStream, scanRecorded } from '../../core/events/checkin'
import { erasureConfirmed, erasureStream, visitorErased } from '../../core/events/erasure'
import { ticketStream, ticketTransferred } from '../../core/events/queue'
import { personalDataExported, stationStream } from '../../core/events/system'
import { credentialRevoked, credentialStream } from '../../core/events/visitor'
import type { StationInfo } from '../../core/hub/stations'
import type { StationRole } from '../../core/people/groups'
import { err, ok, type Result } from '../../core/result/result'
import type { FairFolder } from '../folder/fair-folder'
import { wipedAt } from '../sync/wiped'
import { contextOf } from './context'
import { openCodes } from './visitor-code'

/** How far a person's erasure has come. */
export interface ErasureState {
  /** The visitors that are this person: who was merged is forgotten with them. */
  readonly visitors: readonly string[]
  /** When it was decided, effective UTC ms. */
  readonly at: number
  /** Has the hub every tombstone? `none`: this folder has no hub. */
  readonly hub: 'none' | 'waiting' | 'done'
  /** Each station that holds people, or held them until it was revoked. */
  readonly stations: readonly ErasurePlace[]
  readonly end: ErasureEnd
}

/** A station and what is known of the person there. */
export interface ErasurePlace {
  readonly station: string
  /** Null: a folder that was never enrolled. */
  readonly number: number | null
  readonly roles: readonly StationRole[]
  /** Of several visitors: the time of the last, and awaited while one of them is open there. */
  readonly word: ErasureWord
}

/** How long SQLite's write-ahead log may take to be emptied: a command waits a second, a window not. */
export interface Patience {
  readonly tries: number
  readonly waitMs: number
}
export const WINDOW_PATIENCE: Patience = { tries: 1, waitMs: 0 }
export const COMMAND_PATIENCE: Patience = { tries: 10, waitMs: 100 }

/**
 * Forgets a person (people.md): buries every sealed row of theirs here, the notes typed about them too, ends their codes,
 * and says so in the log, from which the other stations hear of it. Counts, queues and reports stay as they are. Said
 * twice it changes nothing new: rows that came to be since are buried as well.
 */
export function eraseVisitor(
  folder: FairFolder,
  visitor: string,
  by: { readonly actor: string | null; readonly patience: Patience },
): Result<ErasureState, 'unknown_visitor'> {
  if (folder.desk.facts(visitor) === null) return err('unknown_visitor')
  const visitors = folder.persons.visitorsOf(folder.persons.personOf(visitor))
  // Before the event that names it, as every row of people: a crash in between is made good by asking again.
  for (const one of visitors) folder.people.tombstone(one, { keepHash: rosterHash(folder, one) })
  buryNotes(folder, visitors)
  folder.log.transact((append) => {
    const ctx = contextOf(folder, by.actor)
    for (const one of visitors) {
      for (const name of openCodes(folder, one).map((hash) => hash.toString('hex')))
        append(credentialRevoked.make(credentialStream(name), { credential: name, visitor: one, reason: null }, ctx))
      if (folder.erasures.erasedAt(one) === null) append(visitorErased.make(erasureStream(one), { visitor: one }, ctx))
    }
  })
  carryOutErasures(folder, by.patience, new Set(visitors))
  const state = erasureState(folder, visitor)
  if (state === null) throw new Error('an erasure that was written is not there')
  return ok(state)
}

/**
 * How far the erasure of a visitor has come, as far as this station has heard; null: nobody asked for one.
 * @param told the hub's word for the stations, which alone knows who is revoked and who wiped; none: it was not asked
 */
export function erasureState(
  folder: FairFolder,
  visitor: string,
  told: readonly StationInfo[] = [],
): ErasureState | null {
  const { erasures, people, persons } = folder
  const visitors = persons.visitorsOf(persons.personOf(visitor)).filter((one) => erasures.erasedAt(one) !== null)
  if (erasures.erasedAt(visitor) === null) return null
  const lists = visitors.map((one) => erasures.stationsOf(one, folder.log.station))
  const fair = folder.checkin.fair()?.id ?? ''
  const stations = (lists[0] ?? []).map(({ station, number, roles }): ErasurePlace => {
    const times = lists.map((list) => list.find((row) => row.station === station)?.confirmedAt ?? null)
    const confirmedAt = times.includes(null) ? null : Math.max(...times.map((at) => at ?? 0))
    const info = told.find((one) => one.station === station)
    const facts = info === undefined ? null : factsOf(info, wipedAt(folder, fair, info))
    return { station, number, roles, word: erasureWord(confirmedAt, facts) }
  })
  const isWaiting = visitors.some((one) => people.outbox.isWaiting(one))
  const hub = folder.settings.get('seat') === undefined ? 'none' : isWaiting ? 'waiting' : 'done'
  return {
    visitors,
    at: Math.min(...visitors.map((one) => erasures.erasedAt(one) ?? Infinity)),
    hub,
    stations,
    end: erasureEnd(
      hub,
      stations.map(({ word }) => word),
    ),
  }
}

/**
 * Does here what was decided anywhere: buries what this station still holds of whom the log says is forgotten, empties the
 * write-ahead log, and confirms. Says how many were confirmed now; 0 also when another process kept reading: try again
 * later. `buried`: whom the caller has seen buried before, so that trying again only tries to empty; added to.
 */
export function carryOutErasures(folder: FairFolder, patience: Patience, buried = new Set<string>()): number {
  const open = folder.erasures.openAt(folder.log.station)
  if (open.length === 0) return 0
  const left = open.filter((visitor) => !buried.has(visitor))
  for (const visitor of left) folder.people.forget(visitor)
  if (left.length > 0) buryNotes(folder, left)
  for (const visitor of left) buried.add(visitor)
  if (!folder.people.truncateWal(patience)) return 0
  return folder.log.transact((append) => {
    const station = folder.log.station
    // Asked again under the write lock: a command beside the app may have said it meanwhile.
    const unsaid = folder.erasures.openAt(station).filter((visitor) => open.includes(visitor))
    const ctx = contextOf(folder)
    for (const visitor of unsaid) append(erasureConfirmed.make(erasureStream(visitor), { visitor, station }, ctx))
    return unsaid.length
  })
}

/** What the visitor's roster row is known again by, so that importing it once more is rejected; null: came by themselves. */
function rosterHash(folder: FairFolder, visitor: string): Buffer | null {
  const facts = folder.desk.facts(visitor)
  const hash = facts?.rowHmac ?? facts?.codeHmac ?? null
  return hash === null ? null : Buffer.from(hash, 'hex')
}

/**
 * Buries the notes that were typed about these visitors and that this station holds, and sends that on: a gate that was
 * cut off has notes of which whoever decided the erasure knew nothing.
 */
function buryNotes(folder: FairFolder, visitors: readonly string[]): void {
  for (const note of notesAbout(folder, visitors))
    if (folder.people.sealedRows(note).some(({ sealed }) => sealed !== null))
      folder.people.tombstone(note, { groups: ['note'] })
}

/** Notes that were typed about visitors, by their ids: at a gate, at a counter, and why somebody looked at their contact. */
function notesAbout({ checkin, erasures, log }: FairFolder, visitors: readonly string[]): readonly string[] {
  const lists = checkin.fair()?.lists ?? []
  const looks = new Set(visitors.map((visitor) => `contact:${visitor}`))
  const streams = [
    ...visitors.flatMap((visitor) => [
      ...lists.map(({ code }) => attendanceStream(code, visitor, '')),
      ...erasures.ticketsOf(visitor).map(ticketStream),
    ]),
    ...new Set([log.station, ...erasures.enrolled()].map(stationStream)),
  ]
  return streams.flatMap((stream) =>
    log.stream(stream).flatMap(({ event }) => {
      if (scanRecorded.is(event)) return event.body.override?.note ?? []
      if (ticketTransferred.is(event)) return event.body.note ?? []
      return personalDataExported.is(event) && looks.has(event.body.what) ? event.body.reasonNote : []
    }),
  )
}
