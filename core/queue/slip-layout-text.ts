/** Signs that receipt printers lack, and what stands for them. */
const STAND_INS: Readonly<Record<string, string>> = {
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2013': '-',
  '\u2014': '-',
  '\u2015': '-',
  '\u2212': '-',
  '\u2018': "'",
  '\u2019': "'",
  '\u201a': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u201e': '"',
  '\u2022': '*',
  '\u2026': '...',
  '\u00d7': 'x',
  '\u00df': 'ss',
  '\u00c6': 'AE',
  '\u00e6': 'ae',
  '\u00d8': 'O',
  '\u00f8': 'o',
  '\u0141': 'L',
  '\u0142': 'l',
}

/**
 * The text in printable ASCII: the one alphabet that every receipt printer writes alike, whatever code page it was left
 * at. Accents fall off, dashes and quotes get their plain forms, what is left becomes a question mark.
 */
export function toPrintable(text: string): string {
  return Array.from(text, (letter) => STAND_INS[letter] ?? letter)
    .join('')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/[^ -~]/gu, '?')
    .trim()
}

/** Breaks a text into lines between words. Only a word longer than a whole line is cut, after a hyphen or slash if it has one. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of text.split(' ').flatMap((word) => cut(word, columns))) {
    const longer = line === '' ? piece : `${line} ${piece}`
    if (longer.length <= columns) {
      line = longer
      continue
    }
    lines.push(line)
    line = piece
  }
  return line === '' ? lines : [...lines, line]
}

/** Length of the longest word. */
export const longestWord = (text: string): number => Math.max(0, ...text.split(' ').map((word) => word.length))

function cut(word: string, columns: number): string[] {
  const pieces: string[] = []
  let rest = word
  while (rest.length > columns) {
    const head = rest.slice(0, columns)
    const end = Math.max(head.lastIndexOf('-'), head.lastIndexOf('/')) + 1
    pieces.push(rest.slice(0, end === 0 ? columns : end))
    rest = rest.slice(end === 0 ? columns : end)
  }
  return rest === '' ? pieces : [...pieces, rest]
}
