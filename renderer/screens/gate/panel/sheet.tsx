import { useEffect, useId, useRef, type ReactNode } from 'react'
import { useEscape } from '../../../parts/use-keys'
import './sheet.css'

/** A sheet over the panel: one question, answered or left. */
export function Sheet({ title, onLeave, children }: { title: string; onLeave: () => void; children: ReactNode }) {
  const id = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  useEscape(onLeave)
  return (
    <div className="gp-over">
      <section className="gp-sheet" role="dialog" aria-modal="true" aria-labelledby={id}>
        <h2 id={id} ref={heading} tabIndex={-1}>
          {title}
        </h2>
        {children}
      </section>
    </div>
  )
}
