import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder'
import { encode } from 'uqr'
import type { SlipPart } from '../../core/queue/slip-layout'
import { PAPER, QUIET_ZONE, type Columns, type PaperWidth } from '../../core/queue/slip-paper'
import { assertNever } from '../../core/result/result'

export const columnsOf = (width: PaperWidth): Columns => PAPER[width].columns

/** Lines from print head to knife. */
const FEED_BEFORE_CUT = 5

/**
 * A slip as ESC/POS bytes. The QR goes as a picture: cheap printers lack a QR command, or read its text in a mode of
 * their own. Only ASCII is sent (toPrintable), so that no code page matters.
 */
export function encodeParts(parts: readonly SlipPart[], width: PaperWidth): Uint8Array {
  const { columns, moduleDots } = PAPER[width]
  const encoder = new ReceiptPrinterEncoder({
    language: 'esc-pos',
    columns,
    newline: '\n',
    feedBeforeCut: FEED_BEFORE_CUT,
    imageMode: 'raster',
  }).initialize()
  for (const part of parts) {
    switch (part.kind) {
      case 'line':
        encoder.align(part.align).size(part.scale, part.scale).bold(part.isBold).invert(part.isInverted)
        encoder.text(part.text).size(1, 1).bold(false).invert(false).newline()
        break
      case 'rule':
        encoder.align('left').line('-'.repeat(columns))
        break
      case 'gap':
        encoder.newline()
        break
      case 'qr': {
        const picture = qrPicture(part.text, moduleDots)
        encoder.align('center').image(picture, { width: picture.width, height: picture.height, algorithm: 'threshold' })
        break
      }
      default:
        assertNever(part)
    }
  }
  return encoder.cut('partial').encode()
}

/** The QR in black and white, its sides a multiple of 8 dots as raster pictures need. */
function qrPicture(text: string, moduleDots: number): { width: number; height: number; data: Uint8ClampedArray } {
  const { data: modules, size } = encode(text, { ecc: 'M', boostEcc: false, border: QUIET_ZONE })
  const side = Math.ceil((size * moduleDots) / 8) * 8
  const data = new Uint8ClampedArray(side * side * 4).fill(255)
  for (let y = 0; y < size * moduleDots; y += 1) {
    for (let x = 0; x < size * moduleDots; x += 1) {
      const isBlack = modules[Math.floor(y / moduleDots)]?.[Math.floor(x / moduleDots)] === true
      if (isBlack) data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3)
    }
  }
  return { width: side, height: side, data }
}
