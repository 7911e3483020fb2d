import { z } from 'zod'
import { assertNever } from '../result/result'
import type { EverUsed } from './ever-used'
import { proposeCode } from './propose'
import {
  BLOCK_FIELDS,
  BLOCKS,
  blockOf,
  isSame,
  ROW_PARTS,
  rowsOf,
  type AnyRow,
  type Draft,
  type RowPart,
} from './part-names'
import { problem, problemsOf, type FileProblem, type SetupProblem } from './problems'
import { FairFile } from './schema'

const Row = z.record(z.string().max(40), z.json())
const Code = z.string().min(1).max(40)

/**
 * One change of a set-up. `seen`: the row or block as the form was opened with it, by which a change by another desk
 * meanwhile is found out.
 */
export const SetupEdit = z.discriminatedUnion('do', [
  /** A new row at the end; an empty code is made from its name. */
  z.strictObject({ do: z.literal('add'), part: z.enum(ROW_PARTS), row: Row }),
  z.strictObject({ do: z.literal('put'), part: z.enum(ROW_PARTS), code: Code, row: Row, seen: Row }),
  /** To this place among its part's rows, counted from 0. */
  z.strictObject({ do: z.literal('move'), part: z.enum(ROW_PARTS), code: Code, to: z.int().min(0).max(10_000) }),
  z.strictObject({ do: z.literal('remove'), part: z.enum(ROW_PARTS), code: Code, seen: Row }),
  z.strictObject({ do: z.literal('block'), block: z.enum(BLOCKS), value: Row, seen: Row }),
])
export type SetupEdit = z.output<typeof SetupEdit>

export type Edited =
  | {
      readonly ok: true
      readonly file: FairFile
      /** The row that was added or put. */ readonly code: string | null
    }
  | { readonly ok: false; readonly problems: readonly SetupProblem[] }

const refuse = (...problems: SetupProblem[]): Edited => ({ ok: false, problems })

/**
 * What another desk made of this row or block since the form was opened; null: nothing. `now` null: it was removed.
 * A row that is moved or added meets nobody.
 */
export function changedMeanwhile(file: FairFile, edit: SetupEdit): { readonly now: Draft | null } | null {
  if (edit.do === 'add' || edit.do === 'move') return null
  if (edit.do === 'block') {
    const now = blockOf(file, edit.block)
    return isSame(now, edit.seen) ? null : { now }
  }
  const row = rowsOf(file, edit.part).find(({ code }) => code === edit.code)
  if (row === undefined) return { now: null }
  return isSame(row, edit.seen) ? null : { now: row as unknown as Draft }
}

/** Carries an edit out on a set-up: the new one, checked as a file is, or what is wrong, field by field. */
export function applyEdit(file: FairFile, edit: SetupEdit, used: EverUsed): Edited {
  switch (edit.do) {
    case 'block': {
      const fields: readonly string[] = BLOCK_FIELDS[edit.block]
      const known = Object.fromEntries(Object.entries(edit.value).filter(([field]) => fields.includes(field)))
      return checked(file, { ...file, ...known }, null, null)
    }
    case 'add': {
      const asked = typeof edit.row['code'] === 'string' ? edit.row['code'].trim() : ''
      if (asked !== '' && used.hasCode(edit.part, asked) && !isThere(file, edit.part, asked))
        return refuse(problem('code_was_used', 'code'))
      const code = asked === '' ? proposeCode(file, edit.part, edit.row, used) : asked
      const row = settled(edit.part, { ...edit.row, code }, null, used)
      const rows = [...rowsOf(file, edit.part), row]
      return checked(file, { ...file, [edit.part]: rows }, { part: edit.part, index: rows.length - 1 }, code)
    }
    case 'put': {
      const rows = rowsOf(file, edit.part)
      const index = rows.findIndex(({ code }) => code === edit.code)
      const before = rows[index]
      if (before === undefined) return refuse(problem('not_there'))
      if (edit.row['code'] !== edit.code) return refuse(problem('code_is_fixed', 'code'))
      const row = settled(edit.part, edit.row, before as unknown as Draft, used)
      if (edit.part === 'categories' && row['number'] !== (before as unknown as Draft)['number'])
        return refuse(problem('number_is_fixed', 'number'))
      return checked(
        file,
        { ...file, [edit.part]: rows.with(index, row as unknown as AnyRow) },
        { part: edit.part, index },
        edit.code,
      )
    }
    case 'move': {
      const rows = rowsOf(file, edit.part)
      const row = rows.find(({ code }) => code === edit.code)
      if (row === undefined) return refuse(problem('not_there'))
      const others = rows.filter((other) => other !== row)
      return checked(file, { ...file, [edit.part]: others.toSpliced(edit.to, 0, row) }, null, edit.code)
    }
    case 'remove': {
      const rows = rowsOf(file, edit.part)
      const left = rows.filter(({ code }) => code !== edit.code)
      if (left.length === rows.length) return refuse(problem('not_there'))
      const without = { ...file, [edit.part]: left }
      const read = FairFile.safeParse(without)
      if (read.success) return checked(file, read.data, null, null)
      // Whatever is wrong now names what is gone; where nothing does, the part may not be empty.
      return refuse(...problemsOf(read.error.issues, without).map(asNamedBy))
    }
    default:
      return assertNever(edit)
  }
}

