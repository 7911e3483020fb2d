import { afterEach, describe, expect, it, vi } from 'vitest'
import { say, type MessageKey } from './index'
import { en } from './en'
import { id } from './id'

afterEach(() => vi.restoreAllMocks())

describe('every message outside the windows', () => {
  const all = (['id', 'en'] as const).flatMap((locale) =>
    Object.entries(locale === 'id' ? id : en).map(([key, text]) => ({ locale, key, text })),
  )

  it.each(all)('$locale $key is read without a complaint and leaves no placeholder', ({ locale, key, text }) => {
    const complained = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const names = [...text.matchAll(/\{\s*(\w+)/g)].map((match) => match[1] ?? '')
    const said = say(locale, key as MessageKey, Object.fromEntries(names.map((name) => [name, 7])))
    expect(complained).not.toHaveBeenCalled()
    expect(said).not.toMatch(/[{}]/)
  })

  it('may show pointed brackets, as the words of a command do', () => {
    expect(say('en', 'error.no_fair', { folder: '/data' })).toContain('fair import <file.json> --data <dir>')
    expect(say('id', 'error.no_fair', { folder: '/data' })).toContain('fair import <berkas.json> --data <folder>')
  })
})
