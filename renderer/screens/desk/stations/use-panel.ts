import { useEffect } from 'react'
import { useHeading } from '../../../parts/use-heading'
import { useEscape } from '../../../parts/use-keys'

/**
 * What a panel beside the table does with the keyboard: the focus goes to its heading as it opens, Esc closes it (a
 * dialog over it first), and the focus comes back to where it was.
 * @returns what the heading takes
 */
export function usePanel(onClose: () => void): ReturnType<typeof useHeading> {
  useEscape(() => {
    if (document.querySelector('dialog[open]') === null) onClose()
  })
  // Before the heading takes it: effects run in the order they are written.
  useEffect(() => {
    const before = document.activeElement
    return () => {
      // With the panel its focus was lost; one that went elsewhere meanwhile stays there.
      if (before instanceof HTMLElement && document.activeElement === document.body) before.focus()
    }
  }, [])
  return useHeading()
}
