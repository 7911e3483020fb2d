import { expect, it } from 'vitest'
import { staysOpen } from './dialogs'

it('closes a dialog once its act is done, or its ticket was overtaken', () => {
  expect(['done', 'changed', 'wrong_state', 'not_signed_in'].map((code) => staysOpen(code as 'done'))).toEqual([
    false,
    false,
    false,
    false,
  ])
})

it('keeps what was typed when the refusal can be mended there', () => {
  expect(staysOpen('same_service')).toBe(true)
  expect(staysOpen('database_busy')).toBe(true)
  expect(staysOpen('ignored')).toBe(true)
})
