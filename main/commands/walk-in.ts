import { scanRecorded } from '../../core/events/checkin'
import type { ScanAnswer } from '../../core/contract/gate'
import {
  admitWalkIn,
  readWalkIn,
  registerOnly,
  walkInCodeEnds,
  type WalkIn,
  type WalkInAnswers,
  type WalkInError,
} from '../../core/commands/register-walk-in'
import type { CommandContext } from '../../core/events/envelope'
import { visitorRegistered } from '../../core/events/visitor'
import { err, ok, type Result } from '../../core/result/result'
import type { Fair } from '../../core/setup/fair'
import type { NewRow } from '../../db/people/store'
import { issueCode, type IssuedCode } from '../codes/visitor-codes'
import type { FairFolder } from '../folder/fair-folder'
import { roomOf } from './room'
import { answerOf, recordedScan, type CommittedScan, type ListOf } from './scan'

export interface WalkInRequest {
  /** Kept for every retry: the same press is one person. Of somebody admitted it is the scan's id. */
  readonly requestId: string
  readonly answers: WalkInAnswers
  /** Where they answered; null: at a desk. */
  readonly gate: string | null
  /** The list they enter by, asked inside the transaction; null: they are registered and not let in. */
  readonly admitTo: ListOf | null
  /** Staff who did it for them; absent: the visitor alone. */
  readonly actor?: string
}

/** What came of it. Of somebody the list's rules refused there is no visitor, and nothing of them is stored. */
export interface RegisteredWalkIn {
  readonly visitor: string | null
  /** Null: nobody was let in, since nobody asked to be. */
  readonly scan: ScanAnswer | null
  /** Text of the visitor's signed code. */
  readonly code: string | null
  readonly credential: string | null
  /** An earlier try of the same request had done it. */
  readonly isRepeat: boolean
}

type Failure = WalkInError | 'no_fair' | 'no_list'

/**
 * Registers somebody without a ticket and lets them in, in one transaction. The rows with their name are committed
 * before it is, as everywhere; when it does not come to be they are taken back at once.
 */
export function registerWalkIn(folder: FairFolder, request: WalkInRequest): Result<RegisteredWalkIn, Failure> {
  let written: string | null = null
  try {
    const done = folder.log.transact((append): Result<RegisteredWalkIn, Failure> => {
      const fair = folder.checkin.fair()
      if (fair === null) return err('no_fair')
      const before = recordedWalkIn(folder, fair, request)
      if (before !== null) return ok(before)
      const read = readWalkIn(fair.setup, request.answers)
      if (!read.ok) return read
      const { ports } = folder
      const now = ports.wall()
      const list = request.admitTo === null ? null : request.admitTo(fair, now)
      if (request.admitTo !== null && list === null) return err('no_list')

      const ctx: CommandContext = {
        now,
        newId: ports.newId,
        ...(request.actor === undefined ? {} : { actor: request.actor }),
      }
      const visitor = ports.newId()
      const code = codeOf(folder, fair, { visitor, category: read.value.category, at: now }, ctx)
      const state = { walkIn: read.value, visitor, issued: code.event }
      const { requestId, gate } = request
      const made =
        list === null
          ? { scan: null, events: registerOnly(state, { requestId, gate }, ctx) }
          : admitWalkIn(
              {
                ...state,
                list,
                timeZone: fair.setup.timeZone,
                room: roomOf(folder, list, fair.setup.timeZone, { now }),
              },
              { scanId: requestId, gate },
              ctx,
            )
      const isIn = made.scan === null || made.scan.outcome === 'admitted'
      if (isIn) {
        written = visitor
        folder.people.put(peopleRows(visitor, read.value, code.text))
      }
      for (const event of made.events) append(event)
      const scan: CommittedScan | null =
        made.scan === null || list === null ? null : { fair, list, decision: made.scan, at: now }
      return ok({
        visitor: isIn ? visitor : null,
        scan: scan === null ? null : answerOf(folder, scan),
        code: isIn ? code.text : null,
        credential: isIn ? code.credential : null,
        isRepeat: false,
      })
    })
    return done
  } catch (thrown) {
    if (written !== null) folder.people.takeBack(written)
    throw thrown
  }
}

/**
 * Visitors who gave this phone number or this address before, however they are written: perhaps the same person. For
 * staff only: a visitor is never told who is known here.
 */
export function suspects(
  folder: Pick<FairFolder, 'people'>,
  { phone, email }: { readonly phone: string | null; readonly email: string | null },
): readonly string[] {
  const found = [
    ...(phone === null ? [] : folder.people.findByPhone(phone)),
    ...(email === null ? [] : folder.people.findByEmail(email)),
  ]
  return [...new Set(found)]
}

/** What an earlier try of the same request came to. Its code is made again: the same facts give the same text. */
function recordedWalkIn(folder: FairFolder, fair: Fair, { requestId }: WalkInRequest): RegisteredWalkIn | null {
  const before = folder.log.find(requestId)
  if (before === null) return null
  const { event, hubOffset } = before
  const again = (visitor: string, category: string) => {
    const ctx = { now: event.at, newId: folder.ports.newId }
    const { text, credential } = codeOf(folder, fair, { visitor, category, at: event.at }, ctx)
    return { visitor, code: text, credential, isRepeat: true }
  }
  if (visitorRegistered.is(event)) return { ...again(event.body.visitor, event.body.category), scan: null }
  if (!scanRecorded.is(event)) return null
  const scan = answerOf(folder, { fair, ...recordedScan(folder, fair, event, hubOffset) })
  const row = event.body.visitor === null ? null : folder.checkin.visitor(event.body.visitor)
  if (row === null) return { visitor: null, scan, code: null, credential: null, isRepeat: true }
  return { ...again(row.id, row.category), scan }
}

function codeOf(
  folder: FairFolder,
  fair: Fair,
  { visitor, category, at }: { visitor: string; category: string; at: number },
  ctx: CommandContext,
): IssuedCode {
  const validUntil = walkInCodeEnds(fair.setup, at)
  const code = issueCode(folder, fair, { visitor, category, validFrom: null, validUntil }, ctx)
  // The category was read against the same set-up.
  if (!code.ok) throw new Error(`a walk-in's category is not in the set-up: ${category}`)
  return code.value
}

/** A code is kept with the contact, which a desk alone can open: so it can be printed again there. */
function peopleRows(visitor: string, walkIn: WalkIn, code: string): NewRow[] {
  const { name, phone, email, questions } = walkIn
  return [
    ...(name === null ? [] : [{ visitor, group: 'greet', fields: { name }, lookup: { phone, email } } as const]),
    { visitor, group: 'contact', fields: { phone, email, code } },
    ...(Object.keys(questions).length === 0
      ? []
      : [{ visitor, group: 'identity', fields: { answers: { ...questions } } } as const]),
  ]
}
