import { useLayoutEffect, useRef, type RefObject } from 'react'

/**
 * Makes a line as large as its place allows: the style sheet multiplies its size by `--fit`, 1 at most. Measured, since
 * a label may be A-047 or AB-1000 and a counter "4" or "Loket Prioritas 12"; again when the window or the fonts change. A component that
 * shows another text is given another key.
 */
export function useFit<T extends HTMLElement>(): RefObject<T | null> {
  const line = useRef<T>(null)
  useLayoutEffect(() => {
    const element = line.current
    const place = element?.parentElement
    if (element === null || place === null || place === undefined) return undefined
    const fit = () => {
      element.style.setProperty('--fit', '1')
      const { paddingLeft, paddingRight } = getComputedStyle(place)
      const room = place.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight)
      element.style.setProperty('--fit', String(Math.min(1, room / Math.max(1, element.scrollWidth))))
    }
    fit()
    const watch = new ResizeObserver(fit)
    watch.observe(place)
    document.fonts.addEventListener('loadingdone', fit)
    return () => {
      watch.disconnect()
      document.fonts.removeEventListener('loadingdone', fit)
    }
  }, [])
  return line
}
