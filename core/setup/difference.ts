import {
  BLOCK_FIELDS,
  BLOCKS,
  isSame,
  ROW_PARTS,
  rowName,
  type AnyRow,
  type Block,
  type Draft,
  type RowPart,
} from './part-names'
import type { FairSetup, Text } from './schema'

/** A plain value, small enough to be shown as it was and as it is. */
export type Plain = string | number | boolean | null

export interface FieldChange {
  /** Dotted, of the row (`rules.noShowCalls`) or of the file (`voice.english`). */
  readonly field: string
  /** Null: not plain (a list, a text that is long); only that it changed is told. */
  readonly plain: { readonly from: Plain; readonly to: Plain } | null
}

export interface RowChange {
  readonly part: RowPart
  /** `moved` without a row: several changed places. */
  readonly did: 'added' | 'removed' | 'changed' | 'moved'
  readonly code: string | null
  readonly name: Text | null
  readonly fields: readonly FieldChange[]
}

/** What lies between two set-ups. */
export interface Difference {
  readonly rows: readonly RowChange[]
  readonly blocks: readonly { readonly block: Block; readonly fields: readonly FieldChange[] }[]
}

/** What lies between a set-up and the one after it; the first of a fair has nothing before it. */
export function differenceOf(before: FairSetup, after: FairSetup): Difference {
  return {
    rows: ROW_PARTS.flatMap((part) => rowChanges(part, before[part], after[part])),
    blocks: BLOCKS.flatMap((block) => {
      const fields = BLOCK_FIELDS[block].flatMap((field) => fieldChanges(field, before[field], after[field]))
      return fields.length === 0 ? [] : [{ block, fields }]
    }),
  }
}

function rowChanges(part: RowPart, before: readonly AnyRow[], after: readonly AnyRow[]): RowChange[] {
  const change = (did: RowChange['did'], row: AnyRow, fields: readonly FieldChange[] = []): RowChange => ({
    part,
    did,
    code: row.code,
    name: part === 'staff' ? null : rowName(row),
    fields,
  })
  const [was, is] = [byCode(before), byCode(after)]
  const changed = after.flatMap((row) => {
    const old = was.get(row.code)
    if (old === undefined) return [change('added', row)]
    const fields = fieldsOf(old as unknown as Draft, row as unknown as Draft)
    return fields.length === 0 ? [] : [change('changed', row, fields)]
  })
  const removed = before.filter(({ code }) => !is.has(code)).map((row) => change('removed', row))
  const [from, to] = [before.filter(({ code }) => is.has(code)), after.filter(({ code }) => was.has(code))]
  const isMoved = from.some(({ code }, n) => to[n]?.code !== code)
  if (!isMoved) return [...changed, ...removed]
  const one = theOneMoved(from, to)
  const moved: RowChange =
    one === null ? { part, did: 'moved', code: null, name: null, fields: [] } : change('moved', one)
  return [...changed, ...removed, moved]
}

/** The one row without which both orders are the same; null: there is no such one. */
function theOneMoved(from: readonly AnyRow[], to: readonly AnyRow[]): AnyRow | null {
  const at = from.findIndex(({ code }, n) => to[n]?.code !== code)
  const isOnly = (row: AnyRow) => {
    const [a, b] = [from, to].map((rows) => rows.filter(({ code }) => code !== row.code))
    return a?.every(({ code }, n) => b?.[n]?.code === code) ?? false
  }
  return [to[at], from[at]].find((row) => row !== undefined && isOnly(row)) ?? null
}

const byCode = (rows: readonly AnyRow[]) => new Map(rows.map((row) => [row.code, row]))

const fieldsOf = (before: Draft, after: Draft): FieldChange[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    fieldChanges(key, before[key], after[key]),
  )

/** Objects are looked into; a text in both languages is one value. */
function fieldChanges(field: string, before: unknown, after: unknown): FieldChange[] {
  if (isSame(before, after)) return []
  if (isGroup(before) && isGroup(after))
    return fieldsOf(before, after).map((change) => ({ ...change, field: `${field}.${change.field}` }))
  return [{ field, plain: isPlain(before) && isPlain(after) ? { from: before, to: after } : null }]
}

const isGroup = (value: unknown): value is Draft =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('id' in value && 'en' in value)

const LONGEST_PLAIN = 40

const isPlain = (value: unknown): value is Plain =>
  value === null ||
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  (typeof value === 'string' && value.length <= LONGEST_PLAIN)
