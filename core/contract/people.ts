import { z } from 'zod'
import { PRESENCES, type Presence } from '../desk/directory'
import type { ErasureEnd, ErasureWord } from '../desk/erasure'
import type { JourneyStep } from '../desk/journey'
import type { VisitorFacts } from '../events/visitor'
import { Reason, ScanDirection } from '../events/checkin'
import { VisitorStatus } from '../events/visitor'
import { SAME_BY, type SameBy } from '../people/duplicates'
import type { StationRole } from '../people/groups'
import type { TicketState } from '../queue/ticket'
import type { Text } from '../setup/schema'
import { call } from './call'
import { DESK_ERRORS } from './desk'
import { WALK_IN_ERRORS, WalkInInput } from './walk-in'

/** Why staff's word is not enough to let somebody in (core/commands/admit.ts). */
const ADMIT_ERRORS = ['reason_not_listed', 'rules_differ', 'not_overridable', 'supervisor_needed'] as const

const code = z.string().min(1).max(40)
const visitor = z.uuid()

/** One line of the desk's table. */
export interface PersonLine {
  readonly id: string
  /** Null: not on this station, or erased. */
  readonly name: string | null
  /** Null: only a scan of theirs is known here. */
  readonly category: Text | null
  readonly institution: string | null
  readonly status: VisitorFacts['status'] | null
  readonly presence: Presence
  /** The entry of the present or last stay on the list, effective UTC ms, and its gate. */
  readonly enteredAt: number | null
  readonly gate: Text | null
  readonly leftAt: number | null
  /** The live number furthest on; else how many of the day are done. */
  readonly queue: { readonly label: string; readonly state: TicketState } | { readonly done: number } | null
}

export const PeopleQuery = z.strictObject({
  /** The check-in list whose attendance is told. */
  list: code,
  presence: z.enum(PRESENCES).nullable(),
  category: code.nullable(),
  /** Who came through it last; null: whichever, and who never came. */
  gate: code.nullable(),
  /** A name, an institution, a code, a phone number, a queue number; empty: everybody. */
  search: z.string().trim().max(120),
  from: z.int().nonnegative(),
  limit: z.int().min(1).max(200),
})
export type PeopleQuery = z.output<typeof PeopleQuery>

export interface PeoplePage {
  readonly lines: readonly PersonLine[]
  readonly from: number
  readonly total: number
  readonly counts: Readonly<Record<Presence | 'all', number>>
  /** Names are unsealed after each start; until they are, nobody is in order or found by name. */
  readonly names: { readonly isReady: boolean; readonly done: number }
  /** More were found than are shown: the search is too wide. */
  readonly isCut: boolean
}

/** One person, all that a desk may see without giving a reason. */
export interface PersonView {
  readonly id: string
  readonly name: string | null
  readonly greeting: string | null
  readonly isErased: boolean
  /** How far forgetting them has come; null: nobody asked for it. */
  readonly erasure: {
    readonly at: number
    /** Has the hub buried them? `none`: there is no hub. */
    readonly hub: 'none' | 'waiting' | 'done'
    readonly stations: readonly {
      readonly station: string
      /** Null: this computer, which never enrolled. */
      readonly number: number | null
      readonly roles: readonly StationRole[]
      readonly word: ErasureWord
    }[]
    readonly end: ErasureEnd
    /** When the hub was heard last of who is revoked, UTC ms; null: not since this desk was opened, or there is no hub. */
    readonly asOf: number | null
  } | null
  readonly category: { readonly code: string; readonly name: Text } | null
  readonly institution: string | null
  readonly status: VisitorFacts['status'] | null
  readonly source: VisitorFacts['source'] | null
  readonly presence: Presence
  readonly since: number | null
  /** How many codes of theirs are known here that nobody revoked. */
  readonly openCodes: number
  /** Sealed texts, all but the ends hidden; null: none, or this station cannot open them. */
  readonly contact: { readonly phone: string | null; readonly email: string | null; readonly code: string | null }
  readonly journey: {
    readonly steps: readonly PersonStep[]
    readonly insideMs: number | null
    readonly isToday: boolean
  }
  readonly consents: readonly {
    readonly purpose: Text
    readonly version: number
    readonly given: boolean
    readonly at: number
    readonly gate: Text | null
  }[]
  readonly badges: { readonly copies: number; readonly lastAt: number | null }
  /** Other visitors that are this person after merging. `apart`: whose merge is taken back to part them. */
  readonly same: readonly {
    readonly id: string
    readonly name: string | null
    readonly into: boolean
    readonly apart: string
  }[]
  /** Visitors of whom staff said that they are somebody else. */
  readonly others: readonly { readonly id: string; readonly name: string | null }[]
}

