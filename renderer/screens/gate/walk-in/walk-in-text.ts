import type { AnswerProblem } from '../../../../core/people/answers'
import { assertNever } from '../../../../core/result/result'
import type { Sign, WalkInField } from '../../../../core/setup/schema'
import type { MessageId, Words } from '../../../i18n/words'
import type { KeyboardKind } from '../../../parts/keyboard/key-rows'
import type { WalkStep } from './walk-in-machine'

/** The question of a step: the headline. */
export function askOf(step: WalkStep, { t, text }: Words): string {
  switch (step.is) {
    case 'category':
      return t('walkIn.category')
    case 'field':
      return step.field.kind === 'question' ? text(step.field.text) : t(ASK[step.field.kind])
    case 'purpose':
      return text(step.purpose.name)
    case 'review':
      return t('walkIn.review')
    default:
      return assertNever(step)
  }
}

/** The line under the question: what the answer is for, and whether it may be left out. */
export function leadOf(step: WalkStep, { hasBadge }: { hasBadge: boolean; help: Sign }, { t }: Words): string {
  switch (step.is) {
    case 'category':
      return t('walkIn.category.say')
    case 'field': {
      const { kind, required } = step.field
      const say = t(kind === 'question' ? 'walkIn.question.say' : LEAD[kind][hasBadge ? 'printed' : 'kept'])
      return required ? say : `${say} ${t('walkIn.optional')}`
    }
    case 'purpose':
      return t(step.purpose.required ? 'walkIn.purpose.required' : 'walkIn.purpose.free')
    case 'review':
      return t('walkIn.review.say')
    default:
      return assertNever(step)
  }
}

type Kind = Exclude<WalkInField['kind'], 'question'>

const ASK: Readonly<Record<Kind, MessageId>> = {
  name: 'walkIn.name',
  institution: 'walkIn.institution',
  phone: 'walkIn.phone',
  email: 'walkIn.email',
}

const LEAD: Readonly<Record<Kind, Readonly<Record<'printed' | 'kept', MessageId>>>> = {
  name: { printed: 'walkIn.name.printed', kept: 'walkIn.name.kept' },
  institution: { printed: 'walkIn.institution.printed', kept: 'walkIn.institution.kept' },
  phone: { printed: 'walkIn.phone.say', kept: 'walkIn.phone.say' },
  email: { printed: 'walkIn.email.say', kept: 'walkIn.email.say' },
}

/** The keys each kind of answer is typed with. */
export const KEYS: Readonly<Record<WalkInField['kind'], KeyboardKind>> = {
  name: 'name',
  institution: 'text',
  phone: 'phone',
  email: 'email',
  question: 'text',
}

/** Short names of the answers, in the review. */
export const SHORT: Readonly<Record<Kind, MessageId>> = {
  name: 'walkIn.short.name',
  institution: 'walkIn.short.institution',
  phone: 'walkIn.short.phone',
  email: 'walkIn.short.email',
}

/** What is said when an answer cannot be meant. */
export const PROBLEM: Readonly<Record<AnswerProblem, MessageId>> = {
  empty: 'walkIn.problem.empty',
  too_short: 'walkIn.problem.too_short',
  too_long: 'walkIn.problem.too_long',
  not_a_name: 'walkIn.problem.not_a_name',
  not_a_phone: 'walkIn.problem.not_a_phone',
  not_an_email: 'walkIn.problem.not_an_email',
  not_a_choice: 'walkIn.problem.not_a_choice',
}
