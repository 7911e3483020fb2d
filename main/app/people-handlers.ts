import type { WebContents } from 'electron'
import type { PeoplePage } from '../../core/contract/people'
import type { FairList } from '../../core/setup/fair'
import { eraseVisitor, WINDOW_PATIENCE } from '../commands/erase'
import { admitByHand } from '../commands/admit'
import { clearApart, keepApart } from '../commands/keep-apart'
import { mergeVisitors, unmergeVisitor } from '../commands/merge-visitors'
import { replaceVisitorCode, revokeVisitorCodes } from '../commands/visitor-code'
import { registerWalkIn } from '../commands/walk-in'
import { duplicatesPage } from '../views/duplicates'
import { suspectsOf } from '../views/suspects'
import { changePerson, revealContact } from '../commands/person'
import type { Handlers } from '../ipc/register'
import { MOST_FOUND, type DirectoryAnswer } from '../search/directory-feed'
import type { PeopleSearch } from '../search/people-search'
import type { AppSync } from '../sync/app-sync'
import { directoryAsk, personLines, personView } from '../views/people-view'
import { deskSession, type DeskSession, type DeskStation } from './desk-session'
import { ToldStations } from './told-stations'

/** What the calls about people ask of the station. */
export interface PeopleStation extends DeskStation {
  /** Names, to be searched and put in order; null until the folder is open. */
  readonly search: PeopleSearch | null
  readonly sync?: Pick<AppSync, 'link' | 'hub' | 'ask' | 'port' | 'url'> | null
}

export type PeopleCalls =
  | 'people.duplicates'
  | 'people.merge'
  | 'people.unmerge'
  | 'people.keepApart'
  | 'people.clearApart'
  | 'people.suspects'
  | 'people.register'
  | 'people.newCode'
  | 'people.revokeCode'
  | 'people.page'
  | 'people.person'
  | 'people.reveal'
  | 'people.move'
  | 'people.change'
  | 'people.erase'

