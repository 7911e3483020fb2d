import { matchParticipant, nameBook, type Doubt, type NameBook } from '../../core/online/match'
import { readParticipants, type Joined, type ParticipantColumn, type RowReject } from '../../core/online/participants'
import type { ReadingDay } from '../../core/online/time'
import { onlineAttended, onlineStream } from '../../core/events/online'
import { visitorRegistered, visitorStream } from '../../core/events/visitor'
import { union, type Present } from '../../core/projections/online'
import { err, ok, type Result } from '../../core/result/result'
import type { FairList } from '../../core/setup/fair'
import { visitorCalled } from '../codes/recognise'
import { contextOf } from '../commands/context'
import type { FairFolder } from '../folder/fair-folder'
import type { RosterFileError } from '../rosters/open-file'
import { readRows } from './read-file'

/** Somebody whom only a person can tell. */
export interface Doubtful {
  /** What the list calls them, as one text: the same in every reading of the file. */
  readonly key: string
  readonly joins: readonly Joined[]
  readonly why: Doubt
  /** Who it may be, the likeliest first. */
  readonly candidates: readonly string[]
}

/** Who is on a list of participants, before anything is written. */
export interface OnlineList {
  readonly columns: readonly ParticipantColumn[]
  /** Stays that could be read. */
  readonly rows: number
  readonly rejected: readonly RowReject[]
  /** Presence of those known without doubt. */
  readonly found: ReadonlyMap<string, readonly Present[]>
  /** How they were known, in people. */
  readonly by: Readonly<Record<'code' | 'email' | 'name', number>>
  readonly doubtful: readonly Doubtful[]
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

/** What somebody said of a doubtful one: which visitor it is, that they are to be registered, or that they are none. */
export type Decided =
  { readonly is: 'visitor'; readonly visitor: string } | { readonly is: 'new' } | { readonly is: 'nobody' }

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

/** Reads a list of participants and looks everybody up; writes nothing. */
export async function readOnline(
  folder: FairFolder,
  file: string,
  day: ReadingDay,
): Promise<Result<OnlineList, RosterFileError | 'no_participants'>> {
  const rows = await readRows(file)
  if (!rows.ok) return rows
  const list = readParticipants(rows.value, day)
  if (list === null) return err('no_participants')
  const { columns, joins, rejected } = list
  return ok({ columns, rows: joins.length, rejected, ...sort(folder, joins) })
}

/** How long somebody was present, ms. */
export const presentFor = (present: readonly Present[]): number =>
  present.reduce((sum, { from, to }) => sum + to - from, 0)

/**
 * Writes who was there, a person at a time whole. The same again changes nothing; another list of the same session adds
 * to it.
 */
export function writeOnline(
  folder: FairFolder,
  found: ReadonlyMap<string, readonly Present[]>,
  request: Omit<OnlineRequest, 'day'>,
): Omit<OnlineReport, 'rejected' | 'doubtful'> {
  const counts = { added: 0, updated: 0, unchanged: 0, counted: 0 }
  const people = [...found]
  for (let at = 0; at < people.length; at += PORTION) {
    folder.log.transact((append) => {
      for (const [visitor, joins] of people.slice(at, at + PORTION)) {
        const before = folder.online.row(request.list.code, visitor)
        const present = union([...(before?.present ?? []), ...joins])
        const isSame = before?.minimum === request.minimum && isEqual(before.present, present)
        counts[isSame ? 'unchanged' : before === null ? 'added' : 'updated'] += 1
        if (presentFor(present) >= request.minimum) counts.counted += 1
        if (isSame) continue
        const body = { list: request.list.code, visitor, joins: [...joins], minimum: request.minimum }
        append(onlineAttended.make(onlineStream(request.list.code, visitor), body, contextOf(folder, request.actor)))
      }
    })
  }
  return counts
}

/**
 * Imports who was at a session online. Whoever is known without doubt is written; the doubtful are told and left out.
 */
export async function importOnline(
  folder: FairFolder,
  file: string,
  request: OnlineRequest,
): Promise<Result<OnlineReport, RosterFileError | 'no_participants'>> {
  const read = await readOnline(folder, file, request.day)
  if (!read.ok) return read
  const { found, rejected, doubtful } = read.value
  return ok({ ...writeOnline(folder, found, request), rejected, doubtful })
}

/**
 * The presence of a list with what somebody decided of its doubtful ones. Who is new is registered here, in this category,
 * by the name and the e-mail of the list.
 * @returns everybody to be written, how many were registered, and who is still undecided
 */
export function withDecisions(
  folder: FairFolder,
  { found, doubtful }: Pick<OnlineList, 'found' | 'doubtful'>,
  decisions: ReadonlyMap<string, Decided>,
  { category, actor }: { readonly category: string; readonly actor: string | null },
): { readonly found: ReadonlyMap<string, readonly Present[]>; readonly registered: number; readonly open: number } {
  const all = new Map(found)
  let [registered, open] = [0, 0]
  for (const one of doubtful) {
    const decided = decisions.get(one.key)
    if (decided === undefined) open += 1
    if (decided === undefined || decided.is === 'nobody') continue
    const visitor = decided.is === 'new' ? register(folder, one.joins[0], category, actor) : decided.visitor
    if (decided.is === 'new') registered += 1
    else if (folder.checkin.visitor(visitor) === null) {
      // Erased or unknown meanwhile: nobody to write it for.
      open += 1
      continue
    }
    all.set(visitor, union([...(all.get(visitor) ?? []), ...one.joins.map(({ from, to }) => ({ from, to }))]))
  }
  return { found: all, registered, open }
}

/** A visitor of whom no more is known than a list of participants says. Rows are committed before the event. */
function register(folder: FairFolder, joined: Joined | undefined, category: string, actor: string | null): string {
  const visitor = folder.ports.newId()
  const name = joined?.names[0] ?? joined?.email ?? joined?.code ?? ''
  const email = joined?.email ?? null
  folder.people.put([
    { visitor, group: 'greet', fields: { name }, lookup: { phone: null, email } },
    { visitor, group: 'contact', fields: { phone: null, email, code: null } },
  ])
  const facts = { category, institution: null, status: 'active', codeHmac: null, rowHmac: null } as const
  folder.log.transact((append) =>
    append(
      visitorRegistered.make(visitorStream(visitor), { visitor, ...facts, source: 'roster' }, contextOf(folder, actor)),
    ),
  )
  return visitor
}

/** Puts the stays together: by visitor where that is certain, else by what the list calls somebody. */
function sort(folder: FairFolder, joins: readonly Joined[]): Pick<OnlineList, 'found' | 'by' | 'doubtful'> {
  const book = bookOf(folder)
  const found = new Map<string, Present[]>()
  const by = { code: 0, email: 0, name: 0 }
  const doubtful = new Map<string, { joins: Joined[]; why: Doubt; candidates: readonly string[] }>()
  for (const joined of joins) {
    const match = matchParticipant(
      {
        names: joined.names,
        byCode: joined.code === null ? null : visitorCalled(folder, joined.code),
        byEmail: joined.email === null ? [] : folder.people.findByEmail(joined.email),
      },
      book,
    )
    const present = { from: joined.from, to: joined.to }
    if (match.is === 'found') {
      const before = found.get(match.visitor)
      if (before === undefined) by[match.by] += 1
      found.set(match.visitor, [...(before ?? []), present])
      continue
    }
    const key = JSON.stringify([joined.names, joined.email, joined.code])
    const known = doubtful.get(key)
    if (known === undefined) doubtful.set(key, { ...match, joins: [joined] })
    else known.joins.push(joined)
  }
  return {
    found: new Map([...found].map(([visitor, times]) => [visitor, union(times)])),
    by,
    doubtful: [...doubtful].map(([key, { joins: own, why, candidates }]) => ({ key, joins: own, why, candidates })),
  }
}

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
