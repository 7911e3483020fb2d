import { TriangleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Suspect } from '../../../../core/contract/people'
import { useWords } from '../../../i18n/words'

interface Props {
  readonly suspects: readonly Suspect[]
  readonly onSame: (visitor: string) => void
  readonly onOther: () => void
}

/** People who may be the one at the desk, registered before: nothing is saved until somebody has said which. */
export function Suspects({ suspects, onSame, onOther }: Props) {
  const { t, text } = useWords()
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.scrollIntoView({ block: 'center' }), [])
  return (
    <section ref={box} className="st-section register-suspects" role="alert" data-suspects={suspects.length}>
      <header>
        <h2>
          <TriangleAlert className="st-i" aria-hidden="true" /> {t('register.suspects')}
        </h2>
      </header>
      <ul>
        {suspects.map(({ id, name, category, institution, why }) => (
          <li key={id} data-suspect={id}>
            <span>
              <b>{name ?? t('people.noName')}</b>{' '}
              <span className="st-muted">
                {[category === null ? null : text(category), institution].filter((part) => part !== null).join(', ')}
              </span>
              <span className="st-muted register-why">
                {t(why === 'contact' ? 'register.suspects.contact' : 'register.suspects.name')}
              </span>
            </span>
            <button type="button" className="st-btn" data-act="same_person" onClick={() => onSame(id)}>
              {t('register.suspects.same')}
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className="st-btn" data-act="other_person" onClick={onOther}>
        {t('register.suspects.other')}
      </button>
    </section>
  )
}
