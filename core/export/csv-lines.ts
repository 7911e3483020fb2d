/** What a cell must be quoted for, beside the separator. A lone line feed does not end our rows, but other readers end the row there. */
const QUOTED = /["\r\n]/

/**
 * Rows of texts as lines of CSV (RFC 4180): CRLF behind each, a cell in quotes where it has to be. Our own, since it writes
 * a million rows: a library that can do more takes as long for it as everything else that an export does together.
 * Texts are written as they are: what must not be taken for a formula was marked before (`safeCsvText`).
 */
export function csvLines(rows: readonly (readonly string[])[], separator: string): string {
  let lines = ''
  for (const row of rows) {
    for (let n = 0; n < row.length; n += 1) {
      const text = row[n] ?? ''
      if (n > 0) lines += separator
      lines += QUOTED.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text
    }
    lines += '\r\n'
  }
  return lines
}
