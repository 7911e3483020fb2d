import type { PointerEvent } from 'react'

/** For on-screen keys: a press leaves the focus in the field, so that a real keyboard goes on writing there. */
export const keepFocus = (event: PointerEvent): void => event.preventDefault()
