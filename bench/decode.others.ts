import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { getDefaultScanner, scanImageData } from '@undecaf/zbar-wasm'
import * as zxingJs from 'html5-qrcode/third_party/zxing-js.umd'
import jsQR from 'jsqr'
import decodeQR from 'qr/decode.js'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import type { Pixels } from './pictures/index'

/** A decoder to measure: all texts it reads in one picture (none when it finds nothing). Never throws. */
export type Decoder = { name: string; read: (picture: Pixels) => Promise<string[]> }

/**
 * The decoders that ours must not fall behind, each as its users get it: default options, except that only QR codes
 * are looked for where that can be said (it is faster and finds the same).
 */
export async function otherDecoders(): Promise<Decoder[]> {
  const require = createRequire(import.meta.url)
  const wasm = readFileSync(require.resolve('zxing-wasm/reader/zxing_reader.wasm'))
  const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength)
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true })
  await getDefaultScanner()
  return [
    { name: 'html5qrcode', read: (picture) => quiet(() => html5Qrcode(picture)) },
    { name: 'zxing-wasm', read: (picture) => quiet(() => zxingWasm(picture)) },
    { name: 'qr', read: (picture) => quiet(() => [decodeQR(picture)]) },
    { name: 'jsqr', read: (picture) => quiet(() => one(jsQR(picture.data, picture.width, picture.height)?.data)) },
    { name: 'zbar', read: (picture) => quiet(() => zbar(picture)) },
  ]
}

async function quiet(read: () => string[] | Promise<string[]>): Promise<string[]> {
  try {
    return await read()
  } catch {
    return [] // "nothing found" is an exception in most of them
  }
}

const one = (text: string | undefined): string[] => (text === undefined || text === '' ? [] : [text])

async function zxingWasm(picture: Pixels): Promise<string[]> {
  const found = await readBarcodes(picture as ImageData, { formats: ['QRCode'] })
  return found.filter((code) => code.isValid).map((code) => code.text)
}

async function zbar(picture: Pixels): Promise<string[]> {
  const found = await scanImageData(picture as ImageData)
  return found.map((symbol) => symbol.decode())
}

/**
 * html5-qrcode's own decoder, put together exactly as its ZXingHtml5QrcodeDecoder does it: hybrid binarizer, no
 * TRY_HARDER. It reads from a canvas, so it gets something that answers like one. Its scan loop mirrors every other
 * frame, hence the second try.
 */
function html5Qrcode(picture: Pixels): string[] {
  const hints = new Map<unknown, unknown>([
    [zxingJs.DecodeHintType.POSSIBLE_FORMATS, [zxingJs.BarcodeFormat.QR_CODE]],
    [zxingJs.DecodeHintType.TRY_HARDER, false],
  ])
  const read = (pixels: Pixels): string => {
    const canvas = { width: pixels.width, height: pixels.height, getContext: () => ({ getImageData: () => pixels }) }
    const source = new zxingJs.HTMLCanvasElementLuminanceSource(canvas as unknown as HTMLCanvasElement)
    const bitmap = new zxingJs.BinaryBitmap(new zxingJs.HybridBinarizer(source))
    return new zxingJs.MultiFormatReader(false, hints).decode(bitmap).text
  }
  try {
    return one(read(picture))
  } catch {
    return one(read(mirrored(picture)))
  }
}

function mirrored({ data, width, height }: Pixels): Pixels {
  const from = new Uint32Array(data.buffer)
  const to = new Uint32Array(from.length)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) to[y * width + x] = from[y * width + width - 1 - x]!
  return { data: new Uint8ClampedArray(to.buffer), width, height }
}
