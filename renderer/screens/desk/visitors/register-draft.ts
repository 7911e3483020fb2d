import type { DeskView } from '../../../../core/contract/desk'
import type { Input } from '../../../../core/contract/channels'
import type { MessageId } from '../../../i18n/words'

type WalkIn = NonNullable<DeskView['walkIn']>

/** What is typed and chosen so far. */
export interface Draft {
  readonly category: string | null
  /** By the field's kind, of a question of the fair's own by its code. */
  readonly texts: Readonly<Record<string, string>>
  /** By purpose; who was not asked is not in it. */
  readonly consents: Readonly<Record<string, { readonly version: number; readonly given: boolean }>>
}

export const EMPTY_DRAFT: Draft = { category: null, texts: {}, consents: {} }

const OWN_FIELDS = ['name', 'institution', 'phone', 'email'] as const

/** The draft as main takes it. */
export function answersOf({ category, texts, consents }: Draft): Input<'people.register'>['answers'] {
  const own = new Set<string>(OWN_FIELDS)
  return {
    category,
    name: texts['name'] ?? '',
    institution: texts['institution'] ?? '',
    phone: texts['phone'] ?? '',
    email: texts['email'] ?? '',
    questions: Object.fromEntries(Object.entries(texts).filter(([field]) => !own.has(field))),
    consents: Object.entries(consents).map(([purpose, answer]) => ({ purpose, ...answer })),
  }
}

/** The first thing that is missing before main can be asked; null: nothing. What was typed wrongly, main says. */
export function missingOf(
  draft: Draft,
  walkIn: WalkIn,
): { readonly field: string; readonly message: MessageId } | null {
  if (walkIn.categories.length > 1 && draft.category === null)
    return { field: 'category', message: 'register.missing.category' }
  for (const field of walkIn.fields) {
    const name = field.kind === 'question' ? field.code : field.kind
    if (field.required && (draft.texts[name] ?? '').trim() === '')
      return { field: name, message: 'register.missing.text' }
  }
  for (const { code, required } of walkIn.purposes) {
    const answer = draft.consents[code]
    if (answer === undefined) return { field: code, message: 'register.missing.consent' }
    if (required && !answer.given) return { field: code, message: 'register.missing.yes' }
  }
  return null
}
