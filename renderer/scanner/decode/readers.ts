import decodeQR, { type Point } from 'qr/decode.js'
import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader'
import type { Frame } from './gray'

/** One code that was read: its text and its four corners, clockwise from the code's own top left, in pixels. */
export type FoundCode = { text: string; corners: readonly Point[] }

/** Compiles zxing's wasm (zxing-wasm's `reader/zxing_reader.wasm`). To be awaited before the first `readZxing`. */
export async function prepareZxing(wasmBinary: ArrayBuffer): Promise<void> {
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true })
}

/**
 * Model 2 is what everybody prints. The small relatives (Micro QR, rMQR) stay out: their checksums are weak, and a
 * camera that looks at a hall all day would read texts that are not there.
 */
const OPTIONS: ReaderOptions = { formats: ['QRCodeModel2'], textMode: 'Plain', maxNumberOfSymbols: 4 }

/**
 * All codes that zxing-cpp reads in this frame; only those whose checksum holds. Rejects when the wasm is not there or
 * has broken down, which no further call survives.
 */
export async function readZxing(frame: Frame, options: ReaderOptions = {}): Promise<FoundCode[]> {
  // Only width, height and data are looked at.
  const found = await readBarcodes(frame as ImageData, { ...OPTIONS, ...options })
  return found
    .filter((code) => code.isValid && code.text !== '')
    .map(({ text, position }) => ({
      text,
      corners: [position.topLeft, position.topRight, position.bottomRight, position.bottomLeft],
    }))
}

/** The code that npm `qr` reads in this frame, if any; it may spend `timeLimit` milliseconds on second thoughts. */
export function readQr(frame: Frame, timeLimit: number): FoundCode[] {
  let corners: readonly Point[] = []
  try {
    const text = decodeQR(frame, { timeLimit, pointsOnDetect: (points) => (corners = points.bounds) })
    return text === '' ? [] : [{ text, corners }]
  } catch {
    return [] // how it says that there is none
  }
}
