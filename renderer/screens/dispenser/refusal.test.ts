import { describe, expect, it } from 'vitest'
import type { DispenserView } from '../../../core/contract/dispenser'
import { QUEUE_ERRORS } from '../../../core/queue/errors'
import { wordsOf } from '../../i18n/words'
import type { Request } from './dispenser-machine'
import { refusalOf } from './refusal'

const id = wordsOf('id', 'Asia/Jakarta')
const en = wordsOf('en', 'Asia/Jakarta')
const now = Date.parse('2026-10-14T11:40:00+07:00')
const request: Request = { is: 'issue', requestId: 'r', service: 'pajak', class: 'priority', visitor: null }
const view = {
  agencies: [
    {
      code: 'bapenda',
      services: [{ code: 'pajak', name: { id: 'Pajak', en: 'Tax' }, prefix: 'AB', areas: ['Area A'] }],
    },
  ],
} as unknown as DispenserView

describe('a refusal', () => {
  it('has words for every code of the queue, in both languages, and never scolds', () => {
    for (const code of QUEUE_ERRORS) {
      for (const words of [id, en]) {
        const { poster, say } = refusalOf({ request, code, detail: undefined }, view, words, now)
        expect(`${poster} ${say}`).not.toMatch(/!|error|invalid|undefined|\{/i)
        expect(say.length).toBeGreaterThan(20)
      }
    }
  })

  it('shows the number that is held, told whole or by its figures', () => {
    const held = (number: string | number) =>
      refusalOf({ request, code: 'already_waiting', detail: { number } }, view, id, now)
    expect(held('AB-047').held).toBe('AB-047')
    expect(held(47)).toMatchObject({ held: 'AB-047', say: expect.stringContaining('Area A') })
  })

  it('says from when on it goes again', () => {
    const until = Date.parse('2026-10-14T13:00:00+07:00')
    expect(refusalOf({ request, code: 'on_break', detail: { until } }, view, id, now).say).toContain('13.00')
    expect(refusalOf({ request, code: 'service_closed', detail: { opensAt: until } }, view, en, now).say).toContain(
      '13:00',
    )
  })

  it('offers what helps: once more, or without priority', () => {
    const action = (code: 'database_busy' | 'priority_by_staff' | 'quota_used') =>
      refusalOf({ request, code, detail: undefined }, view, id, now).action
    expect([action('database_busy'), action('priority_by_staff'), action('quota_used')]).toEqual([
      'retry',
      'normal',
      null,
    ])
  })
})
