import { Search } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import type { PersonLine } from '../../../../core/contract/people'
import { useViewOf } from '../../../api/views'
import { useWords } from '../../../i18n/words'
import './pick-visitor.css'

/** Found at once by fewer letters than these is nobody. */
const SHORTEST = 3
const SHOWN = 8

interface Props {
  /** A list of the fair, which the desk's search asks for. */
  readonly list: string
  readonly first?: string
  /** Who is not meant. */
  readonly except?: string
  readonly onPick: (person: PersonLine) => void
}

/** Finds one visitor by name, code or phone. The arrow keys go through those found. */
export function PickVisitor({ list, first = '', except, onPick }: Props) {
  const { t, text } = useWords()
  const [typed, type] = useState(first)
  const search = useDeferredValue(typed.trim())
  const isLong = search.length >= SHORTEST
  const query = { list, presence: null, category: null, gate: null, search, from: 0, limit: SHOWN + 1 }
  const { data } = useViewOf('people.page', isLong ? query : { ...query, search: '', limit: 1 })
  const lines = isLong ? (data?.lines ?? []).filter(({ id }) => id !== except).slice(0, SHOWN) : []
  return (
    <div className="pick">
      <label className="st-field">
        <Search className="st-i" aria-hidden="true" />
        <input
          type="text"
          data-field="pick"
          aria-label={t('merge.find')}
          placeholder={t('merge.find')}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          maxLength={120}
          onChange={({ target }) => type(target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            const [only] = lines
            if (only !== undefined) onPick(only)
          }}
        />
      </label>
      <p className="st-muted" role="status">
        {!isLong ? t('merge.find.short') : lines.length === 0 && data !== undefined ? t('merge.find.none') : ' '}
      </p>
      <ul>
        {lines.map((line) => (
          <li key={line.id}>
            <button type="button" className="pick-row" data-pick={line.id} onClick={() => onPick(line)}>
              <b>{line.name ?? t('people.noName')}</b>
              <span className="st-muted">
                {[line.category === null ? null : text(line.category), line.institution]
                  .filter((part) => part !== null)
                  .join(', ')}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
