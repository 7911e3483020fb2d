/** So many texts stand together. */
const PAGE = 1_024

interface Page {
  readonly bytes: Buffer
  /** Where each text ends. */
  readonly ends: Uint32Array
}

/**
 * The texts that the cells of a workbook refer to by number, as bytes: kept as strings, each would hold the portion of XML
 * that it was cut from, and half a million of them would be looked at in each collection of garbage.
 */
export class Texts {
  readonly #pages: Page[] = []
  #last: string[] = []

  add(text: string): void {
    this.#last.push(text)
    if (this.#last.length === PAGE) this.#endPage()
  }

  /** Undefined: there is none with this number. */
  at(number: number): string | undefined {
    const page = this.#pages[Math.floor(number / PAGE)]
    if (page === undefined) return this.#last[number - this.#pages.length * PAGE]
    const place = number % PAGE
    const end = page.ends[place]
    return end === undefined ? undefined : page.bytes.toString('utf8', place === 0 ? 0 : page.ends[place - 1], end)
  }

  #endPage(): void {
    const bytes = Buffer.from(this.#last.join(''), 'utf8')
    const ends = new Uint32Array(PAGE)
    let end = 0
    for (const [place, text] of this.#last.entries()) {
      end += Buffer.byteLength(text, 'utf8')
      ends[place] = end
    }
    this.#pages.push({ bytes, ends })
    this.#last = []
  }
}
