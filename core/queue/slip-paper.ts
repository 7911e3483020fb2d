/** Width of the paper, mm. */
export type PaperWidth = 58 | 80
export const PAPER_WIDTHS = [58, 80] as const satisfies readonly PaperWidth[]

/** Characters of a line: paper of 58 mm, or of 80 mm. */
export type Columns = 32 | 48

/** Dots of the print head to a millimetre (203 dpi), and of one letter in its cell. */
export const DOTS_PER_MM = 8
export const LETTER_DOTS = { width: 12, height: 24 } as const

/** Letters on a line, and dots of a module of the QR: about 0.75 mm, which reads on worn paper too. */
export const PAPER = {
  58: { columns: 32, moduleDots: 6 },
  80: { columns: 48, moduleDots: 8 },
} as const satisfies Record<PaperWidth, { columns: Columns; moduleDots: number }>

/** White modules round a QR, as its standard asks. */
export const QUIET_ZONE = 4
