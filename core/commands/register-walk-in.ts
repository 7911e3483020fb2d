import { NO_CODE_HASH, attendanceStream, scanRecorded } from '../events/checkin'
import type { CommandContext, NewEvent } from '../events/envelope'
import { consentRecorded, consentStream, visitorRegistered, visitorStream } from '../events/visitor'
import {
  LONGEST,
  readEmail,
  readName,
  readPhone,
  readText,
  type AnswerProblem,
  type ReadAnswer,
} from '../people/answers'
import { err, ok, type Result } from '../result/result'
import type { FairSetup, WalkInField } from '../setup/schema'
import { dailySpan, localToEpoch, shiftDays } from '../time/zone'
import { decideScan, type ScanDecision, type ScanState } from './scan'

export type WalkInError = 'no_walk_in' | 'unknown_category' | 'bad_answer' | 'consent_needed' | 'consent_changed'

/** What somebody without registration answered, as typed. */
export interface WalkInAnswers {
  /** Null: there is one category alone. */
  readonly category: string | null
  readonly name: string
  readonly institution: string
  readonly phone: string
  readonly email: string
  /** By the question's code; of a question with choices, the chosen code. */
  readonly questions: Readonly<Record<string, string>>
  readonly consents: readonly { readonly purpose: string; readonly version: number; readonly given: boolean }[]
}

/** The answers, fit to be kept; null: not given. */
export interface WalkIn {
  readonly category: string
  readonly name: string | null
  readonly institution: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly questions: Readonly<Record<string, string>>
  readonly consents: WalkInAnswers['consents']
}

/** Name of a field: its kind, of a question of the fair's own its code. */
export const fieldName = (field: WalkInField): string => (field.kind === 'question' ? field.code : field.kind)

/** What is wrong with the answer to a field, once it has to stand; null: nothing. */
export function answerProblem(field: WalkInField, typed: string): AnswerProblem | null {
  const read = readAnswer(field, typed)
  if (read.ok || (read.problem === 'empty' && !field.required)) return null
  return read.problem
}

/**
 * Reads what was answered by the fair's rules. Each purpose must have its answer, given to the text that holds now:
 * nobody agrees to what they did not read. Without a yes to a required purpose nobody is registered.
 */
export function readWalkIn(
  setup: Pick<FairSetup, 'walkIn' | 'purposes'>,
  answers: WalkInAnswers,
): Result<WalkIn, WalkInError> {
  const { walkIn, purposes } = setup
  if (walkIn === null) return err('no_walk_in')
  const [only, ...others] = walkIn.categories
  const category = answers.category ?? (others.length === 0 ? (only ?? null) : null)
  if (category === null || !walkIn.categories.includes(category)) return err('unknown_category')

  const kept: { [kind in 'name' | 'institution' | 'phone' | 'email']?: string } = {}
  const questions: Record<string, string> = {}
  for (const field of walkIn.fields) {
    const read = readAnswer(
      field,
      field.kind === 'question' ? (answers.questions[field.code] ?? '') : answers[field.kind],
    )
    if (!read.ok) {
      if (read.problem === 'empty' && !field.required) continue
      return err('bad_answer', { field: fieldName(field), problem: read.problem })
    }
    if (field.kind === 'question') questions[field.code] = read.value
    else kept[field.kind] = read.value
  }

  const consents = purposes.map(({ code, version }) =>
    answers.consents.find((it) => it.purpose === code && it.version === version),
  )
  for (const [n, purpose] of purposes.entries()) {
    const answer = consents[n]
    if (answer === undefined) return err('consent_changed', { purpose: purpose.code })
    if (purpose.required && !answer.given) return err('consent_needed', { purpose: purpose.code })
  }
  return ok({
    category,
    name: kept.name ?? null,
    institution: kept.institution ?? null,
    phone: kept.phone ?? null,
    email: kept.email ?? null,
    questions,
    consents: consents.flatMap((answer) => answer ?? []),
  })
}

/**
 * When the code of a walk-in ends (UTC ms): with the day, or with the fair. A fair that goes on past its days still lets
 * in until midnight.
 */
