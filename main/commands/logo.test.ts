import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LOGO_PREFIX } from '../../core/setup/logo'
import { rebuildFolder } from '../folder/fair-folder'
import { GateFolder } from './a-gate-folder'
import { replaceSetup } from './change-setup'
import { exportFair, readFairFile } from './fair-file'
import { setLogo } from './logo'
import { logoOf, logoText, withLogo } from './picture'
import { pngOf } from './png'

const png = (size: number) =>
  pngOf(
    Array.from({ length: size }, (_, y) => Array.from({ length: size }, (_other, x) => (x * y) % 3 === 0)),
    1,
  )
const by = { actor: 'sari', confirmed: false }

let gate: GateFolder
beforeEach(async () => {
  gate = await GateFolder.make()
})
afterEach(() => gate.remove())

const fileText = () => {
  const file = exportFair(gate.folder)
  if (file === null) throw new Error('no fair')
  return JSON.stringify(withLogo(gate.folder, file))
}
const pictures = () => gate.folder.log.stream(`picture:${logoOf(png(40)).sha256}`)

describe('the fair’s logo', () => {
  it('is kept once in the log, named by the set-up, and taken away again', () => {
    const before = fileText()
    expect(setLogo(gate.folder, png(40), by)).toMatchObject({ ok: true, value: { is: 'done', changed: true } })
    expect(logoText(gate.folder)).toBe(png(40).toString('base64'))
    expect(setLogo(gate.folder, png(40), by)).toMatchObject({ ok: true, value: { changed: false } })
    expect(setLogo(gate.folder, null, by)).toMatchObject({ ok: true, value: { changed: true } })
    expect(logoText(gate.folder)).toBeNull()
    expect(fileText()).toBe(before)
    setLogo(gate.folder, png(40), by)
    expect(pictures()).toHaveLength(1)
    rebuildFolder(gate.folder.dir)
    expect(logoText(gate.folder)).toBe(png(40).toString('base64'))
  })

  it('is refused when it is no picture, or one of too many dots, and nothing is written', () => {
    expect(setLogo(gate.folder, Buffer.from('<svg/>'), by)).toEqual({ ok: false, code: 'logo_not_png' })
    expect(setLogo(gate.folder, png(513), by)).toEqual({ ok: false, code: 'logo_too_large' })
    expect(logoText(gate.folder)).toBeNull()
  })

  it('stands in the fair’s file, which stays one file, and comes out of it as it went in', () => {
    setLogo(gate.folder, png(40), by)
    const text = fileText()
    expect(text).toContain(LOGO_PREFIX)
    const read = readFairFile(text)
    if (!read.ok) throw new Error(read.code)
    expect(read.logo?.png.equals(png(40))).toBe(true)
    expect(replaceSetup(gate.folder, read.file, by)).toMatchObject({ ok: true, value: { changed: false } })
  })

  it('of a set-up that is refused is not kept: the log grows for ever', () => {
    const file = exportFair(gate.folder)
    if (file === null) throw new Error('no fair')
    const other = { ...file, demo: !file.demo, brand: { ...file.brand, logo: logoOf(png(40)).sha256 } }
    const refused = replaceSetup(gate.folder, other, { ...by, logo: logoOf(png(40)) })
    expect(refused).toMatchObject({ ok: true, value: { is: 'problems' } })
    expect(pictures()).toEqual([])
  })

  it('makes a file wrong in which it is no PNG', () => {
    const broken = (logo: string) =>
      readFairFile(JSON.stringify({ ...JSON.parse(fileText()), brand: { color: '#0e5a5a', logo } }))
    for (const logo of ['data:image/svg+xml;base64,AAAA', `${LOGO_PREFIX}AAAA`, 'logo.png'])
      expect(broken(logo)).toMatchObject({ ok: false, problems: [{ path: 'brand.logo' }] })
  })
})
