import { describe, expect, it } from 'vitest'
import { cleanScan, kindOfText } from './clean'

describe('cleanScan', () => {
  it.each([
    ['7K3M-Q9TX\r\n', '7K3M-Q9TX'],
    ['\\0000267K3M-Q9TX\t', '7K3M-Q9TX'],
    [']Q1\\0000037K3M-Q9TX', '7K3M-Q9TX'],
    ['\ufeff  7K3M-Q9TX\u0000 ', '7K3M-Q9TX'],
    ['\u001d7K3M\u200b-Q9TX', '7K3M-Q9TX'],
    ['KAFE\u0301-1', 'KAF\u00c9-1'],
    ['', ''],
    ['\r\n', ''],
  ])('cleans %j', (raw, clean) => {
    expect(cleanScan(raw)).toBe(clean)
  })

  it('keeps what is part of the code', () => {
    for (const code of ['a b', 'x\\y', '=abc/+def', '00012345', 'PDP1:%69 VD92EX0']) expect(cleanScan(code)).toBe(code)
  })
})

describe('kindOfText', () => {
  it.each([
    ['https://example.com/x', 'url'],
    ['BEGIN:VCARD\nFN:X', 'vcard'],
    ['WIFI:S:x;;', 'wifi'],
    ['PDP1:ABC', 'signed'],
    ['+62 812-3456', 'number'],
    ['1000-0002', 'number'],
    ['A000-000M', 'short_code'],
    ['hello', 'text'],
    ['', 'empty'],
  ])('takes %j for %s', (text, kind) => {
    expect(kindOfText(text)).toBe(kind)
  })
})
