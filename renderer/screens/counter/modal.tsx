import { createContext, useContext, useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useWords } from '../../i18n/words'
import { CLOSE_KEY, PRIMARY_KEY } from './shortcuts'

interface Props {
  /** For tests and styles. */
  readonly name: string
  readonly title: string
  readonly say?: string | undefined
  /** What the button on Enter does; null: a press inside decides. */
  readonly go?: { readonly title: string; readonly isReady: boolean; readonly onGo: () => void }
  /** The focus begins on that button, not on the first thing inside. */
  readonly startsOnGo?: boolean
  /** What is wrong with what was typed. */
  readonly mistake?: string | null
  readonly onClose: () => void
  readonly onKeyDown?: (event: KeyboardEvent) => void
  readonly children: ReactNode
}

/** Why main refused what the dialog asked for; null: it has not. */
export const DialogTrouble = createContext<string | null>(null)

/** A question over the counter. Esc leaves it; the keyboard stays inside, and comes back to where it was. */
export function Modal({
  name,
  title,
  say,
  go,
  startsOnGo = false,
  mistake = null,
  onClose,
  onKeyDown,
  children,
}: Props) {
  const { t } = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const refused = useContext(DialogTrouble)
  const trouble = mistake ?? refused
  useEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    if (startsOnGo) shown?.querySelector<HTMLElement>('[type=submit]')?.focus()
    return () => shown?.close()
  }, [startsOnGo])
  return (
    <dialog
      ref={dialog}
      className="ct-dialog"
      data-dialog={name}
      aria-labelledby={id}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (go?.isReady === true) go.onGo()
        }}
      >
        <header>
          <h2 id={id}>{title}</h2>
          {say === undefined ? null : <p>{say}</p>}
        </header>
        <div className="ct-dialog-body">{children}</div>
        {trouble === null ? null : (
          <p className="ct-trouble" role="alert">
            {trouble}
          </p>
        )}
        <footer>
          <button type="button" className="st-btn" data-act="close_dialog" onClick={onClose}>
            {t('action.back')} <kbd>{CLOSE_KEY}</kbd>
          </button>
          {go === undefined ? null : (
            <button type="submit" className="st-btn st-btn-main" data-act="go" aria-disabled={!go.isReady}>
              {go.title} <kbd>{PRIMARY_KEY}</kbd>
            </button>
          )}
        </footer>
      </form>
    </dialog>
  )
}
