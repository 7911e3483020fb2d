/** What a key press looks like before the page gets it. */
export interface KeyPress {
  readonly key: string
  readonly control: boolean
  readonly alt: boolean
  readonly meta: boolean
  readonly shift: boolean
}

const NAVIGATION: ReadonlySet<string> = new Set([
  'Enter',
  'Tab',
  'Escape',
  'Backspace',
  'Delete',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'Shift',
  'CapsLock',
  'NumLock',
  'Dead',
  'Process',
  'Unidentified',
])

/**
 * Which keys reach the page of a public kiosk: what a hand scanner types and what operating it by keyboard needs. No
 * function keys, no combinations with Ctrl, Alt or the system key: they close, print, zoom, reload or open tools.
 * AltGr (Ctrl+Alt) with one printable character stays: some layouts type with it.
 */
export function mayReachKiosk(press: KeyPress): boolean {
  if (press.meta) return false
  const printable = Array.from(press.key).length === 1
  if (press.control || press.alt) return printable && press.control && press.alt
  return printable || NAVIGATION.has(press.key)
}
