import type { Locale } from '../../../core/contract/app'
import type { CounterAct, CounterView } from '../../../core/contract/counter'
import { useWords } from '../../i18n/words'
import { Modal } from './modal'

interface Props {
  readonly view: CounterView
  readonly onAct: (act: CounterAct) => void
  readonly onSignOut: () => void
  readonly onMove: () => void
  readonly onOpenWindow: () => void
  readonly onLanguage: (locale: Locale) => void
  readonly onClose: () => void
}

/** What concerns the person at this counter and the machine: leaving, closing, another task, the language. */
export function OperatorDialog({ view, onAct, onSignOut, onMove, onOpenWindow, onLanguage, onClose }: Props) {
  const { t, locale } = useWords()
  const other = locale === 'id' ? 'en' : 'id'
  const name = view.signedIn?.name ?? view.signedIn?.code ?? ''
  return (
    <Modal name="operator" title={name} onClose={onClose}>
      <ul className="ct-choices">
        {view.operator === null ? null : (
          <li>
            <button type="button" data-act="take_over" onClick={() => onAct({ do: 'open' })}>
              <span>{t('counter.takeOver', { name: view.operator.name ?? view.operator.code })}</span>
            </button>
          </li>
        )}
        {view.status === 'closed' ? null : (
          <li>
            <button type="button" data-act="close_counter" onClick={() => onAct({ do: 'close' })}>
              <span>
                {t('counter.close')}
                <span className="st-muted">{t('counter.close.say')}</span>
              </span>
            </button>
          </li>
        )}
        <li>
          <button type="button" data-act="sign_out" onClick={onSignOut}>
            <span>
              {t('counter.signOut')}
              <span className="st-muted">{t('counter.signOut.say')}</span>
            </span>
          </button>
        </li>
        <li>
          <button
            type="button"
            data-act="language"
            lang={other}
            onClick={() => {
              onLanguage(other)
              onClose()
            }}
          >
            <span>{t('language.other')}</span>
          </button>
        </li>
        <li>
          <button type="button" data-act="move" onClick={onMove}>
            <span>{t('counter.move')}</span>
          </button>
        </li>
        <li>
          <button type="button" data-act="open_window" onClick={onOpenWindow}>
            <span>{t('counter.openWindow')}</span>
          </button>
        </li>
      </ul>
    </Modal>
  )
}
