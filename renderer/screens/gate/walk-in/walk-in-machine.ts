import { answerProblem, fieldName, type WalkInAnswers } from '../../../../core/commands/register-walk-in'
import type { WalkInForm } from '../../../../core/contract/walk-in-form'
import type { AnswerProblem } from '../../../../core/people/answers'
import { assertNever } from '../../../../core/result/result'
import type { Purpose, WalkInField } from '../../../../core/setup/schema'
import type { PlainFailure } from '../../../api/call'

/** One question a screen. */
export type WalkStep =
  | { readonly is: 'category' }
  | { readonly is: 'field'; readonly field: WalkInField }
  | { readonly is: 'purpose'; readonly purpose: Purpose }
  | { readonly is: 'review' }

/** Somebody registering, alone at the gate. It lives only in the page's memory, and only while they stand there. */
export interface WalkState {
  /** Kept for every try to send it: the same press is one person. */
  readonly requestId: string
  /** As it was when they began: nothing changes under their fingers. */
  readonly form: WalkInForm
  readonly steps: readonly WalkStep[]
  readonly at: number
  readonly category: string | null
  /** Typed or chosen, by the field's name. */
  readonly typed: Readonly<Record<string, string>>
  /** By purpose; not asked yet: absent, so nothing is ticked beforehand. */
  readonly given: Readonly<Record<string, boolean>>
  /** What is wrong with the answer on the screen, once they wanted to go on. */
  readonly problem: AnswerProblem | null
  /** A required purpose was refused: it is said what that means. */
  readonly declined: Purpose | null
  /** They came from the review to change one answer, and go back there. */
  readonly fromReview: boolean
  readonly sending: boolean
  /** Why it could not be saved; everything typed is still there. */
  readonly failure: PlainFailure | null
}

export type WalkEvent =
  | { readonly type: 'typed'; readonly field: string; readonly text: string }
  | { readonly type: 'chose'; readonly field: string; readonly choice: string }
  | { readonly type: 'category'; readonly category: string }
  | { readonly type: 'purpose'; readonly purpose: string; readonly given: boolean }
  | { readonly type: 'edit'; readonly step: number }
  | { readonly type: 'bad'; readonly field: string; readonly problem: AnswerProblem }
  | { readonly type: 'failed'; readonly failure: PlainFailure }
  | { readonly type: 'next' | 'before' | 'sent' }

export function beginWalkIn(form: WalkInForm, requestId: string): WalkState {
  const [only, ...others] = form.categories
  const steps: WalkStep[] = [
    ...(others.length === 0 ? [] : [{ is: 'category' } as const]),
    ...form.fields.map((field) => ({ is: 'field', field }) as const),
    ...form.purposes.map((purpose) => ({ is: 'purpose', purpose }) as const),
    { is: 'review' },
  ]
  return {
    requestId,
    form,
    steps,
    at: 0,
    category: others.length === 0 ? (only?.code ?? null) : null,
    typed: {},
    given: {},
    problem: null,
    declined: null,
    fromReview: false,
    sending: false,
    failure: null,
  }
}

export const stepOf = (walk: WalkState): WalkStep => walk.steps[walk.at] ?? { is: 'review' }

/** Is there a screen before this one within the registration? Else "back" leaves it. */
export const canGoBack = ({ at, declined, fromReview }: WalkState): boolean => at > 0 || declined !== null || fromReview

/** May they go on from here without an answer: the button reads "skip". */
export function isSkipping(walk: WalkState): boolean {
  const step = stepOf(walk)
  return step.is === 'field' && !step.field.required && (walk.typed[fieldName(step.field)] ?? '').trim() === ''
}

/** One step of the registration; pure. While it is being sent, nothing changes. */
export function walkStep(walk: WalkState, event: WalkEvent): WalkState {
  if (walk.sending && event.type !== 'failed' && event.type !== 'bad') return walk
  switch (event.type) {
    case 'typed':
      return { ...walk, typed: { ...walk.typed, [event.field]: event.text }, problem: null }
    case 'chose':
      return onward({ ...walk, typed: { ...walk.typed, [event.field]: event.choice } })
    case 'category':
      return onward({ ...walk, category: event.category })
    case 'purpose': {
      const answered = { ...walk, given: { ...walk.given, [event.purpose]: event.given } }
      const step = stepOf(walk)
      const isDeclined = step.is === 'purpose' && step.purpose.required && !event.given
      return isDeclined ? { ...answered, declined: step.purpose } : onward(answered)
    }
    case 'next':
      return next(walk)
    case 'before':
      if (walk.declined !== null) return { ...walk, declined: null }
      if (walk.fromReview) return toReview(walk)
      return { ...walk, at: Math.max(0, walk.at - 1), problem: null, failure: null }
    case 'edit':
      return { ...walk, at: event.step, fromReview: true, problem: null, failure: null }
    case 'sent':
      return { ...walk, sending: true, failure: null }
    case 'bad': {
      const at = walk.steps.findIndex((step) => step.is === 'field' && fieldName(step.field) === event.field)
      return { ...walk, at: at < 0 ? walk.at : at, sending: false, fromReview: true, problem: event.problem }
    }
    case 'failed':
      return { ...walk, sending: false, failure: event.failure }
    default:
      return assertNever(event)
  }
}

/** What is sent. */
export function answersOf({ category, typed, given, form }: WalkState): WalkInAnswers {
  const questions = form.fields.flatMap((field) => (field.kind === 'question' ? [field.code] : []))
  const text = (name: string) => typed[name] ?? ''
  return {
    category,
    name: text('name'),
    institution: text('institution'),
    phone: text('phone'),
    email: text('email'),
    questions: Object.fromEntries(questions.map((code) => [code, text(code)])),
    consents: form.purposes.flatMap(({ code, version }) => {
      const answer = given[code]
      return answer === undefined ? [] : [{ purpose: code, version, given: answer }]
    }),
  }
}

function next(walk: WalkState): WalkState {
  const step = stepOf(walk)
  switch (step.is) {
    case 'category':
      return walk.category === null ? walk : onward(walk)
    case 'field': {
      const problem = answerProblem(step.field, walk.typed[fieldName(step.field)] ?? '')
      return problem === null ? onward(walk) : { ...walk, problem }
    }
    case 'purpose':
      // Yes and no are the answers; going on says neither.
      return walk.given[step.purpose.code] === undefined ? walk : onward(walk)
    case 'review':
      return walk
    default:
      return assertNever(step)
  }
}

function onward(walk: WalkState): WalkState {
  if (walk.fromReview) return toReview(walk)
  return { ...walk, at: Math.min(walk.at + 1, walk.steps.length - 1), problem: null, declined: null }
}

const toReview = (walk: WalkState): WalkState => ({
  ...walk,
  at: walk.steps.length - 1,
  fromReview: false,
  problem: null,
  declined: null,
})
