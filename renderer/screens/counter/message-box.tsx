import { CircleAlert, CircleCheck, Info } from 'lucide-react'
import { useWords } from '../../i18n/words'
import { keepFocus } from '../../parts/keep-focus'
import type { Message } from './message'
import { CLOSE_KEY } from './shortcuts'

const ICONS = { refused: CircleAlert, done: CircleCheck, rests: Info }

/** What was refused, or done, above the ticket: it never covers a button. */
export function MessageBox({ message, onDismiss }: { message: Message | null; onDismiss: () => void }) {
  const { t } = useWords()
  if (message === null) return null
  const Icon = ICONS[message.tone]
  return (
    <div className="ct-msg" role={message.tone === 'refused' ? 'alert' : 'status'} data-tone={message.tone}>
      <Icon className="st-i" aria-hidden="true" />
      <p>
        <b>{message.title}</b>
        {message.say === null ? null : <span className="st-muted">{message.say}</span>}
      </p>
      <button type="button" className="st-btn st-btn-small" onPointerDown={keepFocus} onClick={onDismiss}>
        {t('counter.understood')}
        <kbd>{CLOSE_KEY}</kbd>
      </button>
    </div>
  )
}
