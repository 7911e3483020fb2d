import { useEffect, useEffectEvent, useState } from 'react'

/**
 * Takes files that are let fall anywhere on the window, while `isOpen`; one at a time is what can be looked at.
 * @returns is a file held over the window now?
 */
export function useFileDrop(options: {
  readonly isOpen: boolean
  readonly onFile: (file: File) => void
  readonly onMany: () => void
}): boolean {
  const [isOver, setIsOver] = useState(false)
  const over = useEffectEvent((event: DragEvent) => {
    if (!isOfFiles(event)) return
    // Without this nothing can be let fall here.
    event.preventDefault()
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = options.isOpen ? 'copy' : 'none'
    setIsOver(options.isOpen)
  })
  const dropped = useEffectEvent((event: DragEvent) => {
    if (!isOfFiles(event)) return
    event.preventDefault()
    setIsOver(false)
    const [file, ...others] = event.dataTransfer?.files ?? []
    if (file === undefined || !options.isOpen) return
    if (others.length > 0) options.onMany()
    else options.onFile(file)
  })
  const left = useEffectEvent((event: DragEvent) => {
    // From one part of the page to another the file is still over the window.
    if (event.relatedTarget === null) setIsOver(false)
  })
  useEffect(() => {
    document.addEventListener('dragenter', over)
    document.addEventListener('dragover', over)
    document.addEventListener('dragleave', left)
    document.addEventListener('drop', dropped)
    return () => {
      document.removeEventListener('dragenter', over)
      document.removeEventListener('dragover', over)
      document.removeEventListener('dragleave', left)
      document.removeEventListener('drop', dropped)
    }
  }, [])
  return isOver
}

function isOfFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') === true
}
