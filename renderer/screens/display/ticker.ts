/** Letters that fit the two lines at the foot of a display, read from far away. */
export const TICKER_LETTERS = 108

/** A text in pieces that fit the foot: it shows one piece at a time and does not crawl. Sentences stay whole where they fit. */
export function tickerPages(text: string, letters = TICKER_LETTERS): readonly string[] {
  const sentences = text.trim().split(/(?<=[.;?])\s+/)
  return together(
    sentences.flatMap((sentence) => (sentence.length <= letters ? [sentence] : cut(sentence, letters))),
    letters,
  )
}

function cut(sentence: string, letters: number): readonly string[] {
  return together(
    sentence.split(/\s+/).map((word) => word.slice(0, letters)),
    letters,
  )
}

/** Puts neighbours on one page as long as they fit. */
function together(parts: readonly string[], letters: number): readonly string[] {
  const pages: string[] = []
  for (const part of parts) {
    const longer = pages.length === 0 ? part : `${pages.at(-1)} ${part}`
    if (pages.length > 0 && longer.length <= letters) pages[pages.length - 1] = longer
    else if (part !== '') pages.push(part)
  }
  return pages
}
