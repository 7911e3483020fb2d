import { deflateSync } from 'node:zlib'
import type { Modules } from './png'

/** One code on a sheet to cut up. */
export interface SheetCode {
  /** With its quiet zone. */
  readonly modules: Modules
  /** Two short lines below it. */
  readonly title: string
  readonly note: string
}

/** A4 in points (1/72 inch), three columns of five: a QR of 42 mm reads at arm's length from any camera. */
const PAGE = { width: 595.28, height: 841.89, margin: 36, columns: 3, rows: 5 } as const
const CELL = {
  width: (PAGE.width - 2 * PAGE.margin) / PAGE.columns,
  height: (PAGE.height - 2 * PAGE.margin) / PAGE.rows,
} as const
const QR = 120
/** Rows lie over each other by a little: readers would show a hair of white between them. */
const ROW = 1.02
/** Halves the time of the best one for a file a little longer. */
const DEFLATE_LEVEL = 3
const PER_PAGE = PAGE.columns * PAGE.rows
const FONTS = { title: 'F1', note: 'F2' } as const
const OBJECTS = { catalog: 1, pages: 2, titleFont: 3, noteFont: 4, firstPage: 5 } as const

/**
 * Writes sheets of codes as a PDF 1.4, page by page, so that ten thousand need no more memory than one. Its squares are
 * drawn, not a picture: they stay sharp at any size. Written by hand, since libraries keep the whole document in memory.
 */
export class SheetWriter {
  readonly #offsets = new Map<number, number>()
  #written = 0
  #pages = 0
  #page: SheetCode[] = []

  constructor(private readonly put: (bytes: Uint8Array) => void) {
    this.#write(latin('%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n'))
    this.#object(OBJECTS.titleFont, font('Helvetica-Bold'))
    this.#object(OBJECTS.noteFont, font('Courier'))
  }

  add(code: SheetCode): void {
    this.#page.push(code)
    if (this.#page.length === PER_PAGE) this.#endPage()
  }

  /** The last page and what readers find the others by. */
  end(): void {
    if (this.#page.length > 0) this.#endPage()
    const kids = Array.from({ length: this.#pages }, (_, page) => `${OBJECTS.firstPage + 2 * page} 0 R`)
    this.#object(OBJECTS.pages, `<< /Type /Pages /Count ${this.#pages} /Kids [${kids.join(' ')}] >>`)
    this.#object(OBJECTS.catalog, `<< /Type /Catalog /Pages ${OBJECTS.pages} 0 R >>`)
    const start = this.#written
    const size = OBJECTS.firstPage + 2 * this.#pages
    const places = Array.from(
      { length: size - 1 },
      (_, id) => `${String(this.#offsets.get(id + 1) ?? 0).padStart(10, '0')} 00000 n \n`,
    )
    this.#write(latin(`xref\n0 ${size}\n0000000000 65535 f \n${places.join('')}`))
    this.#write(latin(`trailer\n<< /Size ${size} /Root ${OBJECTS.catalog} 0 R >>\nstartxref\n${start}\n%%EOF\n`))
  }

  #endPage(): void {
    const id = OBJECTS.firstPage + 2 * this.#pages
    const content = deflateSync(latin(this.#page.map(drawCode).join('')), { level: DEFLATE_LEVEL })
    this.#object(
      id,
      `<< /Type /Page /Parent ${OBJECTS.pages} 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Contents ${id + 1} 0 R ` +
        `/Resources << /Font << /${FONTS.title} ${OBJECTS.titleFont} 0 R /${FONTS.note} ${OBJECTS.noteFont} 0 R >> >> >>`,
    )
    this.#object(
      id + 1,
      Buffer.concat([
        latin(`<< /Length ${content.length} /Filter /FlateDecode >>\nstream\n`),
        content,
        latin('\nendstream'),
      ]),
    )
    this.#pages += 1
    this.#page = []
  }

  #object(id: number, body: string | Buffer): void {
    this.#offsets.set(id, this.#written)
    this.#write(
      Buffer.concat([latin(`${id} 0 obj\n`), typeof body === 'string' ? latin(body) : body, latin('\nendobj\n')]),
    )
  }

  #write(bytes: Uint8Array): void {
    this.put(bytes)
    this.#written += bytes.length
  }
}

/** A code in its cell of the page, with hairlines to cut along. */
function drawCode(code: SheetCode, place: number): string {
  const left = PAGE.margin + (place % PAGE.columns) * CELL.width
  const top = PAGE.height - PAGE.margin - Math.floor(place / PAGE.columns) * CELL.height
  const module = QR / code.modules.length
  const qrLeft = left + (CELL.width - QR) / 2
  // In squares from the upper left corner on: whole numbers are short, and quick to write.
  const squares = code.modules.flatMap((row, y) =>
    runsOf(row).map(([from, to]) => `${from} ${y} ${to - from} ${ROW} re`),
  )
  const textLeft = qrLeft + 4 * module
  const cell = `${n(left)} ${n(top - CELL.height)} ${n(CELL.width)} ${n(CELL.height)} re`
  return [
    `q 0.75 G 0.25 w ${cell} S ${cell} W n`,
    `q ${n(module)} 0 0 ${n(-module)} ${n(qrLeft)} ${n(top)} cm 0 g ${squares.join('\n')} f Q`,
    `0 g BT /${FONTS.title} 10 Tf ${n(textLeft)} ${n(top - QR - 6)} Td (${escaped(code.title)}) Tj ET`,
    `BT /${FONTS.note} 10 Tf ${n(textLeft)} ${n(top - QR - 20)} Td (${escaped(code.note)}) Tj ET Q\n`,
  ].join('\n')
}

/** The black stretches of a row: one rectangle each instead of one a square. */
function runsOf(row: readonly boolean[]): [from: number, to: number][] {
  const runs: [number, number][] = []
  row.forEach((black, x) => {
    const last = runs.at(-1)
    if (black && last?.[1] === x) last[1] = x + 1
    else if (black) runs.push([x, x + 1])
  })
  return runs
}

const n = (value: number): string => value.toFixed(3)
const latin = (text: string): Buffer => Buffer.from(text, 'latin1')
const font = (name: string): string => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`
const escaped = (text: string): string => text.replace(/[\\()]/g, '\\$&')

/** Can a sheet show this text? Its fonts, which every reader has, know the letters of western Europe only. */
export const isOnSheet = (text: string): boolean => /^[\u0020-\u007e\u00a0-\u00ff]*$/.test(text)
