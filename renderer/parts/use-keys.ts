import { useEffect, useEffectEvent } from 'react'

/** Escape goes back, wherever the focus is. */
export function useEscape(onEscape: () => void): void {
  const escaped = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Escape') onEscape()
  })
  useEffect(() => {
    document.addEventListener('keydown', escaped)
    return () => document.removeEventListener('keydown', escaped)
  }, [])
}

/** Tells of every sign of a person: a touch or a key. */
export function useActivity(onActivity: () => void): void {
  const active = useEffectEvent(onActivity)
  useEffect(() => {
    const listen = () => active()
    document.addEventListener('pointerdown', listen, true)
    document.addEventListener('keydown', listen, true)
    return () => {
      document.removeEventListener('pointerdown', listen, true)
      document.removeEventListener('keydown', listen, true)
    }
  }, [])
}
