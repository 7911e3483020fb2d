import { useEffect, useEffectEvent } from 'react'
import { shortcutOf, type KeyPlace, type Shortcut } from './shortcuts'

const FIELD = 'input:not([type=radio], [type=checkbox]), textarea, [contenteditable]'
// Enter means nothing to a radio button: there it stays the primary key.
const CONTROL = 'button, a, summary'

/** Listens for the counter's shortcuts; null: a dialog has the keyboard. */
export function useShortcuts(
  place: Omit<KeyPlace, 'isOnControl'> | null,
  onShortcut: (shortcut: Shortcut) => void,
): void {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    // A held Enter would press a focused button again and again.
    if (event.repeat && event.key === 'Enter') event.preventDefault()
    if (event.defaultPrevented || place === null) return
    const target = event.target instanceof Element ? event.target : null
    if (target?.matches(FIELD) === true) return
    const isOnControl = target !== null && target.closest(CONTROL) !== null
    const shortcut = shortcutOf(event, { ...place, isOnControl })
    if (shortcut === null) return
    event.preventDefault()
    onShortcut(shortcut)
  })
  useEffect(() => {
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [])
}
