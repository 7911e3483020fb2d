import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { run } from './command'

const WASM = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
const MM_PER_POINT = 25.4 / 72

/** The label files in a folder, oldest first: they are named by their time. */
export const labelsIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.pdf'))
    .toSorted((a, b) => a.localeCompare(b))
    .map((name) => join(folder, name))

/** What a label's PDF holds: how many pages, their size, the text of its QR and what is written on it. */
export async function readLabel(
  pdf: string,
): Promise<{ pages: number; widthMm: number; heightMm: number; code: string | null; text: string }> {
  const info = await sure('pdfinfo', [pdf])
  const [, pages] = /^Pages:\s+(\d+)/m.exec(info) ?? []
  const [, width, height] = /^Page size:\s+([\d.]+) x ([\d.]+) pts/m.exec(info) ?? []
  await sure('pdftoppm', ['-r', '300', '-png', '-singlefile', pdf, pdf])
  // Else it would ask a server for its wasm.
  const wasm = readFileSync(WASM)
  const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength)
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true })
  const [found] = await readBarcodes(new Blob([readFileSync(`${pdf}.png`)]), { formats: ['QRCode'] })
  return {
    pages: Number(pages),
    widthMm: Number(width) * MM_PER_POINT,
    heightMm: Number(height) * MM_PER_POINT,
    code: found?.text ?? null,
    text: await sure('pdftotext', ['-layout', pdf, '-']),
  }
}

async function sure(program: string, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await run(program, args)
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${stderr}`)
  return stdout
}
