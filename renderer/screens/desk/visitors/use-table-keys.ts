import { useEffect, useEffectEvent, useRef, type RefObject } from 'react'

interface Keys {
  readonly total: number
  readonly active: number | null
  readonly onMove: (row: number) => void
  readonly onEnter: () => void
  readonly onEscape: () => void
}

const PAGE_ROWS = 15

/** The row that a key leads to; null: the key is not for the table. */
function rowFor(key: string, active: number | null, total: number): number | null {
  if (total === 0) return null
  const at = (row: number) => Math.max(0, Math.min(total - 1, row))
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: active === null ? 0 : active + 1,
    ArrowUp: active === null ? 0 : active - 1,
    PageDown: (active ?? 0) + PAGE_ROWS,
    PageUp: (active ?? 0) - PAGE_ROWS,
  }
  const row = steps[key]
  return row === undefined ? null : at(row)
}

const isIn = (target: EventTarget | null, what: string): boolean =>
  target instanceof Element && target.closest(what) !== null

/** Is this key for something else: a dialog, a field, another combination? */
function isElsewhere(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey || isIn(event.target, 'dialog')) return true
  return isIn(event.target, 'input:not([type=search]), select, textarea')
}

/** No person presses two keys this soon one after the other, ms: it is a hand scanner. */
const SCANNER_MS = 100

/**
 * Enter, wherever the focus is but on what has an Enter of its own. Held down it counts once; the one that ends a scan
 * counts never, since a scan presses no button.
 */
export function useEnter(onEnter: () => void): void {
  const typedAt = useRef(-Infinity)
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    const isOfScan = event.timeStamp - typedAt.current < SCANNER_MS
    typedAt.current = event.timeStamp
    if (event.key !== 'Enter' || event.repeat || isOfScan) return
    if (!isElsewhere(event) && !isIn(event.target, 'button, a')) onEnter()
  })
  useEffect(() => {
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [])
}

/**
 * The keys of the table, wherever the focus is: arrows move, Enter opens, Esc closes, / goes to the search. In the
 * search field they do the same, so that nobody has to leave it; other fields, buttons and dialogs keep their own.
 */
export function useTableKeys(search: RefObject<HTMLInputElement | null>, keys: Keys): void {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (isElsewhere(event)) return
    if (event.key === 'Escape') {
      keys.onEscape()
      return
    }
    if (event.key === '/' && event.target !== search.current) {
      event.preventDefault()
      search.current?.focus()
      return
    }
    if (event.key === 'Enter') {
      if (!isIn(event.target, 'button')) keys.onEnter()
      return
    }
    const row = rowFor(event.key, keys.active, keys.total)
    if (row === null) return
    event.preventDefault()
    keys.onMove(row)
  })
  useEffect(() => {
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [])
}
