import { matchParticipant, nameBook, type Doubt, type NameBook } from '../../core/online/match'
import { readParticipants, type Joined, type RowReject } from '../../core/online/participants'
import type { ReadingDay } from '../../core/online/time'
import { onlineAttended, onlineStream } from '../../core/events/online'
import { union, type Present } from '../../core/projections/online'
import { err, ok, type Result } from '../../core/result/result'
import type { FairList } from '../../core/setup/fair'
import { visitorByCode } from '../codes/recognise'
import type { FairFolder } from '../folder/fair-folder'
import type { RosterFileError } from '../rosters/open-file'
import { readRows } from './read-file'

/** Somebody whom only a person can tell. */
export interface Doubtful {
  readonly joins: readonly Joined[]
  readonly why: Doubt
  /** Who it may be, the likeliest first. */
  readonly candidates: readonly string[]
}

/** What an import did, in people. */
export interface OnlineReport {
  readonly added: number
  readonly updated: number
  readonly unchanged: number
  /** Of all who are known: present for the minimum at least. */
  readonly counted: number
  readonly rejected: readonly RowReject[]
  readonly doubtful: readonly Doubtful[]
}

export interface OnlineRequest {
  readonly list: FairList
  readonly day: ReadingDay
  /** How long one has to be present to count, ms. */
  readonly minimum: number
  readonly actor: string | null
}

/** People written at a time: gates wait no longer than for these. */
const PORTION = 200
/** Visitors whose names are opened at a time. */
const NAMES = 5_000

/**
 * Imports who was at a session online. Whoever is known without doubt is written, a person at a time whole; the doubtful are
 * told and left out. The same list again changes nothing; another list of the same session adds to it.
 */
export async function importOnline(
  folder: FairFolder,
  file: string,
  request: OnlineRequest,
): Promise<Result<OnlineReport, RosterFileError | 'no_participants'>> {
  const rows = await readRows(file)
  if (!rows.ok) return rows
  const list = readParticipants(rows.value, request.day)
  if (list === null) return err('no_participants')
  const { found, doubtful } = sort(folder, list.joins)
  const counts = { added: 0, updated: 0, unchanged: 0, counted: 0 }
  const people = [...found]
  for (let at = 0; at < people.length; at += PORTION) {
    folder.log.transact((append) => {
      for (const [visitor, joins] of people.slice(at, at + PORTION)) {
        const before = folder.online.row(request.list.code, visitor)
        const present = union([...(before?.present ?? []), ...joins])
        const isSame = before?.minimum === request.minimum && isEqual(before.present, present)
        counts[isSame ? 'unchanged' : before === null ? 'added' : 'updated'] += 1
        if (present.reduce((sum, { from, to }) => sum + to - from, 0) >= request.minimum) counts.counted += 1
        if (isSame) continue
        const ctx = {
          now: folder.ports.wall(),
          newId: folder.ports.newId,
          ...(request.actor === null ? {} : { actor: request.actor }),
        }
        const body = { list: request.list.code, visitor, joins, minimum: request.minimum }
        append(onlineAttended.make(onlineStream(request.list.code, visitor), body, ctx))
      }
    })
  }
  return ok({ ...counts, rejected: list.rejected, doubtful })
}

/** Puts the stays together: by visitor where that is certain, else by what the list calls somebody. */
function sort(folder: FairFolder, joins: readonly Joined[]) {
  const book = bookOf(folder)
  const found = new Map<string, Present[]>()
  const doubtful = new Map<string, { joins: Joined[]; why: Doubt; candidates: readonly string[] }>()
  for (const joined of joins) {
    const match = matchParticipant(
      {
        names: joined.names,
        byCode: joined.code === null ? null : knownBy(folder, joined.code),
        byEmail: joined.email === null ? [] : folder.people.findByEmail(joined.email),
      },
      book,
    )
    const present = { from: joined.from, to: joined.to }
    if (match.is === 'found') {
      found.set(match.visitor, [...(found.get(match.visitor) ?? []), present])
      continue
    }
    const key = JSON.stringify([joined.names, joined.email, joined.code])
    const known = doubtful.get(key)
    if (known === undefined) doubtful.set(key, { ...match, joins: [joined] })
    else known.joins.push(joined)
  }
  return {
    found: new Map([...found].map(([visitor, times]) => [visitor, union(times)])),
    doubtful: [...doubtful.values()].map(({ joins: own, why, candidates }) => ({ joins: own, why, candidates })),
  }
}

/** By the code they carry, or by the visitor's own id, which a list for review is answered with. */
const knownBy = (folder: FairFolder, code: string): string | null =>
  folder.checkin.visitor(code)?.id ?? visitorByCode(folder, code)?.id ?? null

function bookOf(folder: FairFolder): NameBook {
  function* people() {
    let page: string[] = []
    const named = () => [...folder.people.names(page)].map(([visitor, { name }]) => ({ visitor, name }))
    for (const { id } of folder.desk.visitors()) {
      page.push(id)
      if (page.length < NAMES) continue
      yield* named()
      page = []
    }
    yield* named()
  }
  return nameBook(people())
}

const isEqual = (a: readonly Present[], b: readonly Present[]): boolean =>
  a.length === b.length && a.every(({ from, to }, n) => b[n]?.from === from && b[n]?.to === to)
