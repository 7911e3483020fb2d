import type { Locale } from '../../../core/contract/app'
import type { CounterAct, CounterView } from '../../../core/contract/counter'
import { useWords } from '../../i18n/words'
import { Choice, WindowChoices } from '../../parts/staff/window-choices'
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
  const { t } = useWords()
  const name = view.signedIn?.name ?? view.signedIn?.code ?? ''
  return (
    <Modal name="operator" title={name} onClose={onClose}>
      <ul className="ct-choices">
        {view.operator === null ? null : (
          <Choice
            act="take_over"
            title={t('counter.takeOver', { name: view.operator.name ?? view.operator.code })}
            onPress={() => onAct({ do: 'open' })}
          />
        )}
        {view.status === 'closed' ? null : (
          <Choice
            act="close_counter"
            title={t('counter.close')}
            say={t('counter.close.say')}
            onPress={() => onAct({ do: 'close' })}
          />
        )}
        <Choice act="sign_out" title={t('counter.signOut')} say={t('counter.signOut.say')} onPress={onSignOut} />
        <WindowChoices onLanguage={onLanguage} onMove={onMove} onOpenWindow={onOpenWindow} onClose={onClose} />
      </ul>
    </Modal>
  )
}
