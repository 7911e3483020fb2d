import { describe, expect, it } from 'vitest'
import { aFair, NINE, SMALL_FAIR } from '../testing/builders'
import { findNamed, lastReset, listForGate, windowAt } from './fair'
import { FairFile, withoutNames } from './schema'

const HOUR = 3_600_000
const DAY = 24 * HOUR

describe('listForGate', () => {
  const fair = aFair()
  const at = (now: number) => listForGate(fair, 'north', now)?.code

  it('serves the door list open now', () => {
    expect(at(NINE)).toBe('day-1')
    expect(at(NINE + DAY)).toBe('day-2')
  })

  it('is right on day 2 at a gate left on overnight: the next to open follows the one that closed', () => {
    const closes = Date.UTC(2026, 9, 13, 9)
    expect(at(closes - 1)).toBe('day-1')
    expect(at(closes)).toBe('day-2')
    expect(at(NINE - DAY)).toBe('day-1')
    expect(at(NINE + 9 * DAY)).toBe('day-2')
  })

  it('switches at midnight of the fair’s zone where doors are open day and night', () => {
    const lists = [13, 14].map((day, i) => ({
      code: `d${i + 1}`,
      name: { id: `H${i}`, en: `D${i}` },
      kind: 'door',
      windows: [{ from: `2026-10-${day}T00:00`, to: `2026-10-${day + 1}T00:00` }],
    }))
    const open = aFair({ lists })
    const midnight = Date.UTC(2026, 9, 13, 17)
    expect(listForGate(open, null, midnight - 1)?.code).toBe('d1')
    expect(listForGate(open, null, midnight)?.code).toBe('d2')
  })

  it('serves a room’s sessions at a gate that has no door', () => {
    const session = {
      code: 's1',
      name: { id: 'Sesi', en: 'Session' },
      kind: 'session',
      gates: ['north'],
      windows: [{ from: '2026-10-13T09:00', to: '2026-10-13T11:00' }],
    }
    const doors = SMALL_FAIR.lists.map((list) => ({ ...list, gates: ['south'] }))
    const [north] = SMALL_FAIR.gates
    const room = aFair({
      lists: [...doors, session],
      gates: [
        ...SMALL_FAIR.gates,
        { ...north, code: 'south', name: { id: 'Selatan', en: 'South' } },
      ] as typeof SMALL_FAIR.gates,
    })
    expect(listForGate(room, 'north', NINE)?.code).toBe('s1')
    expect(listForGate(room, 'south', NINE)?.code).toBe('day-1')
  })
})

describe('windowAt', () => {
  it('shows the window open, else the next, else the last', () => {
    const list = aFair().list('day-1')
    if (list === null) throw new Error('no list')
    expect(windowAt(list, NINE).open).toBe('now')
    expect(windowAt(list, NINE - DAY).open).toBe('later')
    expect(windowAt(list, NINE + DAY).open).toBe('over')
  })
})

describe('findNamed', () => {
  it('finds by code first, then by either name, whatever the case', () => {
    const { lists } = aFair()
    for (const called of ['day-2', 'DAY-2', 'hari 2', ' Day 2 ']) expect(findNamed(lists, called)?.code).toBe('day-2')
    expect(findNamed(lists, 'day')).toBeNull()
  })
})

describe('lastReset', () => {
  it('falls in the fair’s zone, not the machine’s', () => {
    expect(lastReset({ resetAt: '04:00' }, 'Asia/Jakarta', NINE)).toBe(Date.UTC(2026, 9, 12, 21))
    expect(lastReset({ resetAt: null }, 'Asia/Jakarta', NINE)).toBeNull()
  })
})

describe('the set-up file', () => {
  const problems = (more: object) => {
    const read = FairFile.safeParse({ ...SMALL_FAIR, ...more })
    return read.success ? [] : read.error.issues.map((issue) => issue.path.join('.'))
  }

  it('is refused where codes lead nowhere, are used twice, or times run backwards', () => {
    const [first, second] = SMALL_FAIR.lists
    expect(problems({ lists: [first, first] })).toContain('lists.1.code')
    expect(problems({ lists: [{ ...first, categories: ['nobody'] }, second] })).toContain('lists.0.categories')
    expect(
      problems({ lists: [{ ...first, windows: [{ from: '2026-10-13T16:00', to: '2026-10-13T08:00' }] }] }),
    ).toContain('lists.0.windows.0')
    expect(
      problems({ lists: [{ ...first, windows: [{ from: '2026-02-30T08:00', to: '2026-03-30T08:00' }] }] }),
    ).toContain('lists.0.windows.0.from')
    expect(problems({ timeZone: 'Mars/Olympus' })).toContain('timeZone')
    expect(problems({ days: ['2026-10-14', '2026-10-13'] })).toContain('days')
    expect(problems({ colour: 'red' })).toEqual([''])
    expect(problems({})).toEqual([])
  })

  it('gives up the names of staff before it enters the log', () => {
    const { setup, staffNames } = withoutNames(FairFile.parse(SMALL_FAIR))
    expect(JSON.stringify(setup)).not.toContain('"Sari"')
    expect(staffNames.get('sari')).toBe('Sari')
  })
})
