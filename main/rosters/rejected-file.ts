import type { Locale } from '../../core/contract/app'
import { safeCsvText } from '../../core/export/cell'
import { csvLines } from '../spreadsheets/csv-lines'
import { REPORT_HEADERS } from '../../core/roster/columns'
import { withoutMark } from '../../core/roster/rows'
import type { Fair } from '../../core/setup/fair'
import { writeWhole } from '../commands/whole-file'
import type { FairFolder } from '../folder/fair-folder'
import { isMessage, say } from '../i18n'
import { rulesOf, type RosterReading } from './import-roster'
import { guarded, openRosterFile, type RosterFileError } from './open-file'
import type { Reject } from './plan'
import { ok, type Result } from '../../core/result/result'

/** How the file is written: for scripts plain UTF-8 with commas, for a person's spreadsheet as that expects it. */
export interface RejectedFileStyle {
  readonly locale: Locale
  readonly separator: ',' | ';'
  readonly hasMark: boolean
}

/**
 * Writes the rejected rows of a roster file to a file of their own, with all their columns and before them the line and
 * the reason, which a later import passes over: to be corrected and imported again.
 * @returns how many rows were written
 */
export async function writeRejected(
  folder: Pick<FairFolder, 'settings'>,
  source: { readonly file: string; readonly fair: Fair; readonly reading: RosterReading },
  rejected: readonly Reject[],
  out: string,
  style: RejectedFileStyle,
): Promise<Result<number, RosterFileError>> {
  const { file, fair, reading } = source
  const opened = await openRosterFile(file, rulesOf(folder, fair, reading), reading.sheet ?? null)
  if (!opened.ok) return opened
  return guarded<number, RosterFileError>(async () => {
    const { roster } = opened.value
    const { headers } = roster.columns
    const kept = [...headers.keys()].filter((index) => !isReportHeader(headers[index] ?? ''))
    const byLine = new Map(rejected.map((reject) => [reject.line, reject]))
    const rows: string[][] = [[...REPORT_HEADERS[style.locale], ...kept.map((index) => headers[index] ?? '')]]
    for await (const portion of roster.rows()) {
      for (const { source: row } of portion) {
        const reject = byLine.get(row.line)
        if (reject === undefined) continue
        const cells =
          'problem' in row
            ? [row.text]
            : [...kept.map((index) => row.fields[index] ?? ''), ...row.fields.slice(headers.length)]
        rows.push([String(row.line), reasonText(style.locale, reject), ...cells.map(withoutMark)])
      }
    }
    const lines = csvLines(
      rows.map((row) => row.map(safeCsvText)),
      style.separator,
    )
    writeWhole(out, (put) => put(style.hasMark ? `\uFEFF${lines}` : lines))
    return ok(rows.length - 1)
  }).finally(() => opened.value.close())
}

/** Why a row was rejected, in words. */
export function reasonText(locale: Locale, { reason, firstLine, column }: Reject): string {
  const key = `reject.${reason}`
  if (!isMessage(key)) throw new Error(`no words for ${reason}`)
  return say(locale, key, { firstLine: firstLine ?? null, column: column ?? '' })
}

function isReportHeader(header: string): boolean {
  return Object.values(REPORT_HEADERS).some((headers) => headers.some((own) => own === header))
}
