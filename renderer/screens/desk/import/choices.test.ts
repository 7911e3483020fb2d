import { expect, it } from 'vitest'
import type { RosterCheck, RosterCheckColumn } from '../../../../core/contract/roster'
import { choiceOf, peopleOf, wordsOf } from './choices'

const column = (key: string, becomes: RosterCheckColumn['becomes']): RosterCheckColumn => ({
  letter: 'A',
  header: key,
  key,
  samples: [],
  becomes,
  isChosen: false,
  filled: 1,
})
const check: RosterCheck = {
  file: 'peserta.xlsx',
  sheets: [],
  sheet: null,
  isUnsure: false,
  ms: 1,
  columns: [column('nama', 'name'), column('peserta', null), column('kategori', 'category')],
  columnCount: 3,
  problem: null,
  rows: 10,
  added: 6,
  updated: 2,
  unchanged: 1,
  rejected: 1,
  firstRejected: [],
  words: [
    { word: 'Umum', key: 'umum', category: 'umum', count: 9 },
    { word: 'Vvip', key: 'vvip', category: null, count: 1 },
  ],
  wordCount: 2,
  firstPeople: [],
  categories: [],
}

it('says of every column what it is', () => {
  expect(choiceOf(check)).toEqual({ nama: 'name', peserta: 'ignore', kategori: 'category' })
})

it('takes a column away from where it was when another becomes it', () => {
  expect(choiceOf(check, 'peserta', 'name')).toEqual({ nama: 'ignore', peserta: 'name', kategori: 'category' })
  expect(choiceOf(check, 'nama', 'ignore')).toEqual({ nama: 'ignore', peserta: 'ignore', kategori: 'category' })
})

it('keeps the words that are known, and leaves the others to be rejected', () => {
  expect(wordsOf(check)).toEqual({ umum: 'umum' })
})

it('writes who is new and who changes, or only who is new', () => {
  expect([peopleOf(check, false), peopleOf(check, true)]).toEqual([8, 6])
})
