import { describe, expect, it } from 'vitest'
import { shortcutOf, type KeyLike, type KeyPlace } from './shortcuts'

const key = (name: string, more: Partial<KeyLike> = {}): KeyLike => ({
  key: name,
  code: name,
  repeat: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  shiftKey: false,
  ...more,
})
const place = (more: Partial<KeyPlace> = {}): KeyPlace => ({
  hands: 'empty',
  hasChosen: false,
  isOnControl: false,
  ...more,
})
const action = (id: string) => ({ is: 'action', id })

describe('the shortcuts of a counter', () => {
  it.each([
    ['F2', 'called', 'recall'],
    ['F3', 'empty', 'serve_direct'],
    ['F4', 'empty', 'resume'],
    ['F4', 'serving', 'park'],
    ['F6', 'serving', 'transfer'],
    ['F7', 'serving', 'add_line'],
    ['F8', 'called', 'no_show'],
    ['F9', 'empty', 'pause'],
  ] as const)('%s with %s hands is %s', (name, hands, id) => {
    expect(shortcutOf(key(name), place({ hands }))).toEqual(action(id))
  })

  it('leave F5, F10, F11 and plain letters alone', () => {
    for (const name of ['F5', 'F10', 'F11', 'F12', 'a', ' ', 'Tab']) {
      expect(shortcutOf(key(name), place())).toBeNull()
    }
  })

  it('issue with Ctrl+N, and undo with Ctrl+Z, which takes a call back while one is called', () => {
    expect(shortcutOf(key('n', { ctrlKey: true }), place())).toEqual(action('issue'))
    expect(shortcutOf(key('z', { ctrlKey: true }), place())).toEqual(action('undo'))
    expect(shortcutOf(key('Z', { ctrlKey: true }), place({ hands: 'called' }))).toEqual(action('uncall'))
  })

  it('make Enter the primary key, except on a button that has the focus', () => {
    expect(shortcutOf(key('Enter'), place())).toEqual({ is: 'primary' })
    expect(shortcutOf(key('Enter'), place({ isOnControl: true }))).toBeNull()
  })

  it('ignore a key held down, but for the way through the list', () => {
    expect(shortcutOf(key('Enter', { repeat: true }), place())).toBeNull()
    expect(shortcutOf(key('F2', { repeat: true }), place({ hands: 'called' }))).toBeNull()
    expect(shortcutOf(key('ArrowDown', { repeat: true }), place())).toEqual({ is: 'move', move: 'down' })
  })

  it('pick an outcome with 1 to 4 while serving, and only then', () => {
    expect(shortcutOf(key('1'), place({ hands: 'serving' }))).toEqual({ is: 'outcome', outcome: 'solved' })
    expect(shortcutOf(key('4'), place({ hands: 'serving' }))).toEqual({ is: 'outcome', outcome: 'referred' })
    expect(shortcutOf(key('5'), place({ hands: 'serving' }))).toBeNull()
    expect(shortcutOf(key('1'), place())).toBeNull()
  })

  it('serve, move or cancel the chosen row', () => {
    const chosen = place({ hasChosen: true })
    expect(shortcutOf(key('Enter', { shiftKey: true }), chosen)).toEqual(action('call_and_start'))
    expect(shortcutOf(key('F6'), chosen)).toEqual(action('change_service'))
    expect(shortcutOf(key('Delete'), chosen)).toEqual(action('cancel'))
    expect(shortcutOf(key('Enter', { shiftKey: true }), place())).toBeNull()
    expect(shortcutOf(key('Delete'), place())).toBeNull()
  })

  it('keep F6 for the one in hand, whatever row is chosen', () => {
    expect(shortcutOf(key('F6'), place({ hands: 'serving', hasChosen: true }))).toEqual(action('transfer'))
  })

  it('switch counters with Alt and a digit, by the place of the key', () => {
    expect(shortcutOf(key('¡', { code: 'Digit1', altKey: true }), place())).toEqual({ is: 'tab', index: 0 })
    expect(shortcutOf(key('9', { code: 'Numpad9', altKey: true }), place())).toEqual({ is: 'tab', index: 8 })
    expect(shortcutOf(key('F4', { altKey: true }), place())).toBeNull()
  })

  it('leave AltGr and the system key to the system', () => {
    expect(shortcutOf(key('n', { ctrlKey: true, altKey: true }), place())).toBeNull()
    expect(shortcutOf(key('Enter', { metaKey: true }), place())).toBeNull()
  })
})
