import { ChevronRight } from 'lucide-react'
import type { SetupView } from '../../../../core/contract/setup'
import type { RowPart } from '../../../../core/setup/part-names'
import { useWords } from '../../../i18n/words'
import { BadgePreview } from './badge-preview'
import { useForm, typed, useValue } from './form-context'

interface Props {
  readonly part: RowPart
  readonly isNew: boolean
  readonly view: SetupView
  /** Who is signed in. */
  readonly self: string
  readonly onResetPin: () => void
}

/** What stands below a row's fields: what it is known by, and what is not part of the row. */
export function RowAside({ part, isNew, view, self, onResetPin }: Props) {
  const { draft } = useForm()
  return (
    <>
      {part === 'staff' && !isNew ? (
        <Pin hasPin={view.withPin.includes(typed(draft['code']))} isOwn={draft['code'] === self} onReset={onResetPin} />
      ) : null}
      {part === 'badges' ? <Preview /> : null}
      <Code isNew={isNew} />
    </>
  )
}

function Preview() {
  const { t } = useWords()
  return (
    <section className="st-section setup-group">
      <div className="setup-field">
        <div className="setup-label">
          <p>{t('setup.preview')}</p>
          <p className="st-muted">{t('setup.preview.say')}</p>
        </div>
        <div className="setup-input">
          <BadgePreview />
        </div>
      </div>
    </section>
  )
}

/** Nobody need look here: the code is made from the name. */
function Code({ isNew }: { isNew: boolean }) {
  const { t } = useWords()
  const { problems } = useForm()
  const { value, put, isWrong } = useValue('code')
  const own = problems.filter(({ at, path }) => at === null && path === 'code')
  return (
    <details className="st-section setup-group" open={own.length > 0 || undefined}>
      <summary>
        <ChevronRight className="st-i st-i-s" aria-hidden="true" />
        {t('setup.advanced')}
      </summary>
      <div className="setup-field" data-wrong={own.length > 0 ? '' : undefined}>
        <div className="setup-label">
          <p id="setup-code">{t('setup.code')}</p>
          <p id="setup-code-help" className="st-muted">
            {t(isNew ? 'setup.code.new' : 'setup.code.help')}
          </p>
        </div>
        <div className="setup-input">
          {isNew ? (
            <span className="st-field" data-width="wide">
              <input
                value={typed(value)}
                maxLength={40}
                placeholder={t('setup.code.made')}
                autoComplete="off"
                spellCheck={false}
                aria-labelledby="setup-code"
                aria-describedby="setup-code-help"
                aria-invalid={isWrong}
                data-path="code"
                onChange={({ target }) => put(target.value)}
              />
            </span>
          ) : (
            <p className="setup-fixed">{typed(value)}</p>
          )}
          {own.map(({ is }) => (
            <p key={is} className="st-bad setup-wrong" role="alert">
              {t(`setup.problem.${is}`, { min: '', max: '', value: typed(value) })}
            </p>
          ))}
        </div>
      </div>
    </details>
  )
}

/** A PIN is set by its owner; an organizer can only take a forgotten one. */
function Pin({ hasPin, isOwn, onReset }: { hasPin: boolean; isOwn: boolean; onReset: () => void }) {
  const { t } = useWords()
  return (
    <section className="st-section setup-group" data-pin={hasPin ? 'set' : 'none'}>
      <div className="setup-field">
        <div className="setup-label">
          <p>{t('setup.pin')}</p>
          <p className="st-muted">{t('setup.pin.help')}</p>
        </div>
        <div className="setup-input setup-pin">
          <span>{t(hasPin ? 'setup.pin.set' : 'setup.pin.none')}</span>
          {hasPin && !isOwn ? (
            <button type="button" className="st-btn st-btn-small" data-act="reset_pin" onClick={onReset}>
              {t('setup.pin.reset')}
            </button>
          ) : null}
        </div>
      </div>
    </section>
  )
}
