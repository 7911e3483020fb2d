import { Pencil } from 'lucide-react'
import { fieldName } from '../../../../core/commands/register-walk-in'
import { assertNever } from '../../../../core/result/result'
import type { Words } from '../../../i18n/words'
import { SHORT } from './walk-in-text'
import type { WalkEvent, WalkState, WalkStep } from './walk-in-machine'

/** Every answer once more; a touch leads to it, and from there back here. */
export function ReviewList({
  walk,
  onWalk,
  words,
}: {
  walk: WalkState
  onWalk: (event: WalkEvent) => void
  words: Words
}) {
  const { t } = words
  return (
    <ul className="review">
      {walk.steps.map((step, n) => {
        const row = rowOf(step, walk, words)
        if (row === null) return null
        return (
          <li key={n}>
            <button type="button" disabled={walk.sending} onClick={() => onWalk({ type: 'edit', step: n })}>
              <span>{row.name}</span>
              <b data-none={row.answer === null ? '' : undefined}>{row.answer ?? t('walkIn.none')}</b>
              <Pencil className="icon" aria-hidden="true" />
              <span className="spoken">{t('walkIn.change')}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

function rowOf(
  step: WalkStep,
  walk: WalkState,
  { t, text }: Words,
): { readonly name: string; readonly answer: string | null } | null {
  switch (step.is) {
    case 'category': {
      const chosen = walk.form.categories.find(({ code }) => code === walk.category)
      return { name: t('walkIn.short.category'), answer: chosen === undefined ? null : text(chosen.name) }
    }
    case 'field': {
      const { field } = step
      const typed = (walk.typed[fieldName(field)] ?? '').trim()
      const name = field.kind === 'question' ? text(field.text) : t(SHORT[field.kind])
      const choice = field.kind === 'question' ? field.choices.find(({ code }) => code === typed) : undefined
      return { name, answer: choice !== undefined ? text(choice.name) : typed === '' ? null : typed }
    }
    case 'purpose': {
      const given = walk.given[step.purpose.code]
      return {
        name: text(step.purpose.name),
        answer: given === undefined ? null : t(given ? 'walkIn.yes' : 'walkIn.no'),
      }
    }
    case 'review':
      return null
    default:
      return assertNever(step)
  }
}