/** Somebody who may be the person at the desk. */
export interface Suspect {
  readonly id: string
  readonly name: string | null
  readonly category: Text | null
  readonly institution: string | null
  /** The same phone or e-mail; else a similar name. */
  readonly why: 'contact' | 'name'
}

/** A visitor among those who may be one person. */
export interface DuplicateVisitor {
  readonly id: string
  readonly name: string | null
  readonly category: Text | null
  readonly institution: string | null
  readonly source: VisitorFacts['source'] | null
  /** UTC ms. */
  readonly registeredAt: number
}

/** Visitors who may be one person, the earliest registered first. */
export interface DuplicateGroup {
  readonly why: readonly SameBy[]
  readonly visitors: readonly DuplicateVisitor[]
  /** Visitors beyond those named, by id. */
  readonly rest: readonly string[]
}

export interface DuplicatesPage {
  /** The group with the newest registration first. */
  readonly groups: readonly DuplicateGroup[]
  readonly from: number
  readonly total: number
  /** Groups by reason; one may have several. */
  readonly counts: Readonly<Record<SameBy | 'all', number>>
  /** Names are read after each start; until they are, nobody is compared by name. */
  readonly names: { readonly isReady: boolean; readonly done: number }
}

/** What came of a registration. */
export interface RegisteredPerson {
  /** Null: the list's rules refused the entry, and nothing was stored. */
  readonly visitor: string | null
  readonly refusal: Reason | null
  readonly isIn: boolean
  /** Text of the visitor's code. */
  readonly code: string | null
}

/** A step of the journey with the names of its places. */
export type PersonStep = JourneyStep & {
  readonly names: {
    readonly gate: Text | null
    readonly list: Text | null
    readonly counter: Text | null
    readonly service: Text | null
    readonly label: string | null
  }
}

/**
 * `reason`: one of the set-up with the use `revoke`. `all`: every code of the person that is known here ends, those on
 * badges among them; else only the one kept with the contact.
 */
const CodeChange = z.strictObject({ visitor, reason: code, all: z.boolean() })
const CODE_ERRORS = [
  'unknown_visitor',
  'unknown_reason',
  'unknown_category',
  'cannot_open',
  'no_code',
  'erased',
] as const

/** More than any group that a person decides one by one. */
const Apart = z.strictObject({ visitor, others: z.array(visitor).min(1).max(1_000) })

const Name = z.string().trim().min(1).max(200)
const Contact = z.string().trim().max(200)

