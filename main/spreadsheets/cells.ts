/** Does this number format show a date or a time? By its number where it is a built-in one, else by its letters. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined)
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
  const bare = code.replaceAll(/"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]/gi, '')
  return !/general/i.test(bare) && /[dmyhs]/i.test(bare)
}

/**
 * A number as its digits: never in scientific notation, and nothing is rounded, so that a phone number typed without
 * apostrophe comes back as it was typed (`8.1234567890E10` → `81234567890`).
 */
export function plainNumber(text: string): string {
  const parts = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,4}))?$/.exec(text)
  if (parts === null) return text
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts
  const shift = Number(exponent)
  // Beyond what a spreadsheet can hold: it is no number that somebody meant.
  if (Math.abs(shift) > 400) return text
  const digits = whole + fraction
  const point = whole.length + shift
  const left = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0')
  const right = (point < 0 ? '0'.repeat(-point) + digits : digits.slice(Math.max(0, point))).replace(/0+$/, '')
  const bare = left.replace(/^0+(?=\d)/, '')
  const shown = right === '' ? bare : `${bare}.${right}`
  return sign === '-' && shown !== '0' ? `-${shown}` : shown
}

const DAY_MS = 86_400_000
/** 1899-12-30: with it, days after Excel's 29 February 1900, which never was, come out right. */
const FROM_1900 = Date.UTC(1899, 11, 30)
const FROM_1904 = Date.UTC(1904, 0, 1)

/** A date cell as text, `2026-10-13`, `2026-10-13 08:30` or `08:30`; a number that is no date stays what it is. */
export function dateText(text: string, isFrom1904: boolean): string {
  const days = Number(text)
  if (!Number.isFinite(days) || days < 0 || days > 2_958_466) return plainNumber(text)
  const ms = Math.round(days * DAY_MS)
  // Before 1 March 1900 the count is one off (that day which never was).
  const base = isFrom1904 ? FROM_1904 : FROM_1900 + (days >= 1 && days < 60 ? DAY_MS : 0)
  const [date = '', time = ''] = new Date(base + Math.round(ms / 1_000) * 1_000).toISOString().split('T')
  const clock = time.slice(0, time.slice(6, 8) === '00' ? 5 : 8)
  if (days < 1) return clock
  return clock === '00:00' ? date : `${date} ${clock}`
}

/** Column letters of a cell's name (`BC12`) as a number from 0; null: it is no cell's name. */
export function columnIndex(reference: string): number | null {
  let index = 0
  let at = 0
  for (; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) - 64
    if (letter < 1 || letter > 26) break
    index = index * 26 + letter
  }
  return at === 0 || at > 3 ? null : index - 1
}

/** Spreadsheets write letters that XML cannot hold as `_x000D_`. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
