import { ArrowBigUp, ArrowBigUpDash, Delete, Space } from 'lucide-react'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { assertNever } from '../../core/result/result'
import { useWords, type Say } from '../i18n/words'
import { keepFocus } from './keep-focus'
import './keyboard/keyboard.css'
import {
  keyRows,
  pressShift,
  shiftAfter,
  type Key,
  type KeyboardKind,
  type KeyPage,
  type Shift,
} from './keyboard/key-rows'

interface Props {
  /** The field that is written into, whichever it is at the moment of the press. */
  readonly field: RefObject<HTMLInputElement | null>
  /** What is written there; it decides the keys. */
  readonly kind: KeyboardKind
}

/** A key held down erases on, after this and then every so many milliseconds. */
const REPEAT_AFTER_MS = 450
const REPEAT_MS = 80

/**
 * The one keyboard of all screens that are touched. Keys are typed where the caret stands, as a real keyboard does: the
 * field keeps its focus, its selection and its undo list, and hears of it by its own input events.
 */
export function TouchKeyboard({ field, kind }: Props) {
  const { t } = useWords()
  const [page, setPage] = useState<KeyPage>('letters')
  const [shift, setShift] = useShift(field, kind)
  const erase = useHeldKey(() => edit(field, 'delete'))
  const isUpper = kind === 'search' || shift !== 'off'
  const keyOf = (key: Key) => {
    switch (key.is) {
      case 'type':
        return (
          <TypeKey
            key={key.text}
            keyOf={key}
            isUpper={isUpper}
            t={t}
            onType={(text) => edit(field, 'insertText', text)}
          />
        )
      case 'space':
        return (
          <button
            key="space"
            type="button"
            className="key key-space"
            aria-label={t('keyboard.space')}
            onPointerDown={keepFocus}
            onClick={() => edit(field, 'insertText', ' ')}
          >
            <Space className="icon" aria-hidden="true" />
          </button>
        )
      case 'erase':
        return (
          <button key="erase" type="button" className="key key-wide" aria-label={t('action.eraseOne')} {...erase}>
            <Delete className="icon" aria-hidden="true" />
          </button>
        )
      case 'shift': {
        const Arrow = shift === 'locked' ? ArrowBigUpDash : ArrowBigUp
        return (
          <button
            key="shift"
            type="button"
            className="key key-wide"
            aria-label={t(shift === 'locked' ? 'keyboard.capitals' : 'keyboard.shift')}
            aria-pressed={shift !== 'off'}
            onPointerDown={keepFocus}
            onClick={() => setShift(pressShift(shift))}
          >
            <Arrow className="icon" aria-hidden="true" />
          </button>
        )
      }
      case 'page':
        return (
          <button
            key="page"
            type="button"
            className="key key-wide key-word"
            aria-label={t(page === 'letters' ? 'keyboard.toSigns' : 'keyboard.toLetters')}
            onPointerDown={keepFocus}
            onClick={() => setPage(page === 'letters' ? 'signs' : 'letters')}
          >
            {page === 'letters' ? '123' : 'abc'}
          </button>
        )
      default:
        return assertNever(key)
    }
  }
  return (
    <div className="keyboard" data-kind={kind} role="group" aria-label={t('keyboard.label')}>
      {keyRows(kind, page).map((row, i) => (
        <div key={`${page}${i}`}>{row.map(keyOf)}</div>
      ))}
    </div>
  )
}

/** Keys whose sign alone says too little, to be read out and spoken. */
const SIGN_NAMES = {
  '.': 'keyboard.dot',
  ',': 'keyboard.comma',
  '-': 'keyboard.hyphen',
  _: 'keyboard.underscore',
  '’': 'keyboard.apostrophe',
  '@': 'keyboard.at',
  '/': 'keyboard.slash',
  ':': 'keyboard.colon',
  '+': 'keyboard.plus',
  '&': 'keyboard.ampersand',
  '(': 'keyboard.opening',
  ')': 'keyboard.closing',
  '"': 'keyboard.quote',
  '?': 'keyboard.question',
} as const

function TypeKey({
  keyOf,
  isUpper,
  t,
  onType,
}: {
  keyOf: Extract<Key, { is: 'type' }>
  isUpper: boolean
  t: Say
  onType: (text: string) => void
}) {
  const isSign = (text: string): text is keyof typeof SIGN_NAMES => text in SIGN_NAMES
  const { text: base, size } = keyOf
  const text = isUpper && base.length === 1 ? base.toUpperCase() : base
  return (
    <button
      type="button"
      className={size === 'word' ? 'key key-word' : 'key'}
      aria-label={isSign(base) ? t(SIGN_NAMES[base]) : text}
      onPointerDown={keepFocus}
      onClick={() => onType(text)}
    >
      {text}
    </button>
  )
}

function edit(field: RefObject<HTMLInputElement | null>, command: 'insertText' | 'delete', text?: string): void {
  field.current?.focus()
  // Deprecated, but the one way that does all this; wedge-page.ts types the same way.
  document.execCommand(command, false, text)
}

/** The shift key; wherever the caret goes, it follows. */
function useShift(field: RefObject<HTMLInputElement | null>, kind: KeyboardKind) {
  const [shift, setShift] = useState<Shift>(() => shiftAfter(kind, '', 'off'))
  useEffect(() => {
    const follow = () => {
      const input = field.current
      if (input === null || document.activeElement !== input) return
      const before = input.value.slice(0, input.selectionStart ?? input.value.length)
      setShift((old) => shiftAfter(kind, before, old))
    }
    follow()
    document.addEventListener('selectionchange', follow)
    return () => document.removeEventListener('selectionchange', follow)
  }, [field, kind])
  return [shift, setShift] as const
}

/** A key that acts at once when it is touched and goes on while it is held; from a real keyboard it acts once. */
function useHeldKey(act: () => void) {
  const timer = useRef<number | undefined>(undefined)
  const stop = () => window.clearTimeout(timer.current)
  useEffect(() => () => window.clearTimeout(timer.current), [])
  const again = (after: number) => {
    timer.current = window.setTimeout(() => {
      act()
      again(REPEAT_MS)
    }, after)
  }
  return {
    onPointerDown: (event: React.PointerEvent) => {
      keepFocus(event)
      stop()
      act()
      again(REPEAT_AFTER_MS)
    },
    onPointerUp: stop,
    onPointerLeave: stop,
    onPointerCancel: stop,
    onClick: (event: React.MouseEvent) => {
      // A press of Enter, Space or a screen reader comes without a pointer.
      if (event.detail === 0) act()
    },
  }
}
