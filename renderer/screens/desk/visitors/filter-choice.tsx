import { ChevronDown } from 'lucide-react'
import type { Text } from '../../../../core/setup/schema'
import { useWords, type MessageId } from '../../../i18n/words'

interface Props {
  /** For tests. */
  readonly name: string
  readonly label: MessageId
  /** What stands for no choice; left out: one is always chosen. */
  readonly all?: MessageId
  readonly options: readonly { readonly code: string; readonly name: Text }[]
  readonly chosen: string | null
  readonly onChoose: (code: string | null) => void
}

/** What the table is narrowed to: one of a few. */
export function FilterChoice({ name, label, all, options, chosen, onChoose }: Props) {
  const { t, text } = useWords()
  return (
    <label className="st-field desk-choice">
      <span className="spoken">{t(label)}</span>
      <select
        value={chosen ?? ''}
        data-filter={name}
        onChange={({ target }) => onChoose(target.value === '' ? null : target.value)}
      >
        {all === undefined ? null : <option value="">{t(all)}</option>}
        {options.map((option) => (
          <option key={option.code} value={option.code}>
            {text(option.name)}
          </option>
        ))}
      </select>
      <ChevronDown className="st-i st-i-s" aria-hidden="true" />
    </label>
  )
}
