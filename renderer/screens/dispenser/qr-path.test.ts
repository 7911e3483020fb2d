import decode from 'qr/decode.js'
import { expect, it } from 'vitest'
import { qrPath } from './qr-path'

/** The picture that the path paints, as a camera would see it: four pixels a square, a white border of four squares. */
function paint({ size, path }: { size: number; path: string }) {
  const [scale, border] = [4, 4]
  const width = (size + 2 * border) * scale
  const data = new Uint8ClampedArray(width * width * 4).fill(255)
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let row = 0; row < scale; row += 1) {
      const line = (Number(y) + border) * scale + row
      const from = (line * width + (Number(x) + border) * scale) * 4
      data.fill(0, from, from + Number(length) * scale * 4)
    }
  }
  for (let alpha = 3; alpha < data.length; alpha += 4) data[alpha] = 255
  return { width, height: width, data }
}

it('draws a slip’s code so that a reader gets its text back', () => {
  const text = `PDQ1:${'A7/$K0Z3+%.9QW'.repeat(12)}`
  expect(decode(paint(qrPath(text)))).toBe(text)
})
