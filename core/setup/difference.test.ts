import { describe, expect, it } from 'vitest'
import { aQueueFair } from '../testing/queue-builders'
import { differenceOf } from './difference'
import type { FairSetup } from './schema'

const { setup } = aQueueFair()
const [tax, bills] = setup.services as [FairSetup['services'][number], FairSetup['services'][number]]
const after = (more: Partial<FairSetup>) => differenceOf(setup, { ...setup, ...more })

describe('what lies between two set-ups', () => {
  it('is nothing between the same', () => {
    expect(after({})).toEqual({ rows: [], blocks: [] })
  })

  it('names plain fields with their values, others alone', () => {
    const changed = {
      ...tax,
      quota: 40,
      hours: [{ from: '09:00', to: '16:00' }],
      rules: { ...tax.rules, noShowCalls: 2 },
    }
    expect(after({ services: [changed, bills] }).rows).toEqual([
      {
        part: 'services',
        did: 'changed',
        code: 'tax',
        name: { id: 'tax', en: 'tax' },
        fields: [
          { field: 'hours', plain: null },
          { field: 'quota', plain: { from: null, to: 40 } },
          { field: 'rules.noShowCalls', plain: { from: 3, to: 2 } },
        ],
      },
    ])
    expect(after({ city: 'Malang', voice: { ...setup.voice, english: true } }).blocks).toEqual([
      { block: 'fair', fields: [{ field: 'city', plain: { from: 'Surabaya', to: 'Malang' } }] },
      { block: 'calls', fields: [{ field: 'voice.english', plain: { from: false, to: true } }] },
    ])
  })

  it('tells rows that came, went, or moved', () => {
    expect(after({ services: [bills] }).rows).toMatchObject([{ did: 'removed', code: 'tax' }])
    expect(after({ services: [tax, bills, { ...tax, code: 'new' }] }).rows).toMatchObject([
      { did: 'added', code: 'new' },
    ])
    const [one, two, three] = setup.counters
    const order = (...rows: (typeof one)[]) => after({ counters: rows as FairSetup['counters'] }).rows
    expect(order(two, three, one)).toMatchObject([{ did: 'moved', code: '1' }])
    expect(order(three, one, two)).toMatchObject([{ did: 'moved', code: '3' }])
    expect(order(three, two, one)).toMatchObject([{ did: 'moved', code: null }])
  })
})
