import fc from 'fast-check'
import { relative, sep } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileForUrl, isOwnUrl, originOf } from './origin'

const root = `${sep}srv${sep}app`

describe('fileForUrl', () => {
  it('serves the page and its files', () => {
    expect(fileForUrl('app://pendopo/', root)).toBe(`${root}${sep}index.html`)
    expect(fileForUrl('app://pendopo/assets/index-1a2b.js', root)).toBe(`${root}${sep}assets${sep}index-1a2b.js`)
  })

  it('leads out of the folder by no address', () => {
    for (const path of [
      '../secret',
      '%2e%2e/secret',
      '..%2fsecret',
      '....//secret',
      '%5c..%5csecret',
      'a%00.js',
      '%e0%a4%a',
    ]) {
      const file = fileForUrl(`app://pendopo/${path}`, root)
      expect(file === null || !relative(root, file).startsWith('..')).toBe(true)
    }
    fc.assert(
      fc.property(fc.string(), (path) => {
        const file = fileForUrl(`app://pendopo/${path}`, root)
        return file === null || file.startsWith(root + sep)
      }),
    )
  })

  it('knows its own origins by their parts', () => {
    for (const own of ['app://pendopo/x', `${originOf(0)}/`, `${originOf(1)}/`, 'app://pendopo-12/'])
      expect(isOwnUrl(own)).toBe(true)
    for (const other of [
      'app://pendopo.evil/',
      'app://pendopo-2.evil/',
      'app://pendopo-/',
      'app://pendopo-x/',
      'app://evil@pendopo/',
      'https://pendopo/',
      'app://x/pendopo',
      'file:///pendopo',
      'nonsense',
    ]) {
      expect(isOwnUrl(other)).toBe(false)
    }
  })
})
