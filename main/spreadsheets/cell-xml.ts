/** A spreadsheet holds no longer text in a cell, and calls a file damaged that has one. */
const LONGEST = 32_767

/** `A`, `Z`, `AA`: the letters of a column, counted from 0. */
export function columnLetters(index: number): string {
  const rest = index % 26
  const letter = String.fromCharCode(65 + rest)
  return index < 26 ? letter : columnLetters((index - rest) / 26 - 1) + letter
}

/** A text as the `<t>` of a cell. What is cut off is said. */
export function cellText(text: string): string {
  const whole = text.length <= LONGEST ? text : cut(text)
  return /^\s|\s$|[\n\t]|\s\s/.test(whole)
    ? `<t xml:space="preserve">${xmlText(whole)}</t>`
    : `<t>${xmlText(whole)}</t>`
}

function cut(text: string): string {
  const end = ` … (+${text.length - LONGEST + 20})`
  return text.slice(0, LONGEST - 20) + end
}

/**
 * A text that XML can hold. Characters that it cannot are written `_x001B_` as spreadsheets do, and a text that happens to
 * look like that is marked, so that it is read as it was; halves of a pair become the sign for "no letter".
 */
export function xmlText(text: string): string {
  if (!UNSAFE.test(text)) return text
  return text
    .replaceAll(HALF_A_PAIR, '\ufffd')
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(CONTROL, (one) => `_x${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

const HALF_A_PAIR = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
// oxlint-disable-next-line no-control-regex -- these are what XML cannot hold
const CONTROL = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g
/** Anything that needs a second look. */
// oxlint-disable-next-line no-control-regex -- these are what XML cannot hold
const UNSAFE = /[&<>"_\u0000-\u0008\u000b-\u001f\ud800-\udfff\ufffe\uffff]/
