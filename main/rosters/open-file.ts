import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { err, ok, type Result } from '../../core/result/result'
import { csvTable } from '../../core/roster/csv-table'
import { columnsProblem, openTable, type Roster, type RosterRules } from '../../core/roster/read-roster'
import { openWorkbook, type Workbook } from '../spreadsheets/workbook'
import { BadXml } from '../spreadsheets/xml'
import { BadZip } from '../spreadsheets/zip'

/** Why a whole file is refused. `detail` says which column, sheet or line. */
export type RosterFileError =
  | 'empty_file'
  | 'no_rows'
  | 'wrong_encoding'
  | 'missing_column'
  | 'duplicate_column'
  | 'unknown_sheet'
  | 'which_sheet'
  | 'file_too_large'
  | 'file_encrypted'
  | 'old_workbook'
  | 'not_a_table'
  | 'workbook_damaged'

/** A roster file, opened at one of its tables. */
export interface RosterFile {
  /** The sheets of a workbook that can be chosen; none: a text file. */
  readonly sheets: readonly { readonly name: string; readonly isRecognised: boolean }[]
  readonly sheet: string | null
  /** Several sheets look like rosters, and nobody said which is meant. */
  readonly isUnsure: boolean
  readonly roster: Roster
  close(): Promise<void>
}

const LARGEST_TEXT = 512_000_000
const LARGEST_WORKBOOK = 128_000_000
/** How much of an old workbook or an encrypted one is searched for the word that tells them apart. */
const OLE_LOOK = 4_000_000

/**
 * Opens a roster file by what it holds, whatever it is called: a workbook (XLSX), or text with separators.
 * @throws NodeJS.ErrnoException when it cannot be read
 */
export async function openRosterFile(
  file: string,
  rules: RosterRules,
  sheet: string | null = null,
): Promise<Result<RosterFile, RosterFileError>> {
  return guarded(async () => {
    const { size } = await stat(file)
    const kind = await kindOf(file)
    if (kind === 'zip')
      return size > LARGEST_WORKBOOK ? tooLarge(size, LARGEST_WORKBOOK) : openSheets(file, rules, sheet)
    if (kind !== 'text') return err(kind)
    if (size > LARGEST_TEXT) return tooLarge(size, LARGEST_TEXT)
    if (sheet !== null) return err('unknown_sheet', { sheet, known: '' })
    const table = await csvTable(() => createReadStream(file, { highWaterMark: 256 * 1024 }))
    if (!table.ok) return table
    const roster = await openTable(table.value, rules)
    if (!roster.ok) return roster
    return ok({ sheets: [], sheet: null, isUnsure: false, roster: roster.value, close: async () => undefined })
  })
}

/** Runs what reads a roster file, and puts what a damaged workbook throws into our words. */
export async function guarded<T, E extends string>(
  read: () => Promise<Result<T, E>>,
): Promise<Result<T, E | RosterFileError>> {
  try {
    return await read()
  } catch (thrown) {
    if (thrown instanceof BadXml) return err('workbook_damaged', { reason: thrown.message })
    if (!(thrown instanceof BadZip)) throw thrown
    if (thrown.code === 'zip_encrypted') return err('file_encrypted')
    return thrown.code === 'zip_too_large'
      ? err('file_too_large', { megabytes: null, limit: null })
      : err('workbook_damaged', { reason: thrown.message })
  }
}

async function openSheets(
  file: string,
  rules: RosterRules,
  wanted: string | null,
): Promise<Result<RosterFile, RosterFileError>> {
  const opened = await openWorkbook(file)
  if (!opened.ok) {
    switch (opened.code) {
      case 'zip_too_large':
        return err('file_too_large', opened.detail)
      case 'zip_encrypted':
        return err('file_encrypted')
      case 'not_a_workbook':
        return err('not_a_table')
      case 'zip_damaged':
      case 'workbook_damaged':
        return err('workbook_damaged', { reason: opened.code })
    }
  }
  const workbook = opened.value
  let used: Result<RosterFile, RosterFileError> | null = null
  try {
    used = await chooseSheet(workbook, rules, wanted)
    return used
  } finally {
    if (used?.ok !== true) await workbook.close()
  }
}

/** The sheet that was named; else the one whose header is recognised; else the first that holds anything. */
async function chooseSheet(
  workbook: Workbook,
  rules: RosterRules,
  wanted: string | null,
): Promise<Result<RosterFile, RosterFileError>> {
  const visible = workbook.sheets.filter(({ isHidden }) => !isHidden).map(({ name }) => name)
  if (wanted !== null && !workbook.sheets.some(({ name }) => name === wanted)) {
    return err('unknown_sheet', { sheet: wanted, known: visible.join(', ') })
  }
  const names = wanted === null || visible.includes(wanted) ? visible : [...visible, wanted]
  const found: { name: string; roster: Result<Roster, 'no_rows'>; isRecognised: boolean }[] = []
  for (const name of names) {
    const roster = await openTable(workbook.table(name), rules)
    found.push({ name, roster, isRecognised: roster.ok && columnsProblem(roster.value.columns).ok })
  }
  const recognised = found.filter(({ isRecognised }) => isRecognised)
  const chosen =
    wanted === null
      ? (recognised[0] ?? found.find(({ roster }) => roster.ok))
      : found.find(({ name }) => name === wanted)
  if (chosen === undefined) return err(found.length === 0 ? 'not_a_table' : 'empty_file')
  if (!chosen.roster.ok) return chosen.roster
  return ok({
    sheets: found.map(({ name, isRecognised }) => ({ name, isRecognised })),
    sheet: chosen.name,
    isUnsure: wanted === null && recognised.length > 1,
    roster: chosen.roster.value,
    close: () => workbook.close(),
  })
}

/** What a file is by its first bytes. */
export async function kindOf(
  file: string,
): Promise<'zip' | 'text' | 'empty_file' | 'old_workbook' | 'file_encrypted' | 'not_a_table'> {
  const handle = await open(file, 'r')
  try {
    const head = Buffer.alloc(OLE_LOOK)
    const { bytesRead } = await handle.read(head, 0, 8, 0)
    const starts = (...bytes: number[]) => bytes.every((byte, at) => at < bytesRead && head[at] === byte)
    if (bytesRead === 0) return 'empty_file'
    if (starts(0x50, 0x4b, 0x03, 0x04) || starts(0x50, 0x4b, 0x05, 0x06)) return 'zip'
    if (starts(0x25, 0x50, 0x44, 0x46) || starts(0x89, 0x50, 0x4e, 0x47) || starts(0xff, 0xd8, 0xff))
      return 'not_a_table'
    if (!starts(0xd0, 0xcf, 0x11, 0xe0)) return 'text'
    // One container for two things: workbooks before 2007, and newer ones under a password.
    const look = await handle.read(head, 0, OLE_LOOK, 0)
    const isEncrypted = head.subarray(0, look.bytesRead).includes(Buffer.from('EncryptedPackage', 'utf16le'))
    return isEncrypted ? 'file_encrypted' : 'old_workbook'
  } finally {
    await handle.close()
  }
}

const tooLarge = (size: number, limit: number) =>
  err('file_too_large', { megabytes: Math.round(size / 1e6), limit: Math.round(limit / 1e6) })
