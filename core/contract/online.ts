import { z } from 'zod'
import type { Doubt } from '../online/match'
import type { ParticipantField, RowReject } from '../online/participants'
import type { Text } from '../setup/schema'
import { call } from './call'
import { DESK_ERRORS } from './desk'
import { ONLINE_DROP_CALL } from './names'

/** Rows that could not be taken, so many at most are shown. */
export const MOST_REJECTED_SHOWN = 50

/** Somebody of the list whom only a person can tell. */
export interface OnlineDoubt {
  /** What the list calls them, as one text: the answer names them by it. */
  readonly key: string
  readonly called: string
  /** Further names, the e-mail and the code that the list has of them. */
  readonly more: readonly string[]
  readonly why: Doubt
  readonly minutes: number
  /** UTC ms. */
  readonly from: number
  readonly to: number
  readonly candidates: readonly OnlineCandidate[]
}

export interface OnlineCandidate {
  readonly id: string
  readonly name: string | null
  readonly category: Text | null
  readonly institution: string | null
}

/** What a list says, before anything of it is written. */
export interface OnlineCheck {
  readonly columns: readonly { readonly field: ParticipantField; readonly title: string }[]
  /** Stays that could be read. */
  readonly rows: number
  /** People, several stays of one together. */
  readonly people: number
  readonly found: { readonly code: number; readonly email: number; readonly name: number }
  /** Of those found: long enough to count. */
  readonly counted: number
  readonly rejected: readonly RowReject[]
  readonly rejectedCount: number
  /** Who could be somebody first, those whom nobody is like last. */
  readonly doubtful: readonly OnlineDoubt[]
  /** First and last moment of presence, UTC ms: whether the zone was right shows here. Null: nobody. */
  readonly span: { readonly from: number; readonly to: number } | null
}

/** How a list is to be read. */
export const OnlineReading = z.strictObject({
  /** Code of the check-in list whose attendance it is: a session's, or a door for a whole day. */
  list: z.string().min(1).max(40),
  timeZone: z.string().min(1).max(60),
  /** Minutes to count. */
  minimum: z.int().min(0).max(1_440),
})
export type OnlineReading = z.output<typeof OnlineReading>

/** What somebody said of a doubtful one: who it is, that they are new, or no visitor at all. */
export const OnlineDecision = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('visitor'), visitor: z.uuid() }),
  z.strictObject({ is: z.literal('new') }),
  z.strictObject({ is: z.literal('nobody') }),
])
export type OnlineDecision = z.output<typeof OnlineDecision>

export interface OnlineDone {
  readonly added: number
  readonly updated: number
  readonly unchanged: number
  /** Visitors registered from this list. */
  readonly registered: number
  readonly counted: number
  readonly rejected: number
  /** Left undecided. */
  readonly open: number
}

/** The list of online participants that the desks of this installation are at. */
export type OnlineView =
  | { readonly phase: 'none' }
  | { readonly phase: 'checking'; readonly file: string; readonly reading: OnlineReading }
  | { readonly phase: 'checked'; readonly file: string; readonly reading: OnlineReading; readonly check: OnlineCheck }
  | { readonly phase: 'writing'; readonly file: string; readonly reading: OnlineReading; readonly check: OnlineCheck }
  | { readonly phase: 'done'; readonly file: string; readonly reading: OnlineReading; readonly report: OnlineDone }
  | { readonly phase: 'refused'; readonly file: string; readonly code: string }

/** A session, or a door for a whole day, that a list may be of. */
export interface OnlineTarget {
  readonly list: string
  readonly title: Text
  /** UTC ms. */
  readonly from: number
  readonly to: number
  readonly isSession: boolean
  /** Minutes to count, as the set-up has it. */
  readonly minimum: number
  /** People who count as present online so far. */
  readonly online: number
}

const ERRORS = [...DESK_ERRORS, 'online_under_way'] as const

export const onlineCalls = {
  'online.view': call<{ readonly view: OnlineView; readonly targets: readonly OnlineTarget[] }>()({
    input: z.null(),
    errors: ERRORS,
  }),
  /** Asks for a file and checks it as a list of this session; null: none was chosen. */
  'online.choose': call<null>()({ input: OnlineReading, errors: [...ERRORS, 'unknown_list', 'not_now'] }),
  /** Reads the file that was chosen once more: of another session, in another zone. */
  'online.check': call<null>()({ input: OnlineReading, errors: [...ERRORS, 'unknown_list', 'not_now'] }),
  /** Writes who is known, and what was decided of the doubtful; the undecided are left out. */
  'online.write': call<null>()({
    input: z.strictObject({ decisions: z.record(z.string().max(2_000), OnlineDecision), category: z.string().max(40) }),
    errors: [...ERRORS, 'unknown_category', 'not_now'],
  }),
  /** Ends it: the next list begins anew. */
  'online.leave': call<null>()({ input: z.null(), errors: [...ERRORS, 'not_now'] }),
  /** A file that somebody let fall on the page; made by the preload script only. */
  [ONLINE_DROP_CALL]: call<null>()({
    input: z.strictObject({ path: z.string().min(1).max(32_768), reading: OnlineReading }),
    errors: [...ERRORS, 'unknown_list', 'not_now'],
  }),
}