export const peopleCalls = {
  'people.page': call<PeoplePage>()({ input: PeopleQuery, errors: [...DESK_ERRORS, 'unknown_list'] }),
  'people.person': call<PersonView>()({
    input: z.strictObject({ visitor, list: code }),
    errors: [...DESK_ERRORS, 'unknown_list', 'unknown_visitor'],
  }),
  /** Opens the sealed contact of one person. Why is kept: who looked at whom, and the typed reason as a note. */
  'people.reveal': call<{ phone: string | null; email: string | null; code: string | null }>()({
    input: z.strictObject({ visitor, reason: z.string().trim().min(3).max(200) }),
    errors: [...DESK_ERRORS, 'unknown_visitor', 'cannot_open'],
  }),
  /** Visitors who may be one person, merged ones left out. */
  'people.duplicates': call<DuplicatesPage>()({
    input: z.strictObject({
      why: z.enum(SAME_BY).nullable(),
      from: z.int().nonnegative(),
      limit: z.int().min(1).max(100),
    }),
    errors: DESK_ERRORS,
  }),
  /** From now on the two count as one person, by the second; nothing of either is moved. */
  'people.merge': call<null>()({
    input: z.strictObject({ visitor, into: visitor }),
    errors: [...DESK_ERRORS, 'unknown_visitor', 'same_visitor', 'not_merged'],
  }),
  /** They are two again. */
  'people.unmerge': call<null>()({
    input: z.strictObject({ visitor }),
    errors: [...DESK_ERRORS, 'unknown_visitor', 'same_visitor', 'not_merged'],
  }),
  /** A visitor is somebody else than these, and is not listed with them again: all of them but who was merged with them, or none. */
  'people.keepApart': call<null>()({ input: Apart, errors: [...DESK_ERRORS, 'unknown_visitor', 'same_visitor'] }),
  /** Takes that back: they may be one person again. */
  'people.clearApart': call<null>()({ input: Apart, errors: [...DESK_ERRORS, 'unknown_visitor', 'same_visitor'] }),
  /** Who may be this person, registered before: asked before anybody is registered. */
  'people.suspects': call<readonly Suspect[]>()({
    input: WalkInInput.pick({ name: true, institution: true, phone: true, email: true }),
    errors: DESK_ERRORS,
  }),
  /**
   * Registers somebody at the desk, and lets them in to `admitTo` (null: registers only). `requestId` is kept for every
   * retry. `detail.field` and `detail.problem` when an answer cannot be meant.
   */
  'people.register': call<RegisteredPerson>()({
    input: z.strictObject({ requestId: z.uuid(), answers: WalkInInput, admitTo: code.nullable() }),
    errors: [...DESK_ERRORS, 'unknown_list', 'no_list', ...WALK_IN_ERRORS],
  }),
  /**
   * Records an entry or an exit by hand, asking the rules. `scanId` is kept for every retry. `knows`: what the rules were
   * shown to say against it, null: nothing; `detail.refusal` when they say something else.
   */
  'people.move': call<null>()({
    input: z.strictObject({
      scanId: z.uuid(),
      visitor,
      list: code,
      direction: ScanDirection,
      reason: code,
      knows: Reason.nullable(),
    }),
    errors: [...DESK_ERRORS, 'unknown_list', 'no_list', 'unknown_visitor', ...ADMIT_ERRORS],
  }),
  /** Gives a person a new signed code; what they had is good for nothing from then on. */
  'people.newCode': call<{ code: string }>()({ input: CodeChange, errors: [...DESK_ERRORS, ...CODE_ERRORS] }),
  /** Makes codes of a person good for nothing. `ended`: how many were good until now. */
  'people.revokeCode': call<{ ended: number }>()({ input: CodeChange, errors: [...DESK_ERRORS, ...CODE_ERRORS] }),
  /** Forgets a person, for ever, here and on every other station. Organizers only. */
  'people.erase': call<null>()({
    input: z.strictObject({ visitor }),
    errors: [...DESK_ERRORS, 'unknown_visitor'],
  }),
  /** Corrects what is known of a person. A field left out stays. `seen`: status as shown, so that nothing newer is undone. */
  'people.change': call<null>()({
    input: z.strictObject({
      visitor,
      name: Name.optional(),
      phone: Contact.nullable().optional(),
      email: Contact.nullable().optional(),
      institution: z.string().trim().max(200).nullable().optional(),
      category: code.optional(),
      status: VisitorStatus.extract(['active', 'blocked', 'canceled']).optional(),
    }),
    errors: [...DESK_ERRORS, 'unknown_visitor', 'unknown_category', 'erased', 'cannot_open'],
  }),
}
