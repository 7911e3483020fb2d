import type { KeyboardEvent } from 'react'
import type { CounterView } from '../../../core/contract/counter'
import type { ReasonUse } from '../../../core/setup/schema'
import { useWords } from '../../i18n/words'
import { Modal } from './modal'

type Reason = CounterView['reasons'][number]

interface Props {
  readonly name: string
  readonly title: string
  readonly say: string
  readonly reasons: readonly Reason[]
  readonly use: ReasonUse
  /** Set where a reason may be left out: Enter then goes on without one. */
  readonly withoutReason?: string
  readonly onReason: (reason: string | null) => void
  readonly onClose: () => void
}

/** The reasons of the set-up: one press, or its digit, and it is done. Nothing is typed about a person. */
export function ReasonDialog({ name, title, say, reasons, use, withoutReason, onReason, onClose }: Props) {
  const { text } = useWords()
  const fitting = reasons.filter((reason) => reason.uses.includes(use))
  const onKeyDown = (event: KeyboardEvent) => {
    const picked = /^[1-9]$/.test(event.key) ? fitting[Number(event.key) - 1] : undefined
    if (picked !== undefined && !event.repeat) onReason(picked.code)
    else stepFocus(event)
  }
  const go =
    withoutReason === undefined
      ? {}
      : { startsOnGo: true, go: { title: withoutReason, isReady: true, onGo: () => onReason(null) } }
  return (
    <Modal name={name} title={title} say={say} onClose={onClose} onKeyDown={onKeyDown} {...go}>
      <ul className="ct-choices">
        {fitting.map((reason, i) => (
          <li key={reason.code}>
            <button type="button" data-reason={reason.code} onClick={() => onReason(reason.code)}>
              <span>{text(reason.name)}</span>
              {i < 9 ? <kbd>{i + 1}</kbd> : null}
            </button>
          </li>
        ))}
      </ul>
    </Modal>
  )
}

/** Up and down go from button to button. */
function stepFocus(event: KeyboardEvent): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (by === 0) return
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('.ct-choices button')]
  const at = buttons.indexOf(document.activeElement as HTMLElement)
  buttons[Math.min(buttons.length - 1, Math.max(0, at + by))]?.focus()
  event.preventDefault()
}
