import type { keyboardId } from './keyboard.id'

/** The on-screen keyboard, English. */
export const keyboardEn: Readonly<Record<keyof typeof keyboardId, string>> = {
  'keyboard.label': 'Keyboard',
  'keyboard.space': 'Space',
  'keyboard.shift': 'Capital letter',
  'keyboard.capitals': 'All capitals',
  'keyboard.toSigns': 'Digits and signs',
  'keyboard.toLetters': 'Letters',
  'keyboard.dot': 'Dot',
  'keyboard.comma': 'Comma',
  'keyboard.hyphen': 'Hyphen',
  'keyboard.underscore': 'Underscore',
  'keyboard.apostrophe': 'Apostrophe',
  'keyboard.at': 'At sign',
  'keyboard.slash': 'Slash',
  'keyboard.colon': 'Colon',
  'keyboard.plus': 'Plus sign',
  'keyboard.ampersand': 'Ampersand',
  'keyboard.opening': 'Opening bracket',
  'keyboard.closing': 'Closing bracket',
  'keyboard.quote': 'Quotation mark',
  'keyboard.question': 'Question mark',
}
