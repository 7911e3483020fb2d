import type { WedgeInput } from './wedge-core'

/** What the scanner reads of a keyboard event; a KeyboardEvent fits. */
export type KeyLike = {
  readonly key: string
  readonly code: string
  readonly repeat: boolean
  readonly isComposing: boolean
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
  readonly timeStamp: number
  getModifierState?: (name: string) => boolean
}

const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'Fn'])
/** Keys whose character the system keeps to itself; a scanner on the wrong layout sends them. */
const NAMELESS = new Set(['Dead', 'Unidentified', 'Process', 'Compose'])

/** Sorts a keydown into what wedge-core decides on. `inField` says whether it would type into a text field. */
export function wedgeInput(event: KeyLike, inField: boolean): WedgeInput {
  const at = event.timeStamp
  // A person composing a word with an input method must not be disturbed; no scanner composes.
  if (event.isComposing) return { kind: 'other', at }
  const { key } = event
  if (MODIFIERS.has(key) || NAMELESS.has(key)) return { kind: 'alive', at }
  const altGraph = event.getModifierState?.('AltGraph') === true
  // Ctrl+J and Ctrl+] are how scanners spell LF and GS; no text, but no reason to end the burst either.
  if (event.ctrlKey && !altGraph && (key === 'j' || key === 'J' || key === ']')) return { kind: 'control', at }
  if ((event.ctrlKey || event.altKey || event.metaKey) && !altGraph) return { kind: 'other', at }
  if (key === 'Enter' || key === 'Tab') return { kind: 'mark', at }
  // With NumLock off the number pad sends Home, ArrowUp …, and a scanner set to the number pad loses its digits.
  const padDigit = /^Numpad([0-9])$/.exec(event.code)?.[1]
  const character = padDigit ?? (Array.from(key).length === 1 ? key : undefined)
  if (character === undefined) return { kind: 'other', at }
  return { kind: 'character', at, character, inField, repeat: event.repeat }
}
