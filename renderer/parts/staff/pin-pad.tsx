import { Delete } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useWords } from '../../i18n/words'
import { keepFocus } from '../keep-focus'
import { PIN_MIN } from './staff-machine'

interface Props {
  readonly digits: string
  readonly isBusy: boolean
  /** What the last key does. */
  readonly action: string
  readonly onTyped: (digits: string) => void
  readonly onEnter: () => void
}

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

/** Digits to touch; a real keyboard writes into the same field. Nobody behind reads what is typed. */
export function PinPad({ digits, isBusy, action, onTyped, onEnter }: Props) {
  const { t } = useWords()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    // Also after a try: the key that was pressed has just been put to rest, and took the focus with it.
    if (!isBusy) field.current?.focus()
  }, [isBusy])
  const key = (digit: string) => (
    <button key={digit} type="button" className="key" onPointerDown={keepFocus} onClick={() => onTyped(digits + digit)}>
      {digit}
    </button>
  )
  return (
    <form
      className="pin"
      onSubmit={(event) => {
        event.preventDefault()
        onEnter()
      }}
    >
      <div className="pin-place">
        <span className="pin-dots" aria-hidden="true">
          {Array.from({ length: Math.max(PIN_MIN, digits.length) }, (_, i) => (
            <i key={i} data-on={i < digits.length ? '' : undefined} />
          ))}
        </span>
        <input
          ref={field}
          className="pin-field"
          type="password"
          inputMode="none"
          autoComplete="off"
          aria-label={t('staff.digits', { count: digits.length })}
          value={digits}
          onChange={(event) => onTyped(event.target.value)}
        />
      </div>
      <div className="pin-keys">
        {KEYS.map(key)}
        <button
          type="button"
          className="key key-act"
          aria-label={t('action.eraseOne')}
          onPointerDown={keepFocus}
          onClick={() => onTyped(digits.slice(0, -1))}
        >
          <Delete className="icon" aria-hidden="true" />
        </button>
        {key('0')}
        <button type="submit" className="key key-go" disabled={digits.length < PIN_MIN || isBusy}>
          {isBusy ? t('staff.closing') : action}
        </button>
      </div>
    </form>
  )
}
