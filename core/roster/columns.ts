import { err, ok } from '../result/result'
import type { Result } from '../result/result'

/** What a roster tells of a person. */
export const ROSTER_COLUMNS = ['code', 'name', 'institution', 'category', 'phone', 'email'] as const
export type RosterColumn = (typeof ROSTER_COLUMNS)[number]

/** The columns of one file: where each stands, how it is called there, and what was not understood. */
export interface RosterColumns {
  readonly headers: readonly string[]
  readonly at: Readonly<Partial<Record<RosterColumn, number>>>
  readonly ignored: readonly string[]
}

export const SEPARATORS = [',', ';', '\t'] as const
export type Separator = (typeof SEPARATORS)[number]

/** The headers of each column in both languages, without case, accents, spaces and punctuation. */
const HEADERS: Readonly<Record<RosterColumn, readonly string[]>> = {
  code: ['kode', 'code', 'kodepeserta', 'kodetiket', 'ticketcode'],
  name: ['nama', 'name', 'namalengkap', 'fullname', 'namapeserta'],
  institution: ['instansi', 'institution', 'lembaga', 'organisasi', 'organization', 'organisation'],
  category: ['kategori', 'category'],
  phone: [
    'nohp',
    'hp',
    'phone',
    'telepon',
    'notelepon',
    'nomortelepon',
    'nomorhp',
    'nohandphone',
    'whatsapp',
    'nowa',
    'phonenumber',
  ],
  email: ['email', 'surel', 'emailaddress', 'alamatemail'],
}
const REQUIRED = ['name', 'category'] as const

/** Recognises the header row. A missing or doubled column refuses the whole file: its rows would mean something else. */
export function recogniseColumns(
  headers: readonly string[],
): Result<RosterColumns, 'missing_column' | 'duplicate_column'> {
  const at: Partial<Record<RosterColumn, number>> = {}
  const ignored: string[] = []
  for (const [index, header] of headers.entries()) {
    const column = columnOf(header)
    if (column === null) {
      if (header.trim() !== '') ignored.push(header.trim())
      continue
    }
    const earlier = at[column]
    if (earlier !== undefined) {
      return err('duplicate_column', { column, first: headers[earlier]?.trim() ?? '', second: header.trim() })
    }
    at[column] = index
  }
  const missing = REQUIRED.filter((column) => at[column] === undefined)
  if (missing.length > 0) return err('missing_column', { columns: missing.join(', ') })
  return ok({ headers: headers.map((header) => header.trim()), at, ignored })
}

/** What separates the fields: what stands most often in the header line, outside quotes. */
export function separatorOf(headerLine: string): Separator {
  const counts = new Map<string, number>(SEPARATORS.map((separator) => [separator, 0]))
  let isQuoted = false
  for (const char of headerLine) {
    if (char === '"') isQuoted = !isQuoted
    else if (!isQuoted && counts.has(char)) counts.set(char, (counts.get(char) ?? 0) + 1)
  }
  return SEPARATORS.toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))[0] ?? ','
}

function columnOf(header: string): RosterColumn | null {
  const bare = header
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
  return ROSTER_COLUMNS.find((column) => HEADERS[column].includes(bare)) ?? null
}
