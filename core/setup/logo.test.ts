import { describe, expect, it } from 'vitest'
import { LOGO_PREFIX, logoProblem, MOST_LOGO_BYTES, pngOfDataUrl } from './logo'

/** The beginning of a PNG of these sides, and as many bytes as asked for. */
function aPng(width: number, height: number, length = 64): Uint8Array {
  const png = new Uint8Array(length)
  png.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52])
  new DataView(png.buffer).setUint32(16, width)
  new DataView(png.buffer).setUint32(20, height)
  return png
}

describe('a logo', () => {
  it('is a PNG, with sides and bytes that every station can take', () => {
    expect(logoProblem(aPng(512, 40))).toBeNull()
    expect(logoProblem(aPng(513, 40))).toBe('logo_too_large')
    expect(logoProblem(aPng(40, 40, MOST_LOGO_BYTES))).toBeNull()
    expect(logoProblem(aPng(40, 40, MOST_LOGO_BYTES + 1))).toBe('logo_too_large')
    expect(logoProblem(aPng(0, 40))).toBe('logo_not_png')
  })

  it('is nothing else, whatever it is called', () => {
    expect(logoProblem(new Uint8Array())).toBe('logo_not_png')
    expect(logoProblem(new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBe('logo_not_png')
    expect(logoProblem(aPng(9, 9).subarray(0, 12))).toBe('logo_not_png')
  })

  it('stands in a file as a data URL of a PNG alone', () => {
    expect(pngOfDataUrl(`${LOGO_PREFIX}iVBORw==`)).toEqual(Uint8Array.from([0x89, 0x50, 0x4e, 0x47]))
    expect(pngOfDataUrl('data:image/svg+xml;base64,iVBORw==')).toBeNull()
    expect(pngOfDataUrl(`${LOGO_PREFIX}iVBORw`)).toBeNull()
  })
})
