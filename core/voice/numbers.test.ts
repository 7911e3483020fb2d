import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CLIP_WORDS } from './clips'
import { englishNumber, indonesianNumber, LARGEST_SPOKEN } from './numbers'

const indonesian = (n: number) =>
  indonesianNumber(n)
    .map((word) => CLIP_WORDS.id[word])
    .join(' ')
const english = (n: number) =>
  englishNumber(n)
    .map((word) => CLIP_WORDS.en[word])
    .join(' ')

const UNITS = ['', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan']

/** The rule by another way: every figure written out with its place, then "satu" before a place becomes "se-". */
function byPlaces(n: number): string {
  if (n === 0) return 'nol'
  const [thousands, hundreds, tens, units] = String(n).padStart(4, '0').split('').map(Number)
  const place = (figure: number | undefined, name: string) => (figure === 0 ? '' : `${UNITS[figure ?? 0]} ${name} `)
  const long =
    `${place(thousands, 'ribu')}${place(hundreds, 'ratus')}${place(tens, 'puluh')}${UNITS[units ?? 0]}`.trim()
  return long
    .replace(/satu puluh (satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)$/, '$1 belas')
    .replace('satu belas', 'sebelas')
    .replace('satu puluh', 'sepuluh')
    .replace('satu ratus', 'seratus')
    .replace('satu ribu', 'seribu')
}

const TO_NINETEEN =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = 'x x twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

/** English by another way: the words of all numbers below a hundred in a table, groups put before them. */
function byTable(n: number): string {
  const below100 = [...TO_NINETEEN]
  for (const ten of TENS.slice(2)) below100.push(ten, ...TO_NINETEEN.slice(1, 10).map((unit) => `${ten} ${unit}`))
  const [thousands, hundreds, last] = [Math.trunc(n / 1000), Math.trunc((n % 1000) / 100), n % 100]
  const groups = [
    ...(thousands > 0 ? [`${TO_NINETEEN[thousands]} thousand`] : []),
    ...(hundreds > 0 ? [`${TO_NINETEEN[hundreds]} hundred`] : []),
  ]
  return [...groups, ...(last > 0 || groups.length === 0 ? [below100[last]] : [])].join(' ')
}

describe('an Indonesian number', () => {
  it('follows the rule for every number from 0 to 2000', () => {
    for (let n = 0; n <= 2000; n++) expect({ n, said: indonesian(n) }).toEqual({ n, said: byPlaces(n) })
  })

  it.each([
    [11, 'sebelas'],
    [47, 'empat puluh tujuh'],
    [100, 'seratus'],
    [111, 'seratus sebelas'],
    [999, 'sembilan ratus sembilan puluh sembilan'],
    [1000, 'seribu'],
    [1017, 'seribu tujuh belas'],
    [2000, 'dua ribu'],
    [21_100, 'dua puluh satu ribu seratus'],
  ])('%i is %s', (n, said) => {
    expect(indonesian(n)).toBe(said)
  })

  it('is heard as one number only: no two sound the same', () => {
    const numbers = fc.integer({ min: 0, max: LARGEST_SPOKEN })
    fc.assert(fc.property(numbers, numbers, (a, b) => a === b || indonesian(a) !== indonesian(b)))
  })
})

describe('an English number', () => {
  it('follows the rule for every number from 0 to 2000', () => {
    for (let n = 0; n <= 2000; n++) expect({ n, said: english(n) }).toEqual({ n, said: byTable(n) })
  })

  it('is heard as one number only: no two sound the same', () => {
    const numbers = fc.integer({ min: 0, max: LARGEST_SPOKEN })
    fc.assert(fc.property(numbers, numbers, (a, b) => a === b || english(a) !== english(b)))
  })
})