/** The desk's calls about visitors. Each asks first who sits there. */
export function peopleHandlers(station: PeopleStation, told = new ToldStations(station)): Pick<Handlers, PeopleCalls> {
  const at = (sender: WebContents, list: string) => {
    const session = deskSession(station, sender)
    if (!session.ok) return session
    const found = session.value.fair.list(list)
    return found === null
      ? ({ ok: false, code: 'unknown_list' } as const)
      : ({ ok: true, value: { ...session.value, list: found } } as const)
  }
  const apart =
    (work: typeof keepApart): Handlers['people.keepApart'] =>
    ({ visitor, others }, sender) => {
      const session = deskSession(station, sender)
      if (!session.ok) return session
      const done = work(session.value.folder, visitor, others, session.value.actor)
      if (done.ok) station.changed('people')
      return done
    }
  return {
    'people.page': async (query, sender) => {
      const session = at(sender, query.list)
      if (!session.ok) return session
      const { folder, fair, list } = session.value
      const { search } = station
      const named = query.search === '' ? [] : ((await search?.find(query.search, MOST_FOUND + 1))?.people ?? [])
      const wanted = directoryAsk(
        folder,
        fair,
        list,
        query,
        named.map((person) => person.visitor),
      )
      const answer = (await search?.directory(wanted)) ?? null
      const names = { isReady: answer !== null, done: search?.state().total ?? 0 }
      // Asked again: the desk may have been locked while the directory answered.
      const still = deskSession(station, sender)
      if (!still.ok) return still
      return { ok: true, value: pageOf(session.value, query.from, answer ?? NOBODY_YET, names) }
    },
    'people.person': async ({ visitor, list }, sender) => {
      const session = at(sender, list)
      if (!session.ok) return session
      // Of somebody who was forgotten the hub tells which stations are revoked, and which of those are wiped.
      if (session.value.folder.erasures.erasedAt(visitor) !== null) await told.askBriefly()
      // Asked again: the desk may have been locked while the hub answered.
      const still = at(sender, list)
      if (!still.ok) return still
      const { folder, fair, list: on } = still.value
      const view = personView(folder, fair, on, visitor, told.last)
      return view === null ? { ok: false, code: 'unknown_visitor' } : { ok: true, value: view }
    },
    'people.reveal': ({ visitor, reason }, sender) => {
      const session = deskSession(station, sender)
      if (!session.ok) return session
      return revealContact(session.value.folder, visitor, reason, session.value.actor)
    },
    'people.move': ({ list, ...admission }, sender) => {
      const session = at(sender, list)
      if (!session.ok) return session
      const { folder, actor, role, list: on } = session.value
      const staff = { code: actor, role }
      const moved = admitByHand(folder, { ...admission, gate: null, note: null, refusedScan: null, staff }, () => on)
      if (moved.ok) station.changed('people')
      return moved
    },
    'people.newCode': ({ visitor, ...ending }, sender) => {
      const session = deskSession(station, sender)
      if (!session.ok) return session
      const { folder, fair, actor } = session.value
      const replaced = replaceVisitorCode(folder, fair, visitor, { ...ending, actor })
      if (replaced.ok) station.changed('people')
      return replaced
    },
    'people.revokeCode': ({ visitor, ...ending }, sender) => {
      const session = deskSession(station, sender)
      if (!session.ok) return session
      const { folder, fair, actor } = session.value
      const revoked = revokeVisitorCodes(folder, fair, visitor, { ...ending, actor })
      if (revoked.ok) station.changed('people')
      return revoked
    },
    'people.duplicates': async (asked, sender) => {
      const session = deskSession(station, sender)
      if (!session.ok) return session
      const answer = (await station.search?.duplicates(asked)) ?? null
      const names = { isReady: answer !== null, done: station.search?.state().total ?? 0 }
      // Asked again: the desk may have been locked while the search answered.
      const still = deskSession(station, sender)
      if (!still.ok) return still
      return { ok: true, value: duplicatesPage(still.value.folder, still.value.fair, asked.from, answer, names) }
    },
    'people.merge': ({ visitor, into }, sender) => {
      const session = deskSession(station, sender)
      if (!session.ok) return session
      const merged = mergeVisitors(session.value.folder, visitor, into, session.value.actor)
      if (!merged.ok) return { ok: false, code: merged.code }
      station.changed('people')
      station.changed('desk')
      return { ok: true, value: null }
    },
    'people.unmerge': ({ visitor }, sender) => {
      const session = deskSession(station, sender)
      if (!session.ok) return session
      const parted = unmergeVisitor(session.value.folder, visitor, session.value.actor)
      if (!parted.ok) return { ok: false, code: parted.code }
      station.changed('people')
      station.changed('desk')
      return { ok: true, value: null }
    },
    'people.keepApart': apart(keepApart),
    'people.clearApart': apart(clearApart),
    'people.suspects': async (asked, sender) => {
      const session = deskSession(station, sender)
      if (!session.ok) return session
      const found = await suspectsOf(session.value.folder, session.value.fair, station.search, asked)
      // Asked again: the desk may have been locked while the search answered.
      const still = deskSession(station, sender)
      return still.ok ? { ok: true, value: found } : still
    },
    'people.register': ({ requestId, answers, admitTo }, sender) => {
      const session = deskSession(station, sender)
      if (!session.ok) return session
      const { folder, fair, actor } = session.value
      const list = admitTo === null ? null : fair.list(admitTo)
      if (admitTo !== null && list === null) return { ok: false, code: 'unknown_list' }
      const request = { requestId, answers, gate: null, admitTo: list === null ? null : () => list, actor }
      const done = registerWalkIn(folder, request)
      if (!done.ok) return done
      station.changed('people')
      const { visitor, scan, code: text } = done.value
      const refusal = visitor === null ? (scan?.reason ?? null) : null
      return { ok: true, value: { visitor, refusal, isIn: visitor !== null && scan !== null, code: text } }
    },
    'people.erase': ({ visitor }, sender) => {
      const session = deskSession(station, sender, 'organizer')
      if (!session.ok) return session
      const erased = eraseVisitor(session.value.folder, visitor, {
        actor: session.value.actor,
        patience: WINDOW_PATIENCE,
      })
      if (!erased.ok) return erased
      station.changed('people')
      return { ok: true, value: null }
    },
    'people.change': (change, sender) => {
      const session = deskSession(station, sender)
      if (!session.ok) return session
      const { folder, fair, actor } = session.value
      const changed = changePerson(folder, fair, change, actor)
      if (changed.ok) station.changed('people')
      return changed
    },
  }
}

/** Names are still being read. */
const NOBODY_YET: DirectoryAnswer = {
  visitors: [],
  total: 0,
  counts: { all: 0, not_here: 0, inside: 0, left: 0 },
  isCut: false,
}

function pageOf(
  { folder, fair, list }: DeskSession & { readonly list: FairList },
  from: number,
  { visitors, total, counts, isCut }: DirectoryAnswer,
  names: PeoplePage['names'],
): PeoplePage {
  return { lines: personLines(folder, fair, list, visitors), from, total, counts, names, isCut }
}
