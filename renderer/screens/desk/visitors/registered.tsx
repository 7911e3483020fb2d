import { Printer } from 'lucide-react'
import { useWords } from '../../../i18n/words'
import { useEscape } from '../../../parts/use-keys'
import { useHeading } from '../../../parts/use-heading'
import { BadgeNote, useBadge } from './badge'
import { CodePicture } from './code-picture'

interface Props {
  readonly name: string
  readonly visitor: string
  /** Text of the visitor's code; null: none was made. */
  readonly code: string | null
  /** Let in at once, or registered only. */
  readonly isIn: boolean
  readonly onAgain: () => void
  readonly onLeave: (open: string | null) => void
}

/** Says that it is done, shows the code, and goes on to the next person. */
export function Registered({ name, visitor, code, isIn, onAgain, onLeave }: Props) {
  const { t } = useWords()
  const heading = useHeading()
  const { badge, printBadge } = useBadge(visitor)
  useEscape(() => onLeave(null))
  return (
    <main className="desk-main" data-section-open="registered" data-visitor={visitor}>
      <header className="desk-top">
        <h1 {...heading}>
          {t(isIn ? 'register.done.in' : 'register.done', { name: name === '' ? t('people.noName') : name })}
        </h1>
      </header>
      <div className="register-done" role="status">
        {code === null ? null : <CodePicture code={code} />}
        <div className="register-next">
          <button
            type="button"
            className="st-btn"
            data-act="badge"
            disabled={badge === 'busy'}
            onClick={() => void printBadge()}
          >
            <Printer className="st-i" aria-hidden="true" />
            {t('person.badge.print')}
          </button>
          <BadgeNote badge={badge} />
          <button type="button" className="st-btn" data-act="open" onClick={() => onLeave(visitor)}>
            {t('register.open')}
          </button>
          <button type="button" className="st-btn st-btn-main" data-act="again" onClick={onAgain}>
            {t('register.again')}
          </button>
        </div>
      </div>
    </main>
  )
}
