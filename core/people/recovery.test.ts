import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ok } from '../result/result'
import { KEY_BYTES, keysOfWords, wordsOfKey } from './recovery'

const aKey = fc.uint8Array({ minLength: KEY_BYTES, maxLength: KEY_BYTES })
const linesOf = (keys: readonly Uint8Array[]) => keys.map((key, place) => wordsOfKey(key, place))
const textOf = (lines: readonly (readonly string[])[]) => lines.map((line) => line.join(' ')).join('\n')

describe('keys as words', () => {
  it('are the same keys again, in capitals, with commas and line numbers', () => {
    fc.assert(
      fc.property(fc.array(aKey, { minLength: 1, maxLength: 6 }), (keys) => {
        const lines = linesOf(keys)
        expect(keysOfWords(textOf(lines), keys.length)).toEqual(ok(keys))
        const typed = lines.map((line, n) => `${n + 1}. ${line.join(', ').toUpperCase()}`).join('\r\n')
        expect(keysOfWords(typed, keys.length)).toEqual(ok(keys))
      }),
    )
  })

  it('are seventeen words of five letters a key', () => {
    const words = wordsOfKey(new Uint8Array(KEY_BYTES), 0)
    expect(words).toHaveLength(17)
    expect(words[0]).toBe('babab')
    for (const word of words)
      expect(word).toMatch(/^[bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou][bdfghjklmnprstvz]$/)
  })

  it('name the line in which any one word is another', () => {
    fc.assert(
      fc.property(
        fc.tuple(aKey, aKey),
        fc.nat({ max: 1 }),
        fc.nat({ max: 16 }),
        fc.integer({ min: 1, max: 0xffff }),
        (keys, line, at, by) => {
          const lines = linesOf(keys).map((words) => [...words])
          const other = wordsOfKey(
            Uint8Array.from({ length: KEY_BYTES }, (_, i) => (i === 0 ? by >> 8 : i === 1 ? by & 255 : 0)),
            0,
          )[0]
          const wrong = lines[line]
          fc.pre(wrong !== undefined && other !== undefined && wrong[at] !== other)
          if (wrong !== undefined && other !== undefined) wrong[at] = other
          expect(keysOfWords(textOf(lines), 2)).toMatchObject({
            ok: false,
            code: 'wrong_line',
            detail: { line: line + 1 },
          })
        },
      ),
    )
  })

  it('are refused when a line is missing, a letter is none of ours, or lines stand in each other’s place', () => {
    const [one, two] = linesOf([new Uint8Array(KEY_BYTES).fill(7), new Uint8Array(KEY_BYTES).fill(9)])
    if (one === undefined || two === undefined) throw new Error('no lines')
    expect(keysOfWords(textOf([one]), 2)).toMatchObject({ ok: false, code: 'wrong_number_of_words' })
    expect(keysOfWords(textOf([two, one]), 2)).toMatchObject({ ok: false, code: 'wrong_line', detail: { line: 1 } })
    const misspelt = [...one.slice(0, -1), 'bqbab']
    expect(keysOfWords(textOf([misspelt, two]), 2)).toMatchObject({ code: 'unknown_word', detail: { word: 'bqbab' } })
  })
})
