import { expect, it } from 'vitest'
import { aRow } from './a-counter-view'
import { chosenRow, moveChoice } from './choice'

const rows = ['A-047', 'A-048', 'A-049'].map((label) => aRow(label))

it('begins at the top going down and at the bottom going up', () => {
  expect(moveChoice(rows, null, 'down')).toBe('id-A-047')
  expect(moveChoice(rows, null, 'up')).toBe('id-A-049')
})

it('stops at both ends', () => {
  expect(moveChoice(rows, 'id-A-049', 'down')).toBe('id-A-049')
  expect(moveChoice(rows, 'id-A-047', 'up')).toBe('id-A-047')
  expect(moveChoice(rows, 'id-A-048', 'last')).toBe('id-A-049')
  expect(moveChoice(rows, 'id-A-048', 'first')).toBe('id-A-047')
})

it('chooses nobody in an empty list', () => {
  expect(moveChoice([], 'id-A-047', 'down')).toBeNull()
})

it('forgets a row that has left the list', () => {
  expect(chosenRow(rows, 'id-A-001')).toBeNull()
  expect(chosenRow(rows, 'id-A-048')?.label).toBe('A-048')
})
