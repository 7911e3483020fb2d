import { useSyncExternalStore } from 'react'

const QUERY = '(orientation: landscape)'

/** Whether the roof stands at the left and the floor at the right, as the style sheets lay it out. */
export function useWide(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const wide = window.matchMedia(QUERY)
      wide.addEventListener('change', onChange)
      return () => wide.removeEventListener('change', onChange)
    },
    () => window.matchMedia(QUERY).matches,
  )
}
