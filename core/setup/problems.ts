import type { z } from 'zod'
import { ROW_PARTS, rowName, type AnyRow, type RowPart } from './part-names'
import { PROBLEMS, type ProblemWord } from './problem-words'
import type { Text } from './schema'

/** Where in the set-up: a row by its code, with what people call it. */
export interface Place {
  readonly part: RowPart
  readonly code: string
  readonly name: Text
}

export interface SetupProblem {
  readonly is: ProblemWord
  /** The field, dotted (`hours.0.to`): of the row or block at hand, or of the row in `at`. Empty: of none alone. */
  readonly path: string
  readonly values: Readonly<Record<string, string | number>>
  /** Another row than the one that was edited; null: that one. */
  readonly at: Place | null
}

export const problem = (is: ProblemWord, path = '', values: SetupProblem['values'] = {}): SetupProblem => ({
  is,
  path,
  values,
  at: null,
})

/** Where an issue of the whole file lies: the row, and the field within it. */
export interface FileProblem extends SetupProblem {
  /** The row's part and its place there; null: in no row. */
  readonly row: { readonly part: RowPart; readonly index: number } | null
}

type Issue = z.core.$ZodIssue

/** Puts what the schema found into our words. `file`: what was looked at, for the names of rows. */
export function problemsOf(issues: readonly Issue[], file: unknown): FileProblem[] {
  return issues.map((issue) => {
    const [head, index, ...rest] = issue.path
    const part = ROW_PARTS.find((one) => one === head)
    const isRow = part !== undefined && typeof index === 'number'
    return {
      ...wordOf(issue, valueAt(file, issue.path)),
      path: (isRow ? rest : issue.path).join('.'),
      row: isRow ? { part, index } : null,
      at: isRow ? placeOf(file, part, index) : null,
    }
  })
}

/** What stood there: zod keeps no input in its issues. */
const valueAt = (file: unknown, path: Issue['path']): unknown =>
  path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined,
    file,
  )

function placeOf(file: unknown, part: RowPart, index: number): Place | null {
  const row = (file as Record<RowPart, readonly AnyRow[]>)[part][index]
  return row === undefined ? null : { part, code: row.code, name: rowName(row) }
}

/** Fields whose form is told by their name alone. */
const FORMATS: Readonly<Record<string, ProblemWord>> = {
  prefix: 'bad_prefix',
  color: 'bad_color',
  resetAt: 'bad_quarter',
  from: 'bad_time',
  to: 'bad_time',
  lastNumber: 'bad_time',
  days: 'bad_date',
}

function wordOf(issue: Issue, input: unknown): Pick<SetupProblem, 'is' | 'values'> {
  const key = issue.path.findLast((step) => typeof step === 'string') ?? ''
  switch (issue.code) {
    case 'custom': {
      const { problem: is, value } = issue.params ?? {}
      const known = PROBLEMS.find((word) => word === is) ?? 'bad_value'
      return { is: known, values: typeof value === 'string' || typeof value === 'number' ? { value } : {} }
    }
    case 'too_small': {
      const min = Number(issue.minimum)
      if (issue.origin === 'string') return { is: 'needed', values: {} }
      if (issue.origin === 'array') return { is: 'needs_one', values: {} }
      return { is: issue.inclusive === false ? 'more_than' : 'at_least', values: { min } }
    }
    case 'too_big': {
      const max = Number(issue.maximum)
      if (issue.origin === 'string') return { is: 'too_long', values: { max } }
      return { is: issue.origin === 'array' ? 'too_many' : 'at_most', values: { max } }
    }
    case 'invalid_format':
      return emptyOr(input, FORMATS[key] ?? 'bad_code')
    case 'invalid_type':
      if (issue.expected === 'number' || issue.expected === 'int') return emptyOr(input, 'not_a_number')
      return { is: issue.expected === 'string' || input === undefined ? 'needed' : 'bad_value', values: {} }
    case 'invalid_value':
      return emptyOr(input, 'bad_value')
    default:
      return { is: 'bad_value', values: {} }
  }
}

/** Nothing was given where something is needed; else what is wrong with it. */
const emptyOr = (input: unknown, is: ProblemWord): Pick<SetupProblem, 'is' | 'values'> => ({
  is: input === undefined || input === null || input === '' ? 'needed' : is,
  values: {},
})