/**
 * Puts a whole set-up, an older one or that of a file, in the place of the present one. The fair stays the same fair: what
 * stands in signed codes, what people agreed to, and what decides how keys are kept never gets another meaning.
 */
export function applyWhole(file: FairFile, whole: FairFile, used: EverUsed): Edited {
  if (whole.demo !== file.demo || whole.code !== file.code) return refuse(problem('demo_is_fixed'))
  const moved = used.misnumbered(whole.categories)
  if (moved !== null)
    return refuse({
      ...problem('number_is_fixed', 'number'),
      at: { part: 'categories', code: moved.code, name: moved.name },
    })
  return checked(file, withVersions(whole, used), null, null)
}

/** The texts of consents under the versions that are theirs: an answer names the version it was given to. */
export const withVersions = <T extends Pick<FairFile, 'purposes'>>(file: T, used: EverUsed): T => ({
  ...file,
  purposes: file.purposes.map((purpose) => ({ ...purpose, version: used.versionOf(purpose) })),
})

/** What the program decides of a row, whatever the form holds. */
function settled(part: RowPart, row: Draft, before: Draft | null, used: EverUsed): Draft {
  if (part === 'categories' && before === null) return { ...row, number: used.nextNumber() }
  if (part !== 'purposes') return row
  const isNewText = before === null || !isSame(row['text'], before['text'])
  return { ...row, version: isNewText ? used.nextVersion(String(row['code'])) : before['version'] }
}

function checked(
  before: FairFile,
  after: unknown,
  edited: { readonly part: RowPart; readonly index: number } | null,
  code: string | null,
): Edited {
  const read = FairFile.safeParse(after)
  if (!read.success) {
    const found = problemsOf(read.error.issues, after)
    const isOwn = ({ row }: FileProblem) =>
      row === null || (edited !== null && row.part === edited.part && row.index === edited.index)
    return refuse(...found.map((one) => ({ ...said(one), ...(isOwn(one) && { at: null }) })))
  }
  const organizers = (file: FairFile) => file.staff.filter(({ role }) => role === 'organizer').length
  // Nobody could open the set-up again.
  if (organizers(before) > 0 && organizers(read.data) === 0) return refuse(problem('last_organizer', 'role'))
  return { ok: true, file: read.data, code }
}

/** A reference that leads nowhere once a row is gone: who names it must be changed first. */
const asNamedBy = (found: FileProblem): SetupProblem =>
  found.is === 'not_known' || found.is === 'no_pause' || found.at !== null
    ? { ...said(found), is: 'named_by', path: found.path.replace(/\.\d+.*$/, '') }
    : said(found)

const said = ({ is, path, values, at }: FileProblem): SetupProblem => ({ is, path, values, at })

const isThere = (file: FairFile, part: RowPart, code: string): boolean =>
  rowsOf(file, part).some((row) => row.code.toLowerCase() === code.toLowerCase())
