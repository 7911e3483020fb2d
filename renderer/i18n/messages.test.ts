/// <reference types="node" />
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { en } from './en'
import { id } from './id'

const root = new URL('../', import.meta.url)
const sources = readdirSync(fileURLToPath(root), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\./.test(path))
  .map((path) => ({ path, code: readFileSync(new URL(path, root), 'utf8') }))
const screens = sources.filter(({ path }) => !/^i18n\/([\w-]+\.)?(id|en)\.ts$/.test(path.replaceAll('\\', '/')))

/** `{name}` and `{n, plural, …}` of a message, each once: a language with more plural forms may name one more often. */
const placeholders = (message: string) =>
  [...new Set([...message.matchAll(/\{(\w+)(?=[},])/g)].map(([, name]) => name ?? ''))].toSorted((a, b) =>
    a.localeCompare(b),
  )

/** Is a message named in this code: by its whole key, or by the beginning of it before a choice (`exports.what.${what}`)? */
const isNamed = (key: string, code: string): boolean =>
  code.includes(`'${key}'`) ||
  code.includes(`"${key}"`) ||
  [...key.matchAll(/\./g)].some(({ index }) => code.includes(`\`${key.slice(0, index + 1)}\${`))

describe('the message tables', () => {
  it('use the same placeholders in both languages', () => {
    for (const [key, message] of Object.entries(id)) {
      expect({ key, of: placeholders(en[key as keyof typeof id]) }).toEqual({ key, of: placeholders(message) })
    }
  })

  it('hold no text that no screen shows', () => {
    const all = screens.map(({ code }) => code).join('\n')
    expect(Object.keys(id).filter((key) => !isNamed(key, all))).toEqual([])
  })

  it('never scold a visitor', () => {
    const visitors = Object.entries({ ...en }).filter(([key]) => !/^(failure|notice|hint|staff|start)\./.test(key))
    expect(visitors.filter(([, text]) => /\berror|invalid|sync\b|!/i.test(text))).toEqual([])
    expect(Object.entries(id).filter(([key, text]) => !key.startsWith('hint.') && /!/.test(text))).toEqual([])
  })
})

/** Words between tags, and in attributes that people read or hear. */
function literalsIn(code: string): string[] {
  const between = [...code.matchAll(/<\/?[A-Za-z][^<>{}]*>([^<>{}]+)(?=<|\{)/g)].map(([, text]) => text ?? '')
  const attributes = [...code.matchAll(/\b(?:aria-label|alt|title|placeholder|lead)="([^"]*)"/g)].map(
    ([, text]) => text ?? '',
  )
  // A generic of TypeScript looks like a tag; what follows it is code, with its brackets and operators.
  return [...between, ...attributes].filter((text) => /\p{L}{2}/u.test(text) && !/[()=;|&:]|\breturn\b/.test(text))
}

describe('every text on a screen goes through the tables', () => {
  it.each(screens.filter(({ path }) => path.endsWith('.tsx')))('$path', ({ code }) => {
    expect(literalsIn(code)).toEqual([])
  })

  it('and a text that does not is found', () => {
    expect(literalsIn('return <p className="lead">Selamat datang</p>')).toEqual(['Selamat datang'])
    expect(literalsIn('<b>Halo {name}</b>')).toEqual(['Halo '])
    expect(literalsIn('<svg aria-label="Gambar" />')).toEqual(['Gambar'])
  })
})
