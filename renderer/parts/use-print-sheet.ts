import { useState } from 'react'
import { call } from '../api/call'
import { FAILURE_TEXT } from '../api/failure-text'
import { useWords } from '../i18n/words'

/** Where the recovery sheet goes. */
type SheetTo = 'pdf' | 'paper'

/** Prints the recovery sheet, once at a time, and tells how it went. */
export function usePrintSheet(): {
  readonly print: (to: SheetTo) => Promise<void>
  readonly isBusy: boolean
  /** Where it went last; null: nowhere yet. */
  readonly printed: SheetTo | null
  /** What is under way or done, in words. */
  readonly said: string | null
  /** Why it was not printed, in words. */
  readonly trouble: string | null
} {
  const { t, locale } = useWords()
  const [isBusy, setBusy] = useState(false)
  const [printed, setPrinted] = useState<SheetTo | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const print = async (to: SheetTo) => {
    if (isBusy) return
    setBusy(true)
    setTrouble(null)
    const answer = await call('recovery.print', { to, locale })
    setBusy(false)
    if (!answer.ok) setTrouble(t(FAILURE_TEXT[answer.code]))
    else if (answer.value.printed) setPrinted(to)
  }
  const said = isBusy ? t('recovery.printing') : printed === null ? null : t(`recovery.printed.${printed}`)
  return { print, isBusy, printed, said, trouble }
}
