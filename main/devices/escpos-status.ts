import type { PrintTrouble } from '../../core/events/queue'

/**
 * What ESC/POS printers answer. Two kinds of question: DLE EOT n is answered at once, in the middle of printing, without
 * paper too; GS r 1 waits in line behind the data before it, so that its answer says that all of it was printed.
 */
export const ASK = {
  /** DLE EOT 1: is it online? */
  printer: Uint8Array.of(0x10, 0x04, 1),
  /** DLE EOT 2: why not? */
  cause: Uint8Array.of(0x10, 0x04, 2),
  /** DLE EOT 4: how is the paper? */
  paper: Uint8Array.of(0x10, 0x04, 4),
  /** GS r 1, in line. */
  whenPrinted: Uint8Array.of(0x1d, 0x72, 1),
} as const

/**
 * DLE DC4 8: forget all that is in the buffers, at once. A printer that does not know it sees control characters only,
 * none of which prints.
 */
export const CLEAR = Uint8Array.of(0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8)

/** One answer of a printer. */
export type Reply =
  | { readonly kind: 'status'; readonly bits: number }
  | { readonly kind: 'printed'; readonly isPaperOut: boolean }
  | { readonly kind: 'cleared' }

/**
 * Sorts the bytes a printer sends into answers: each kind has its fixed bits. Unasked reports (automatic status: a head
 * of its own and three more bytes) are left out.
 */
export class ReplyReader {
  private skip = 0
  private isInBlock = false

  /** What this byte answers; null: nothing, or not yet. */
  read(byte: number): Reply | null {
    if (this.isInBlock) {
      if (byte !== 0) return null
      this.isInBlock = false
      return { kind: 'cleared' }
    }
    if (this.skip > 0) {
      this.skip -= 1
      return null
    }
    if (byte === CLEARED_HEAD) {
      this.isInBlock = true
      return null
    }
    if ((byte & 0b1001_0011) === 0b0001_0010) return { kind: 'status', bits: byte }
    if ((byte & 0b1001_0011) === 0b0001_0000) {
      this.skip = 3
      return null
    }
    if ((byte & 0b1001_0000) === 0) return { kind: 'printed', isPaperOut: (byte & 0b0000_1100) !== 0 }
    return null
  }
}

/** The trouble that the answers to DLE EOT 1, 2 and 4 tell of; null: none. */
export function troubleIn(printer: number, cause: number, paper: number): PrintTrouble | null {
  if ((cause & 0b0000_0100) !== 0) return 'cover_open'
  if ((paper & 0b0110_0000) !== 0 || (cause & 0b0010_0000) !== 0) return 'paper_out'
  if ((cause & 0b0100_0000) !== 0) return 'other'
  return (printer & 0b0000_1000) !== 0 ? 'offline' : null
}

const CLEARED_HEAD = 0x37
