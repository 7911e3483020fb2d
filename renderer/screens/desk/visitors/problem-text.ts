import type { MessageId } from '../../../i18n/words'

/** What is wrong with an answer, by the word main says (core/people/answers.ts). */
export const PROBLEM_TEXT: Readonly<Record<string, MessageId>> = {
  empty: 'register.missing.text',
  too_short: 'register.problem.too_short',
  too_long: 'register.problem.too_long',
  not_a_name: 'register.problem.not_a_name',
  not_a_phone: 'register.problem.not_a_phone',
  not_an_email: 'register.problem.not_an_email',
  not_a_choice: 'register.missing.text',
}
