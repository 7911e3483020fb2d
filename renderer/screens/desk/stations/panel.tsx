import { X } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import { useWords } from '../../../i18n/words'
import { useHeading } from '../../../parts/use-heading'
import { useEscape } from '../../../parts/use-keys'

interface Props {
  /** For tests and styles. */
  readonly name: string
  readonly title: string
  /** Below the title. */
  readonly lead?: ReactNode
  readonly onClose: () => void
  /** Facts for tests, as `data-` attributes. */
  readonly facts?: Readonly<Record<`data-${string}`, string | undefined>>
  readonly children: ReactNode
}

/** A panel beside the table of stations: its title, a way out of it, and the keyboard. */
export function Panel({ name, title, lead, onClose, facts, children }: Props) {
  const { t } = useWords()
  const heading = usePanel(onClose)
  return (
    <aside className="desk-panel" aria-label={title} data-panel={name} {...facts}>
      <header>
        <div>
          <h2 {...heading}>{title}</h2>
          {lead}
        </div>
        <button
          type="button"
          className="st-btn st-btn-icon"
          aria-label={t('stations.detail.close')}
          data-act="close_panel"
          onClick={onClose}
        >
          <X className="st-i" aria-hidden="true" />
        </button>
      </header>
      {children}
    </aside>
  )
}

/**
 * What a panel beside the table does with the keyboard: the focus goes to its heading as it opens, Esc closes it (a
 * dialog over it first), and the focus comes back to where it was.
 * @returns what the heading takes
 */
function usePanel(onClose: () => void): ReturnType<typeof useHeading> {
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
