import { toFrame, toGray, type Frame } from './gray'
import { readQr, readZxing, type FoundCode } from './readers'
import { REPAIRS, type Repair } from './repairs'

export type { FoundCode } from './readers'

/** Milliseconds that `qr` may spend on second thoughts about a frame; without them it takes about 4. */
const QR_MS = 10

/**
 * Decodes a stream of frames, each on its own: zxing first, then `qr`, then one repaired copy. The repairs take turns,
 * a different one at every frame, so a code that is held for a second meets them all while no frame takes long.
 *
 * Only texts whose checksum held come out; nothing found is an empty list, never an exception.
 */
export class FrameDecoder {
  #turn = 0

  async decode(frame: Frame): Promise<FoundCode[]> {
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

async function readRepaired(frame: Frame, repair: Repair): Promise<FoundCode[]> {
  const repaired = toFrame(repair.apply(toGray(frame)))
  const found = repair.reader === 'qr' ? readQr(repaired, QR_MS) : await readZxing(repaired, repair.zxing)
  const [sx, sy] = [frame.width / repaired.width, frame.height / repaired.height]
  return found.map(({ text, corners }) => ({ text, corners: corners.map(({ x, y }) => ({ x: x * sx, y: y * sy })) }))
}
