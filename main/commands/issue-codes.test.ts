import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import jsQR from 'jsqr'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ok } from '../../core/result/result'
import { NINE } from '../../core/testing/builders'
import { fairOf, register, scan } from '../codes/a-code-folder'
import { issueCodes, type IssuePort, type IssueProgress, type IssueRequest } from './issue-codes'
import { QueueFolder } from './queue/a-queue-folder'

let here: QueueFolder
let place: string
beforeEach(async () => {
  here = await QueueFolder.make()
  place = mkdtempSync(join(tmpdir(), 'pendopo-codes-'))
})
afterEach(() => {
  here.remove()
  rmSync(place, { recursive: true })
})

const at = (name: string) => join(place, name)
const asked: Omit<IssueRequest, 'out'> = {
  category: 'umum',
  count: 1,
  validFrom: null,
  validUntil: null,
  locale: 'en',
  personal: null,
  actor: null,
}
const make = (out: string, more: Partial<IssueRequest> = {}, port: IssuePort = {}) =>
  issueCodes(here.folder, fairOf(here), { ...asked, out: at(out), ...more }, port)
const recorded = () => here.folder.log.readPending(1_000).length

/** What a QR reader sees in a grid of dots, true being black. */
function readQr(dots: readonly (readonly boolean[])[]): string | undefined {
  const [height, width] = [dots.length, dots[0]?.length ?? 0]
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255)
  dots.forEach((row, y) =>
    row.forEach((black, x) => black && pixels.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3)),
  )
  return jsQR(pixels, width, height)?.data
}

/** The dots of one of our PNGs: one bit each, no filter. */
function dotsOf(png: Buffer): boolean[][] {
  const size = png.readUInt32BE(16)
  const start = png.indexOf('IDAT') + 4
  const data = inflateSync(png.subarray(start, start + png.readUInt32BE(start - 8)))
  const stride = 1 + Math.ceil(size / 8)
  return Array.from({ length: size }, (_, y) =>
    Array.from({ length: size }, (__, x) => ((data[y * stride + 1 + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) === 0),
  )
}

/** Dots of a square of a drawn code. */
const DOTS = 6

/** The codes of one of our PDFs: its rectangles drawn, and read. */
function readSheets(pdf: Buffer): string[] {
  const text = pdf.toString('latin1')
  return [...text.matchAll(/\/Length (\d+) .*?stream\n/gs)].flatMap((found) => {
    const start = (found.index ?? 0) + found[0].length
    const content = inflateSync(pdf.subarray(start, start + Number(found[1]))).toString('latin1')
    return content
      .split(' W n')
      .slice(1)
      .map((cell) => {
        const squares = [...cell.matchAll(/(\d+) (\d+) (\d+) [\d.]+ re/g)].map((match) => match.slice(1).map(Number))
        const dots = Array.from({ length: 60 * DOTS }, () => Array<boolean>(60 * DOTS).fill(false))
        for (const [x = 0, y = 0, width = 0] of squares)
          for (let dy = 0; dy < DOTS; dy += 1) dots[y * DOTS + dy]?.fill(true, x * DOTS, (x + width) * DOTS)
        return readQr(dots) ?? ''
      })
  })
}

describe('codes that are made', () => {
  it('read back from a PNG and open the door', async () => {
    expect(await make('one.png')).toEqual(ok({ codes: 1, file: at('one.png') }))
    const text = readQr(dotsOf(readFileSync(at('one.png')))) ?? ''
    expect(scan(here, text).outcome).toBe('admitted')
  })

  it('read back from every cell of every page of a PDF', async () => {
    await make('sheets.pdf', { count: 17 })
    const texts = readSheets(readFileSync(at('sheets.pdf')))
    expect(texts).toHaveLength(17)
    expect(new Set(texts).size).toBe(17)
    for (const text of texts) expect(scan(here, text).outcome).toBe('admitted')
  })

  it('are a PNG each in a folder, named by visitor', async () => {
    await make('codes/', { count: 2 })
    const names = readdirSync(at('codes'))
    expect(names).toHaveLength(2)
    for (const name of names) {
      const text = readQr(dotsOf(readFileSync(join(at('codes'), name)))) ?? ''
      expect(`${scan(here, text).event.body.visitor}.png`).toBe(name)
    }
  })

  it('are good as long as was said', async () => {
    await make('late.png', { validUntil: NINE })
    expect(scan(here, readQr(dotsOf(readFileSync(at('late.png')))) ?? '').reason).toBe('too_late')
  })

  it('are for the active ones of the roster and of the category, over many pages', async () => {
    for (let n = 0; n < 520; n += 1) register(here, `A-${n}`)
    register(here, 'B-1', { category: 'vip' })
    register(here, 'B-2', { status: 'canceled' })
    register(here, 'B-3', { source: 'walk_in' })
    expect(await make('all.csv', { count: null, category: null })).toMatchObject(ok({ codes: 521 }))
    expect(await make('vip.csv', { count: null, category: 'vip' })).toMatchObject(ok({ codes: 1 }))
    expect(readFileSync(at('all.csv'), 'utf8').trimEnd().split('\r\n')).toHaveLength(522)
  })
})

describe('what cannot be written', () => {
  it('records nothing and leaves nothing', async () => {
    const before = recorded()
    await expect(make('no-such-folder/codes.csv', { count: 3 })).rejects.toThrow('ENOENT')
    expect(await make('two.png', { count: 2 })).toMatchObject({ code: 'one_code_needed' })
    expect(await make('none.csv', { count: null })).toMatchObject({ code: 'nobody' })
    expect(await make('gone.csv', { category: 'gone' })).toMatchObject({ code: 'unknown_category' })
    expect(recorded()).toBe(before)
    expect(readdirSync(place)).toEqual([])
  })

  it('is no file when the log cannot be written', async () => {
    const { log } = here.folder
    const broken = Object.assign(Object.create(log) as typeof log, {
      transact: () => {
        throw new Error('disk full')
      },
    })
    const folder = { ...here.folder, log: broken }
    const request = { ...asked, count: 2 }
    for (const out of ['codes.csv', 'codes.pdf', 'codes/']) {
      await expect(issueCodes(folder, fairOf(here), { ...request, out: at(out) })).rejects.toThrow('disk full')
      expect(existsSync(at(out))).toBe(false)
    }
    expect(readdirSync(place)).toEqual([])
  })

  it('is nothing once it was canceled', async () => {
    const before = recorded()
    const abort = new AbortController()
    const onProgress = ({ done }: IssueProgress) => (done >= 200 ? abort.abort() : undefined)
    expect(await make('many.csv', { count: 1_000 }, { onProgress, signal: abort.signal })).toMatchObject({
      code: 'canceled',
    })
    expect(recorded()).toBe(before)
    expect(readdirSync(place)).toEqual([])
  })

  it('expects nobody whose code no file holds, when the log fails in the middle', async () => {
    const { log } = here.folder
    let turn = 0
    const broken = Object.assign(Object.create(log) as typeof log, {
      transact: (...args: Parameters<typeof log.transact>) => {
        turn += 1
        if (turn === 3) throw new Error('disk full')
        return log.transact(...args)
      },
    })
    const expected = () => here.folder.checkin.figures(fairOf(here), NINE).map((list) => list.expected)
    const before = expected()
    const request = { ...asked, count: 400, out: at('codes.csv') }
    await expect(issueCodes({ ...here.folder, log: broken }, fairOf(here), request)).rejects.toThrow('disk full')
    expect(expected()).toEqual(before)
    expect(readdirSync(place)).toEqual([])
  })
})
