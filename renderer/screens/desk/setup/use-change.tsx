import { useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { AnswerOf, Input } from '../../../../core/contract/channels'
import type { SetupAnswer } from '../../../../core/contract/setup'
import type { Break } from '../../../../core/setup/breaking'
import type { Draft } from '../../../../core/setup/part-names'
import type { SetupProblem } from '../../../../core/setup/problems'
import { call } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useWords } from '../../../i18n/words'
import { AskDialog } from './dialogs'

export type Edit = Input<'setup.change'>['edit']
export type JsonRow = Extract<Edit, { do: 'add' }>['row']

/** A draft as it goes to main, which checks it. */
export const asJson = (draft: Draft): JsonRow => draft as JsonRow

interface Ends {
  /** It is on the disk. */
  readonly onDone: (answer: Extract<SetupAnswer, { is: 'done' }>) => void
  readonly onProblems: (problems: readonly SetupProblem[]) => void
  /** Another desk changed the same; left out: it cannot be. */
  readonly onMeanwhile?: (now: Draft | null) => void
}

type Make = (
  confirmed: boolean,
) => Promise<AnswerOf<'setup.change'> | AnswerOf<'setup.restore'> | AnswerOf<'logo.set'> | AnswerOf<'setupFile.import'>>

/** Makes a change and follows its answer: what it breaks is asked here, all else is told to who asked for it. */
export function useChange({ onDone, onProblems, onMeanwhile }: Ends): {
  readonly change: (edit: Edit) => Promise<void>
  readonly restore: (version: string, seen: string) => Promise<void>
  /** Any other call that answers as a change does. */
  readonly ask: (make: Make) => Promise<void>
  readonly isBusy: boolean
  readonly trouble: string | null
  readonly dialog: ReactNode
} {
  const { t } = useWords()
  const client = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const [asked, setAsked] = useState<{ breaks: readonly Break[]; again: () => Promise<void> } | null>(null)
  const follow = async (make: Make, confirmed = false): Promise<void> => {
    setBusy(true)
    setTrouble(null)
    const answer = await make(confirmed)
    setBusy(false)
    setAsked(null)
    if (!answer.ok) return setTrouble(t(FAILURE_TEXT[answer.code]))
    const { value } = answer
    if (value.is === 'asks_first') return setAsked({ breaks: value.breaks, again: () => follow(make, true) })
    if (value.is === 'problems') return onProblems(value.problems)
    if (value.is === 'changed_meanwhile') return onMeanwhile?.(value.now)
    await client.invalidateQueries({ queryKey: ['setup'] })
    onDone(value)
  }
  return {
    change: (edit) => follow((confirmed) => call('setup.change', { edit, confirmed })),
    ask: (make) => follow(make),
    restore: (version, seen) => follow((confirmed) => call('setup.restore', { version, seen, confirmed })),
    isBusy,
    trouble,
    dialog:
      asked === null ? null : (
        <AskDialog
          breaks={asked.breaks}
          isBusy={isBusy}
          onGo={() => void asked.again()}
          onClose={() => setAsked(null)}
        />
      ),
  }
}
