import { encode } from 'uqr'
import type { Locale } from '../../core/contract/app'
import { assertNever } from '../../core/result/result'
import type { Fair } from '../../core/setup/fair'
import type { FairFolder } from '../folder/fair-folder'
import { say, type MessageKey } from '../i18n'
import { isOnSheet, SheetWriter } from './code-sheet'
import { Words } from '../exports/words'
import { pngOf, type Modules } from './png'
import { writeWholeFolder, writeWholeSlowly } from './whole-file'
import { cellLines, type Cell } from './write-csv'

/** A visitor's code, on its way into a file. */
export interface MadeCode {
  readonly visitor: string
  readonly category: string
  readonly text: string
  /** What can be typed when no camera is there; null: the roster's to know. */
  readonly short: string | null
}

export type CodeFileKind = 'csv' | 'pdf' | 'png' | 'folder'

export interface CodeFileStyle {
  readonly locale: Locale
  /** CSV only: with a column of short codes, of names. */
  readonly hasShort: boolean
  readonly hasNames: boolean
}

/** Takes codes one after the other. */
export interface CodeWriter {
  put(code: MadeCode): void
  /** All are there: writes what comes after the last. */
  end(): void
}

/** Dots of a PNG's square. */
const PNG_SCALE = 10
/** White squares round a QR, as its standard asks. */
const QUIET_ZONE = 4
/** Rows of a CSV turned into text at once. */
const BATCH = 500

/** A file of codes by the end of its name; null: none that we write. */
export function outputKind(out: string): CodeFileKind | null {
  if (/[\\/]$/.test(out)) return 'folder'
  const kind = /\.(csv|pdf|png)$/i.exec(out)?.[1]?.toLowerCase()
  return kind === 'csv' || kind === 'pdf' || kind === 'png' ? kind : null
}

/** Writes a file, or a folder of files, of codes: whole once `write` is through, or not at all. */
export function writeCodes<T>(
  folder: FairFolder,
  fair: Fair,
  out: string,
  kind: CodeFileKind,
  style: CodeFileStyle,
  write: (writer: CodeWriter) => Promise<T>,
): Promise<T> {
  switch (kind) {
    case 'csv':
      return writeWholeSlowly(out, (file) => write(csvWriter((text) => file.put(text), folder, fair, style)))
    case 'pdf':
      return writeWholeSlowly(out, (file) => write(sheetWriter((bytes) => file.put(bytes), fair, style.locale)))
    case 'png':
      return writeWholeSlowly(out, (file) => write(pngWriter((_name, bytes) => file.put(bytes))))
    case 'folder':
      return writeWholeFolder(out, (put) => write(pngWriter(put)))
    default:
      return assertNever(kind)
  }
}

/** A code as a picture, to be sent or printed. */
export const codePng = (text: string): Buffer => pngOf(modulesOf(text), PNG_SCALE)

const modulesOf = (text: string): Modules => encode(text, { ecc: 'M', boostEcc: false, border: QUIET_ZONE }).data

function pngWriter(put: (name: string, bytes: Uint8Array) => void): CodeWriter {
  return { put: ({ visitor, text }) => put(`${visitor}.png`, codePng(text)), end: () => undefined }
}

/** Under each code its category, and what can be typed; where that is the roster's to know, the end of the visitor's id. */
function sheetWriter(put: (bytes: Uint8Array) => void, fair: Fair, locale: Locale): CodeWriter {
  const sheets = new SheetWriter(put)
  return {
    put: ({ text, visitor, category, short }) => {
      const name = fair.category(category)?.name[locale] ?? category
      sheets.add({
        modules: modulesOf(text),
        title: isOnSheet(name) ? name : category,
        note: short ?? `#${visitor.slice(-8)}`,
      })
    },
    end: () => sheets.end(),
  }
}

function csvWriter(put: (text: string) => void, folder: FairFolder, fair: Fair, style: CodeFileStyle): CodeWriter {
  const { locale, hasShort, hasNames } = style
  const words = new Words(fair, locale)
  const nameOf = (visitor: string): string | null => {
    const greet = folder.people.read(visitor, 'greet')
    return greet.ok ? greet.value.name : null
  }
  const header = ['code', 'visitor', 'category', ...(hasShort ? ['shortCode'] : []), ...(hasNames ? ['name'] : [])]
  let rows: Cell[][] = [header.map((name) => say(locale, `column.${name}` as MessageKey))]
  const flush = () => {
    put(cellLines(rows, ','))
    rows = []
  }
  return {
    put: ({ text, visitor, category, short }) => {
      const more = [...(hasShort ? [short] : []), ...(hasNames ? [nameOf(visitor)] : [])]
      rows.push([text, visitor, words.category(category), ...more])
      if (rows.length >= BATCH) flush()
    },
    end: () => (rows.length > 0 ? flush() : undefined),
  }
}
