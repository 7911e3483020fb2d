import { middle, toFrame, toGray, type Frame } from './gray'
import { readQr, readZxing, type FoundCode } from './readers'
import { REPAIRS, type Repair } from './repairs'

export type { FoundCode } from './readers'

/** Milliseconds that `qr` may spend on second thoughts about a frame; without them it takes about 4. */
const QR_MS = 10

/** The smallest QR code has 21 modules; zxing's wasm breaks down on a picture of one pixel. */
const SMALLEST = 21

/**
 * Decodes a stream of frames, each on its own: zxing first, then `qr`, then one repaired copy. The repairs take turns,
 * a different one at every frame, so a code that is held for a second meets them all while no frame takes long.
 *
 * Only texts whose checksum held come out; nothing found is an empty list. An exception means that zxing's
 * wasm has broken down: begin again with a new worker.
 */
export class FrameDecoder {
  #turn = 0

  async decode(frame: Frame): Promise<FoundCode[]> {
    if (Math.min(frame.width, frame.height) < SMALLEST) return []
    const plain = await readZxing(frame)
    if (plain.length > 0) return plain
    const second = readQr(frame, QR_MS)
    if (second.length > 0) return second
    const repair = REPAIRS[this.#turn++ % REPAIRS.length]
    return repair ? readRepaired(frame, repair) : []
  }
}

/** How many frames it takes until every repair has had its turn. */
export const TURNS = REPAIRS.length

/**
 * The repaired copy is made of the middle only: of a camera's 1280 × 720 the outer fifths to the left and right are
 * left away, where nobody holds a code on purpose (the plain readers still look there). It halves the time.
 */
const REPAIRED_SIZE = [768, 720] as const

async function readRepaired(frame: Frame, repair: Repair): Promise<FoundCode[]> {
  const { part, left, top } = middle(frame, ...REPAIRED_SIZE)
  const repaired = toFrame(repair.apply(toGray(part)))
  const found = await readCopy(repaired, repair)
  const [sx, sy] = [part.width / repaired.width, part.height / repaired.height]
  return found.map(({ text, corners }) => ({
    text,
    corners: corners.map(({ x, y }) => ({ x: left + x * sx, y: top + y * sy })),
  }))
}

async function readCopy(copy: Frame, repair: Repair): Promise<FoundCode[]> {
  for (const options of repair.zxing) {
    const found = await readZxing(copy, options)
    if (found.length > 0) return found
  }
  return repair.thenQr ? readQr(copy, QR_MS) : []
}
