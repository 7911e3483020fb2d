import type { RowPart } from './row-parts'
import type { FairFile, Text } from './schema'

export { ROW_PARTS, type RowPart } from './row-parts'

/** What else is set, in blocks that are replaced as a whole: the fields of the file that each holds. */
export const BLOCK_FIELDS = {
  fair: ['name', 'venue', 'city', 'timeZone'],
  days: ['days'],
  look: ['brand'],
  slip: ['slip'],
  calls: ['voice', 'ticker'],
  walkIn: ['walkIn'],
  pretix: ['pretix'],
} as const satisfies Record<string, readonly (keyof FairFile)[]>
export type Block = keyof typeof BLOCK_FIELDS
export const BLOCKS = ['fair', 'days', 'look', 'slip', 'calls', 'walkIn', 'pretix'] as const satisfies readonly Block[]

/** A row or a block as a form holds it: perhaps wrong still, which is why its values are of any kind. */
export type Draft = Readonly<Record<string, unknown>>

/** The fields of a block as the file has them. */
export const blockOf = (file: FairFile, block: Block): Draft =>
  Object.fromEntries(BLOCK_FIELDS[block].map((field) => [field, file[field]]))

/** A row of any part, as far as it is like the others. */
export interface AnyRow {
  readonly code: string
  readonly name?: Text | string
  readonly title?: Text
}
export const rowsOf = (file: FairFile, part: RowPart): readonly AnyRow[] => file[part]

/** What people call a row; the names of staff are one text for both languages. */
export function rowName({ code, name, title }: AnyRow): Text {
  if (typeof name === 'string') return { id: name, en: name }
  return name ?? title ?? { id: code, en: code }
}

/** Are two values of a set-up the same, whatever the order of their fields? */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [left, right] = [a as Draft, b as Draft]
  const keys = new Set([...Object.keys(left), ...Object.keys(right)])
  return [...keys].every((key) => isSame(left[key], right[key]))
}
