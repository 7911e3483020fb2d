/** Sizes of a greeting, px, from the largest; tokens.css has the same as --greet-1 … --greet-7. */
export const GREETING_PX = [88, 72, 64, 56, 48, 40, 32] as const
export type GreetingSize = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** Width of an average letter of Inter at weight 620, in em; generous, so that the count errs to the safe side. */
const LETTER_EM = 0.57

/** The largest size at which a name of any length stays within its lines and no word is cut. */
export function greetingSize(name: string, place: { readonly width: number; readonly lines: number }): GreetingSize {
  const index = GREETING_PX.findIndex((px) => linesOf(name, place.width / (LETTER_EM * px)) <= place.lines)
  return (index < 0 ? GREETING_PX.length : index + 1) as GreetingSize
}

/** Lines that a text takes when a line holds so many letters; a word too long for a line counts as not fitting. */
function linesOf(text: string, letters: number): number {
  let lines = 1
  let used = 0
  for (const word of text.split(/\s+/)) {
    if (word.length > letters) return Infinity
    const wanted = used === 0 ? word.length : used + 1 + word.length
    if (wanted <= letters) used = wanted
    else {
      lines += 1
      used = word.length
    }
  }
  return lines
}
