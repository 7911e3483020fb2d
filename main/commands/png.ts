import { crc32, deflateSync } from 'node:zlib'

/** A picture of squares: true is black. */
export type Modules = readonly (readonly boolean[])[]

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * A black and white PNG of squares, each `scale` dots wide (PNG 1.2: one bit a dot, no filter). Forty lines instead of
 * a library, since a QR needs nothing else.
 */
export function pngOf(modules: Modules, scale: number): Buffer {
  const size = modules.length * scale
  const bytesPerRow = Math.ceil(size / 8)
  const rows = modules.map((row) => {
    // The first byte says: no filter. White is 1.
    const line = Buffer.alloc(1 + bytesPerRow)
    for (let x = 0; x < size; x += 1)
      if (row[Math.floor(x / scale)] !== true)
        line.writeUInt8(line.readUInt8(1 + (x >> 3)) | (0x80 >> (x & 7)), 1 + (x >> 3))
    return Buffer.concat(Array<Buffer>(scale).fill(line))
  })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.writeUInt8(1, 8) // bits a dot; then grey, and nothing special
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