export function walkInCodeEnds(setup: Pick<FairSetup, 'walkIn' | 'days' | 'timeZone'>, at: number): number {
  const midnight = dailySpan(at, '00:00', setup.timeZone).next
  const last = setup.days.at(-1)
  if (setup.walkIn?.validFor === 'day' || last === undefined) return midnight
  return Math.max(midnight, localToEpoch(shiftDays(`${last}T00:00`, 1), setup.timeZone))
}

/** What is true at the moment of the registration, read in the transaction that writes it. */
export interface WalkInState extends Omit<ScanState, 'recognised' | 'attendance'> {
  readonly walkIn: WalkIn
  /** Id of the new visitor. */
  readonly visitor: string
  /** Says that the visitor's signed code was made. */
  readonly issued: NewEvent
}

export interface WalkInCommand {
  /** Kept for every retry; it is the scan's id too. */
  readonly scanId: string
  readonly gate: string | null
}

/**
 * Registers somebody and lets them in, or neither: who is not admitted by the list's rules is not registered, and the
 * refusal names nobody.
 */
export function admitWalkIn(
  state: WalkInState,
  command: WalkInCommand,
  ctx: CommandContext,
): { readonly scan: ScanDecision; readonly events: readonly NewEvent[] } {
  const { walkIn, visitor } = state
  const scan = decideScan(
    {
      ...state,
      attendance: null,
      recognised: {
        as: 'visitor',
        visitor: {
          id: visitor,
          category: walkIn.category,
          status: 'active',
          validFrom: null,
          // Good at this moment; the list's own hours alone decide.
          validUntil: null,
          unanswered: { consent: 0, questions: 0 },
        },
      },
    },
    {
      ...command,
      direction: 'entry',
      via: 'walk_in',
      credential: { kind: 'none', hmac: NO_CODE_HASH, length: 0, looks: 'empty' },
      typedAt: null,
    },
    ctx,
  )
  if (scan.outcome === 'admitted') return { scan, events: [...registration(state, command.gate, ctx), scan.event] }
  const { list, ...body } = scan.event.body
  const nobody = scanRecorded.make(
    attendanceStream(list, null, command.scanId),
    { ...body, list, visitor: null },
    ctx,
    { id: command.scanId },
  )
  return { scan: { ...scan, event: nobody }, events: [nobody] }
}

/** Registers somebody who is not at the door (by staff, at the desk). `requestId` is the registration's id. */
export function registerOnly(
  state: Pick<WalkInState, 'walkIn' | 'visitor' | 'issued'>,
  { requestId, gate }: { readonly requestId: string; readonly gate: string | null },
  ctx: CommandContext,
): readonly NewEvent[] {
  return registration(state, gate, ctx, requestId)
}

function registration(
  { walkIn, visitor, issued }: Pick<WalkInState, 'walkIn' | 'visitor' | 'issued'>,
  gate: string | null,
  ctx: CommandContext,
  id?: string,
): readonly NewEvent[] {
  const { category, institution, consents } = walkIn
  const facts = {
    visitor,
    category,
    institution,
    status: 'active',
    codeHmac: null,
    rowHmac: null,
    source: 'walk_in',
  } as const
  return [
    visitorRegistered.make(visitorStream(visitor), facts, ctx, id === undefined ? {} : { id }),
    ...(consents.length === 0
      ? []
      : [consentRecorded.make(consentStream(visitor), { visitor, gate, answers: [...consents] }, ctx)]),
    issued,
  ]
}

function readAnswer(field: WalkInField, typed: string): ReadAnswer {
  switch (field.kind) {
    case 'name':
      return readName(typed)
    case 'phone':
      return readPhone(typed)
    case 'email':
      return readEmail(typed)
    case 'institution':
      return readText(typed, LONGEST.institution)
    case 'question': {
      const read = readText(typed)
      const isChoice = field.choices.length === 0 || field.choices.some(({ code }) => code === typed)
      return read.ok && !isChoice ? { ok: false, problem: 'not_a_choice' } : read
    }
    default:
      return field satisfies never
  }
}
