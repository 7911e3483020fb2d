/**
 * What is written decides the keys: `search` (names of things, capitals are no matter), `name` and `text` (of a person,
 * of a town), `email`, `phone`, and `address` (of a printer: digits and signs beside the letters).
 */
export type KeyboardKind = 'search' | 'name' | 'text' | 'email' | 'phone' | 'address'

/** One key. `type` writes its text; the others act. */
export type Key =
  | { readonly is: 'type'; readonly text: string; readonly size?: 'wide' | 'word' }
  | { readonly is: 'shift' | 'erase' | 'space' | 'page' }

export type KeyPage = 'letters' | 'signs'

const LETTERS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'] as const
const DIGITS = '1234567890'

const typed = (text: string): Key => ({ is: 'type', text })
const all = (texts: string): Key[] => Array.from(texts, typed)
const word = (text: string): Key => ({ is: 'type', text, size: 'word' })

const SHIFT: Key = { is: 'shift' }
const ERASE: Key = { is: 'erase' }
const SPACE: Key = { is: 'space' }
const PAGE: Key = { is: 'page' }

/** The keys of one kind, row by row. Both languages are written with the same letters. */
export function keyRows(kind: KeyboardKind, page: KeyPage): readonly (readonly Key[])[] {
  const [upper, middle, lower] = [all(LETTERS[0]), all(LETTERS[1]), all(LETTERS[2])]
  switch (kind) {
    case 'search':
      return [upper, middle, [...lower, ERASE], [SPACE]]
    case 'address':
      return [all(DIGITS), upper, middle, [...lower, ERASE], [...all('.-/:'), SPACE]]
    case 'phone':
      return [all('123'), all('456'), all('789'), [typed('+'), typed('0'), ERASE]]
    case 'email':
      if (page === 'signs') return [all(DIGITS), all('@.-_+'), [PAGE, word('.com'), word('.id'), ERASE]]
      return [upper, [...middle, typed('@')], [PAGE, ...lower, ERASE], [...all('_-.'), word('.com'), word('.id')]]
    case 'name':
    case 'text':
      if (page === 'signs') return [all(DIGITS), all('()/&:"?+'), [PAGE, ...all(',’.-'), ERASE], [SPACE]]
      return [upper, [...middle, typed('’')], [SHIFT, ...lower, ERASE], [PAGE, SPACE, typed('.'), typed('-')]]
    default:
      return kind satisfies never
  }
}

/** How the shift key stands: `auto` is set by the caret (a name begins with a capital), the others by a person. */
export type Shift = 'off' | 'auto' | 'once' | 'locked'

/** What a press of the shift key makes of it: one capital, then capitals until it is pressed again. */
export const pressShift = (shift: Shift): Shift => (shift === 'off' ? 'once' : shift === 'once' ? 'locked' : 'off')

/** How it stands once the caret is behind this text. */
export function shiftAfter(kind: KeyboardKind, before: string, shift: Shift): Shift {
  if (shift === 'locked') return shift
  const begins = kind === 'name' ? /(^|[\s\-.(])$/ : /^$/
  return (kind === 'name' || kind === 'text') && begins.test(before) ? 'auto' : 'off'
}
