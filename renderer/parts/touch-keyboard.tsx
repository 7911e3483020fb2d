import { Delete, Space } from 'lucide-react'
import type { RefObject } from 'react'
import { useWords } from '../i18n/words'
import { keepFocus } from './keep-focus'

/** Both languages are written with these; capital letters are no matter where names are looked for. */
const LETTERS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'] as const
const DIGITS = '1234567890'
/** What addresses and paths need besides. */
const SIGNS = '.-/:'

interface Props {
  readonly field: RefObject<HTMLInputElement | null>
  /** With digits, and the signs of addresses. */
  readonly hasDigits?: boolean
}

/**
 * Letters to touch. They are typed where the caret stands, as a real keyboard does: the field keeps its focus, its
 * selection and its undo list, and hears of it by its own input events.
 */
export function TouchKeyboard({ field, hasDigits = false }: Props) {
  const { t } = useWords()
  const edit = (command: 'insertText' | 'delete', text?: string) => {
    field.current?.focus()
    // Deprecated, but the one way that does all this; wedge-page.ts types the same way.
    document.execCommand(command, false, text)
  }
  const key = (letter: string) => (
    <button
      key={letter}
      type="button"
      className="key"
      onPointerDown={keepFocus}
      onClick={() => edit('insertText', letter)}
    >
      {hasDigits ? letter : letter.toUpperCase()}
    </button>
  )
  const rows = hasDigits ? [DIGITS, ...LETTERS] : LETTERS
  return (
    <div className="keyboard" role="group" aria-label={t('keyboard.label')}>
      {rows.map((row, i) => (
        <div key={row}>
          {Array.from(row, key)}
          {i < rows.length - 1 ? null : (
            <button
              type="button"
              className="key key-wide"
              aria-label={t('action.eraseOne')}
              onPointerDown={keepFocus}
              onClick={() => edit('delete')}
            >
              <Delete className="icon" aria-hidden="true" />
            </button>
          )}
        </div>
      ))}
      <div>
        {hasDigits ? Array.from(SIGNS, key) : null}
        <button
          type="button"
          className="key key-space"
          aria-label={t('keyboard.space')}
          onPointerDown={keepFocus}
          onClick={() => edit('insertText', ' ')}
        >
          <Space className="icon" aria-hidden="true" />
        </button>
      </div>
    </div>
  )
}
