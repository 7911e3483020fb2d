/**
 * A text as a CSV cell that no spreadsheet takes for a formula: `'` before `=`, `@`, tab and return, and before `+` and
 * `-` unless the rest is a phone number or a number. Our own import takes the mark off again (core/roster).
 */
export function safeCsvText(text: string): string {
  // Nearly every text begins with something else, and a million rows have a lot of them.
  if (!MARKS.has(text.charCodeAt(0))) return text
  if (/^[=@\t\r]/.test(text)) return `'${text}`
  if (/^[+-]/.test(text) && !/^[+-][\d\s().-]*\d[\d\s().,-]*$/.test(text)) return `'${text}`
  // A text that begins with our own mark gets another, so that taking one off gives it back.
  return /^'+[=@\t\r+-]/.test(text) ? `'${text}` : text
}

/** What a text begins with that is looked at: whatever begins a formula, and our own mark. */
const MARKS = new Set(Array.from("=@\t\r+-'", (mark) => mark.charCodeAt(0)))
