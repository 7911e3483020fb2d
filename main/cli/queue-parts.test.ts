import { describe, expect, it } from 'vitest'
import type { Locale } from '../../core/contract/app'
import { QUEUE_ERRORS } from '../../core/queue/errors'
import { aQueueFair } from '../../core/testing/queue-builders'
import { NINE } from '../../core/testing/builders'
import { isMessage, say } from '../i18n'
import { systemPorts } from '../app/ports'
import { queueRefusal } from './queue-parts'
import { commandWorld } from './world'

const fair = aQueueFair()
const refuse = (locale: Locale, code: (typeof QUEUE_ERRORS)[number], detail = {}) => {
  const world = commandWorld({ dir: '/none', options: {}, locale, ports: systemPorts, means: {} })
  const outcome = queueRefusal({ fair, world }, { code, detail })
  const key = `error.${code}`
  if (outcome.end !== 'refused' || !isMessage(key)) throw new Error(`no words for ${code}`)
  return { outcome, words: say(locale, key, outcome.words) }
}

const EVERYTHING = {
  by: '1',
  counter: '2',
  at: NINE,
  until: NINE,
  opensAt: NINE,
  state: 'CALLED',
  number: 'A-047',
  label: 'B-012',
  seconds: 7,
  calls: 2,
  service: 'tax',
  reason: 'prayer',
  ticket: 'A-047',
  known: 'tax, bills',
}

describe('a refusal of the queue', () => {
  it.each((['id', 'en'] as const).flatMap((locale) => QUEUE_ERRORS.map((code) => [locale, code] as const)))(
    'in %s says %s in whole sentences, with and without what is known',
    (locale, code) => {
      for (const detail of [{}, EVERYTHING]) {
        const { words } = refuse(locale, code, detail)
        expect(words).not.toMatch(/[{}]|\bnone\b|\bnull\b|undefined| {2}|\s[.,]/)
        expect(words).toMatch(/^\S.*\S$/)
      }
    },
  )

  it('names who was faster and when, in the words of the hall', () => {
    const detail = { by: '2', at: NINE, state: 'CALLED', label: 'A-047' }
    expect(refuse('id', 'changed', detail).words).toContain('A-047 dipanggil oleh Loket 2 pukul 09:00')
    expect(refuse('en', 'changed', detail).words).toContain('A-047 is called by Loket 2 since 09:00')
  })

  it('gives a script the codes, and times with their offset', () => {
    const { outcome } = refuse('en', 'changed', { by: '2', at: NINE, state: 'CALLED' })
    expect(outcome).toMatchObject({
      code: 'changed',
      detail: { by: '2', at: '2026-10-13T09:00:00+07:00', state: 'CALLED' },
    })
  })
})
