import { stringify } from 'csv-stringify/sync'

/**
 * Rows of texts as lines of CSV (RFC 4180): CRLF behind each, a cell in quotes where it has to be. Texts are written as
 * they are: what must not be taken for a formula was marked before (`safeCsvText`).
 */
export const csvLines = (rows: readonly (readonly string[])[], separator: string): string =>
  stringify(rows as string[][], {
    delimiter: separator,
    record_delimiter: '\r\n',
    // A lone line feed does not end our rows, so it would be left bare; other readers end the row there.
    quoted_match: /[\r\n]/,
  })
