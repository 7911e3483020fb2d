import { FinishOutcome } from '../../../core/events/queue'
import type { ActionId } from './actions'
import type { Move } from './choice'
import type { Hands } from './hands'

/** What a shortcut asks for. */
export type Shortcut =
  | { readonly is: 'primary' }
  | { readonly is: 'action'; readonly id: ActionId }
  | { readonly is: 'outcome'; readonly outcome: FinishOutcome }
  | { readonly is: 'move'; readonly move: Move }
  | { readonly is: 'tab'; readonly index: number }
  | { readonly is: 'escape' }

/** What of a keyboard event decides. */
export interface KeyLike {
  readonly key: string
  readonly code: string
  readonly repeat: boolean
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
}

export interface KeyPlace {
  readonly hands: Hands
  readonly hasChosen: boolean
  /** The focus is on a button or the like, whose own keys are Enter and Space. */
  readonly isOnControl: boolean
}

const MOVES: Readonly<Partial<Record<string, Move>>> = { ArrowUp: 'up', ArrowDown: 'down', Home: 'first', End: 'last' }

/**
 * The shortcut of a key, or null: the key is not ours (F5, F10 and F11 never are). A key held down only moves through
 * the list. Whoever asks has already left out dialogs and fields.
 */
export function shortcutOf(key: KeyLike, place: KeyPlace): Shortcut | null {
  if (key.metaKey) return null
  if (key.ctrlKey && key.altKey) return null
  if (key.ctrlKey) return key.repeat || key.shiftKey ? null : action(controlAction(key, place.hands))
  if (key.altKey) return key.repeat ? null : tabOf(key)
  const move = MOVES[key.key]
  if (move !== undefined) return { is: 'move', move }
  if (key.repeat) return null
  if (key.key === 'Escape') return { is: 'escape' }
  if (key.key === 'Enter') return enter(key, place)
  if (key.key === 'Delete') return place.hasChosen ? action('cancel') : null
  if (place.hands === 'serving') {
    const outcome = /^[1-4]$/.test(key.key) ? FinishOutcome.options[Number(key.key) - 1] : undefined
    if (outcome !== undefined) return { is: 'outcome', outcome }
  }
  return action(functionAction(key.key, place))
}

/** The key of the primary button, as it stands there. */
export const PRIMARY_KEY = 'Enter'
/** Closes what lies over the ticket. */
export const CLOSE_KEY = 'Esc'

/** The key as it stands on an action's button, in parts; null: it has none. */
export const KEY_CAPS: Readonly<Record<ActionId, string | null>> = {
  recall: 'F2',
  serve_direct: 'F3',
  park: 'F4',
  resume: 'F4',
  transfer: 'F6',
  add_line: 'F7',
  no_show: 'F8',
  pause: 'F9',
  issue: 'Ctrl N',
  undo: 'Ctrl Z',
  uncall: 'Ctrl Z',
  choose: '↑↓',
  call_and_start: '⇧↵',
  change_service: 'F6',
  cancel: 'Del',
}

function enter(key: KeyLike, place: KeyPlace): Shortcut | null {
  if (key.shiftKey) return place.hasChosen ? action('call_and_start') : null
  return place.isOnControl ? null : { is: 'primary' }
}

function functionAction(key: string, { hands, hasChosen }: KeyPlace): ActionId | null {
  switch (key) {
    case 'F2':
      return 'recall'
    case 'F3':
      return 'serve_direct'
    case 'F4':
      return hands === 'empty' ? 'resume' : 'park'
    case 'F6':
      return hands === 'empty' && hasChosen ? 'change_service' : 'transfer'
    case 'F7':
      return 'add_line'
    case 'F8':
      return 'no_show'
    case 'F9':
      return 'pause'
    default:
      return null
  }
}

function controlAction(key: KeyLike, hands: Hands): ActionId | null {
  const letter = key.key.toLowerCase()
  if (letter === 'n') return 'issue'
  if (letter === 'z') return hands === 'called' ? 'uncall' : 'undo'
  return null
}

/** By the key's place: with Alt some layouts write other signs. */
function tabOf({ code }: KeyLike): Shortcut | null {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1]
  return digit === undefined ? null : { is: 'tab', index: Number(digit) - 1 }
}

const action = (id: ActionId | null): Shortcut | null => (id === null ? null : { is: 'action', id })
