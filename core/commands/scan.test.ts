import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { VisitorStatus } from '../events/visitor'
import { NEVER_CAME, type Attendance } from '../projections/attendance'
import { aContext, aRoom, aScanCommand, aScanState, aVisitor, NINE } from '../testing/builders'
import { decideScan } from './scan'

const HOUR = 3_600_000
const here: Attendance = {
  ...NEVER_CAME,
  entries: 1,
  inside: true,
  firstEntryAt: NINE - HOUR,
  stayFrom: NINE - HOUR,
  stayGate: 'south',
  lastEntryAt: NINE - HOUR,
}
const gone: Attendance = { ...here, inside: false, exits: 1, lastExitAt: NINE - HOUR / 2 }
const decide = (state = aScanState(), command = aScanCommand(), now = NINE) => decideScan(state, command, aContext(now))
const verdict = (...given: Parameters<typeof decide>) => {
  const { outcome, reason } = decide(...given)
  return reason === null ? outcome : `${outcome} ${reason}`
}

describe('decideScan', () => {
  it('admits a visitor of the list within its window', () => {
    expect(verdict()).toBe('admitted')
  })

  it('refuses an unknown code as invalid, and one of another fair by name', () => {
    expect(verdict(aScanState({ recognised: { as: 'unknown' } }))).toBe('refused invalid')
    expect(verdict(aScanState({ recognised: { as: 'other_fair' } }))).toBe('refused wrong_fair')
  })

  it.each(['canceled', 'blocked', 'revoked', 'unpaid', 'unapproved'] as const)(
    'refuses a registration that is %s',
    (status) => {
      expect(verdict(aScanState({ visitor: aVisitor({ status }) }))).toBe(`refused ${status}`)
    },
  )

  it('counts the first minute of the window and no longer the last', () => {
    const opens = Date.UTC(2026, 9, 13, 1)
    const closes = Date.UTC(2026, 9, 13, 9)
    expect(verdict(aScanState(), aScanCommand(), opens - 1)).toBe('refused too_early')
    expect(verdict(aScanState(), aScanCommand(), opens)).toBe('admitted')
    expect(verdict(aScanState(), aScanCommand(), closes - 1)).toBe('admitted')
    expect(verdict(aScanState(), aScanCommand(), closes)).toBe('refused too_late')
    expect(decide(aScanState(), aScanCommand(), closes).window).toEqual({ from: opens, to: closes })
  })

  it('holds a code to its own window within the list’s, and names the time when both hold', () => {
    const visitor = aVisitor({ validFrom: NINE + HOUR, validUntil: NINE + 2 * HOUR })
    const early = decide(aScanState({ visitor }))
    expect(early).toMatchObject({ reason: 'too_early', window: { from: NINE + HOUR, to: NINE + 2 * HOUR } })
    expect(verdict(aScanState({ visitor }), aScanCommand(), NINE + HOUR)).toBe('admitted')
    expect(verdict(aScanState({ visitor }), aScanCommand(), NINE + 2 * HOUR)).toBe('refused too_late')
  })

  it('refuses a category the list does not admit', () => {
    const listMore = { admits: new Set(['vip']) }
    expect(verdict(aScanState({ listMore }))).toBe('refused category')
    expect(verdict(aScanState({ listMore, visitor: aVisitor({ category: 'vip' }) }))).toBe('admitted')
  })

  it('says where and when who is inside was admitted', () => {
    expect(decide(aScanState({ attendance: here }))).toMatchObject({
      reason: 'already_admitted',
      seen: { at: NINE - HOUR, gate: 'south' },
    })
  })

  it('lets people back in after an exit where the list allows it', () => {
    expect(verdict(aScanState({ attendance: gone }))).toBe('admitted reentry')
    expect(verdict(aScanState({ attendance: gone, listMore: { entryAfterExit: false } }))).toBe(
      'refused already_admitted',
    )
    expect(verdict(aScanState({ attendance: here, listMore: { multipleEntries: true } }))).toBe('admitted reentry')
  })

  it('counts everybody as gone at the list’s reset time', () => {
    const listMore = { resetAt: '08:30' }
    expect(verdict(aScanState({ attendance: here, listMore }))).toBe('admitted reentry')
    expect(decide(aScanState({ attendance: here, listMore })).event.body.rules.resetAt).toBe(NINE - HOUR / 2)
  })

  it('refuses when full, with the numbers, but not who is inside already', () => {
    const full = { listMore: { capacity: 240 }, room: aRoom(240) }
    expect(decide(aScanState(full))).toMatchObject({ reason: 'full', places: { inside: 240, capacity: 240 } })
    expect(verdict(aScanState({ ...full, room: aRoom(239) }))).toBe('admitted')
    expect(verdict(aScanState({ ...full, attendance: here, listMore: { capacity: 240, multipleEntries: true } }))).toBe(
      'admitted reentry',
    )
  })

  it('goes by the places leased to the station where a hub leases them, and by none where the list only counts', () => {
    const room = (inside: number, leased: number) => ({ inside: () => inside, leased: () => leased })
    const listMore = { capacity: 240 }
    expect(verdict(aScanState({ listMore, room: room(100, 0) }))).toBe('refused full')
    expect(verdict(aScanState({ listMore, room: room(240, 1) }))).toBe('admitted')
    expect(verdict(aScanState({ listMore: { capacity: 240, countOnly: true }, room: room(240, 0) }))).toBe('admitted')
  })

  it('asks for consent, then for answers, last of all', () => {
    const visitor = aVisitor({ unanswered: { consent: 1, questions: 2 } })
    expect(decide(aScanState({ visitor }))).toMatchObject({ outcome: 'incomplete', reason: 'consent', open: 1 })
    expect(verdict(aScanState({ visitor: aVisitor({ unanswered: { consent: 0, questions: 2 } }) }))).toBe(
      'incomplete questions',
    )
    expect(verdict(aScanState({ visitor, listMore: { capacity: 1 }, room: aRoom(1) }))).toBe('refused full')
  })

  it('keeps the order of checks', () => {
    const all = { admits: new Set<string>(), capacity: 1 }
    const late = NINE + 24 * HOUR
    const state = (visitor: Partial<Parameters<typeof aVisitor>[0]>) =>
      aScanState({
        visitor: aVisitor({ ...visitor, unanswered: { consent: 1, questions: 1 } }),
        listMore: all,
        attendance: here,
        room: aRoom(1),
      })
    expect(verdict(state({ status: 'revoked' }), aScanCommand(), late)).toBe('refused revoked')
    expect(verdict(state({ status: 'unpaid' }), aScanCommand(), late)).toBe('refused too_late')
    expect(verdict(state({ status: 'unpaid' }))).toBe('refused category')
    expect(verdict({ ...state({ status: 'unpaid' }), list: { ...aScanState().list, capacity: 1 } })).toBe(
      'refused unpaid',
    )
    expect(verdict({ ...state({}), list: { ...aScanState().list, capacity: 1 } })).toBe('refused already_admitted')
  })

  it('never refuses the exit of a known code by rules', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...VisitorStatus.options),
        fc.constantFrom(null, here, gone),
        fc.integer({ min: NINE - 100 * HOUR, max: NINE + 100 * HOUR }),
        (status, attendance, now) =>
          verdict(
            aScanState({ visitor: aVisitor({ status }), attendance, listMore: { admits: new Set(), capacity: 1 } }),
            aScanCommand({ direction: 'exit' }),
            now,
          ) === 'admitted exit',
      ),
    )
    expect(verdict(aScanState({ recognised: { as: 'unknown' } }), aScanCommand({ direction: 'exit' }))).toBe(
      'refused invalid',
    )
  })

  it('turns by itself where a gate serves both ways', () => {
    const either = aScanCommand({ direction: 'either' })
    expect(verdict(aScanState({ attendance: here }), either)).toBe('admitted exit')
    expect(verdict(aScanState({ attendance: gone }), either)).toBe('admitted reentry')
    expect(decide(aScanState(), either).event.body.direction).toBe('entry')
  })

  it('writes the event under the scan’s own id, on the visitor’s row, with the rules that held', () => {
    const { event } = decide()
    expect(event.id).toBe(aScanCommand().scanId)
    expect(event.stream).toBe(`checkin:day-1:${aVisitor().id}`)
    expect(event.body.rules).toEqual({ multipleEntries: false, entryAfterExit: true, resetAt: null })
    expect(decide(aScanState({ recognised: { as: 'unknown' } })).event.stream).toBe(`scan:${aScanCommand().scanId}`)
  })

  it('decides a scan from paper by the time written on it', () => {
    const morning = Date.UTC(2026, 9, 13, 0, 30)
    expect(verdict(aScanState(), aScanCommand({ typedAt: morning }))).toBe('refused too_early')
  })
})
