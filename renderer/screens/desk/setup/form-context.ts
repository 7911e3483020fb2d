import { createContext, useContext } from 'react'
import type { Draft } from '../../../../core/setup/part-names'
import type { SetupProblem } from '../../../../core/setup/problems'
import type { FairFile } from '../../../../core/setup/schema'
import { valueAt } from './fields'

/** A form being filled in: what it holds, and what main said is wrong with it. */
export interface Form {
  readonly draft: Draft
  /** The set-up that the choices come from. */
  readonly file: FairFile
  readonly isNew: boolean
  readonly problems: readonly SetupProblem[]
  /** Puts a value at a dotted place. */
  readonly set: (path: string, value: unknown) => void
}

export const FormContext = createContext<Form | null>(null)

export function useForm(): Form {
  const form = useContext(FormContext)
  if (form === null) throw new Error('useForm outside of a form')
  return form
}

/** The value at a place of the form, how to change it, and whether exactly that is wrong. */
export function useValue(path: string) {
  const { draft, problems, set } = useForm()
  return {
    value: valueAt(draft, path),
    put: (value: unknown) => set(path, value),
    isWrong: problems.some(
      (problem) => problem.at === null && (problem.path === path || path.startsWith(`${problem.path}.`)),
    ),
  }
}

/** A value as the text of an input: what was typed wrong stays as it was typed. */
export const typed = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''
