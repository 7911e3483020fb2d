import { useEffect, useRef, type RefObject } from 'react'

/** For the heading of a screen: the focus goes there when the screen appears, so that it is read out and Tab begins there. */
export function useHeading(): { readonly ref: RefObject<HTMLHeadingElement | null>; readonly tabIndex: -1 } {
  const ref = useRef<HTMLHeadingElement>(null)
  useEffect(() => ref.current?.focus({ preventScroll: true }), [])
  return { ref, tabIndex: -1 }
}
