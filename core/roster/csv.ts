import type { CsvProblem, TableRow } from './table'

/** Longer than any row that a person made: what reaches it is an open quote that swallows the rest of the file. */
const LONGEST_ROW = 256 * 1024
const TAB = 9
const LF = 10
const CR = 13
const SPACE = 32
const QUOTE = 34

/** `more`: the portion ends before the row does. */
type Read<T> = (T & { readonly next: number }) | { readonly problem: CsvProblem; readonly from: number } | 'more'

/**
 * Reads CSV text portion by portion. Quotes count only where a field begins with one; any other is part of the text.
 * Line ends may be mixed. A row that cannot be read costs that row alone: reading goes on after the first line end behind
 * the quote that did not close, so a forgotten quote does not swallow the file.
 */
export class CsvReader {
  readonly #separator: number
  /** What begins at the row that is not complete yet. */
  #text = ''
  #line: number
  /** In a line that is too long to hold: everything up to its end is dropped. */
  #isSkipping = false

  constructor(separator: string, options: { readonly firstLine?: number } = {}) {
    this.#separator = separator.charCodeAt(0)
    this.#line = options.firstLine ?? 1
  }

  /** The rows that this portion completes. */
  push(text: string): TableRow[] {
    this.#text += text
    return this.#rows(false)
  }

  /** The last row, when the file does not end with a line end. */
  end(): TableRow[] {
    return this.#rows(true)
  }

  #rows(isLast: boolean): TableRow[] {
    const rows: TableRow[] = []
    const text = this.#text
    let at = 0
    while (at < text.length) {
      if (this.#isSkipping) {
        const next = afterLine(text, at, isLast)
        if (next === null) {
          at = text.length
          break
        }
        at = next
        this.#line += 1
        this.#isSkipping = false
        continue
      }
      const row = this.#readRow(text, at, isLast)
      if (row === 'more') break
      if ('fields' in row) {
        rows.push({ line: this.#line, fields: row.fields })
        this.#line += lineEnds(text, at, row.next)
        at = row.next
        continue
      }
      const next = afterLine(text, row.from, isLast)
      // Held back until its end is known, unless it is too long to hold.
      if (next === null && !isLast && row.problem !== 'row_too_long' && text.length - at <= LONGEST_ROW) break
      rows.push({ line: this.#line, problem: row.problem, text: firstLine(text, at) })
      this.#isSkipping = next === null
      this.#line += lineEnds(text, at, next ?? text.length)
      at = next ?? text.length
    }
    this.#text = text.slice(at)
    return rows
  }

  #readRow(text: string, start: number, isLast: boolean): Read<{ readonly fields: string[] }> {
    const separator = this.#separator
    const fields: string[] = []
    let at = start
    for (;;) {
      if (text.charCodeAt(at) === QUOTE) {
        const quoted = this.#readQuoted(text, start, at, isLast)
        if (quoted === 'more' || 'problem' in quoted) return quoted
        fields.push(quoted.value)
        at = quoted.next
      } else {
        const from = at
        while (at < text.length) {
          const char = text.charCodeAt(at)
          if (char === separator || char === LF || char === CR) break
          at += 1
        }
        fields.push(text.slice(from, at))
      }
      if (at >= text.length) return isLast ? { fields, next: at } : orTooLong(text, start)
      if (text.charCodeAt(at) === separator) {
        at += 1
        continue
      }
      const next = afterLine(text, at, isLast)
      return next === null ? 'more' : { fields, next }
    }
  }

  /** A field that begins with a quote, up to what ends it. */
  #readQuoted(text: string, start: number, opening: number, isLast: boolean): Read<{ readonly value: string }> {
    let value = ''
    for (let from = opening + 1; ;) {
      const closing = text.indexOf('"', from)
      const isTooLong = (closing === -1 ? text.length : closing) - start > LONGEST_ROW
      if (isTooLong || (closing === -1 && isLast)) return { problem: 'unclosed_quote', from: opening }
      if (closing === -1 || (closing + 1 === text.length && !isLast)) return 'more'
      value += text.slice(from, closing)
      if (text.charCodeAt(closing + 1) === QUOTE) {
        value += '"'
        from = closing + 2
        continue
      }
      let next = closing + 1
      while (isBlank(text.charCodeAt(next), this.#separator)) next += 1
      const end = text.charCodeAt(next)
      if (next >= text.length && !isLast) return 'more'
      if (next >= text.length || end === this.#separator || end === CR || end === LF) return { value, next }
      // On another line: not this quote is wrong but the one before, which nobody closed.
      const isSameLine = lineEnds(text, opening, closing) === 0
      return { problem: isSameLine ? 'text_after_quote' : 'unclosed_quote', from: opening }
    }
  }
}

function orTooLong(text: string, start: number): Read<never> {
  return text.length - start > LONGEST_ROW ? { problem: 'row_too_long', from: start } : 'more'
}

/** Blanks between a closing quote and the separator say nothing. */
function isBlank(char: number, separator: number): boolean {
  return char === SPACE || (char === TAB && separator !== TAB)
}

/** Where the next line begins; null when it is not known yet. A CR may be half of a line end. */
function afterLine(text: string, from: number, isLast: boolean): number | null {
  for (let at = from; at < text.length; at += 1) {
    const char = text.charCodeAt(at)
    if (char === LF) return at + 1
    if (char !== CR) continue
    if (at + 1 === text.length && !isLast) return null
    return text.charCodeAt(at + 1) === LF ? at + 2 : at + 1
  }
  return null
}

/** The line ends between two places; CR LF is one. */
export function lineEnds(text: string, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at += 1) {
    const char = text.charCodeAt(at)
    if (char === LF || (char === CR && text.charCodeAt(at + 1) !== LF)) count += 1
  }
  return count
}

function firstLine(text: string, from: number): string {
  return text.slice(from, from + 400).split(/[\r\n]/, 1)[0] ?? ''
}
