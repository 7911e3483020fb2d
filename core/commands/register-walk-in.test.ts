import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attendanceStream } from '../events/checkin'
import { credentialIssued, credentialStream } from '../events/visitor'
import type { FairSetup, WalkInField } from '../setup/schema'
import { aContext, aFair, aRoom, aScanState, NINE } from '../testing/builders'
import {
  admitWalkIn,
  answerProblem,
  readWalkIn,
  registerOnly,
  walkInCodeEnds,
  type WalkIn,
  type WalkInAnswers,
  type WalkInState,
} from './register-walk-in'

const both = (text: string) => ({ id: text, en: text })
const RULES: Pick<FairSetup, 'walkIn' | 'purposes'> = {
  walkIn: {
    categories: ['umum', 'vip'],
    fields: [
      { kind: 'name', required: true },
      { kind: 'institution', required: false },
      { kind: 'phone', required: false },
      { kind: 'email', required: false },
      {
        kind: 'question',
        code: 'from',
        text: both('?'),
        choices: [
          { code: 'near', name: both('near') },
          { code: 'far', name: both('far') },
        ],
        required: false,
      },
    ],
    validFor: 'fair',
  },
  purposes: [
    { code: 'must', name: both('must'), text: both('must'), version: 2, required: true },
    { code: 'may', name: both('may'), text: both('may'), version: 1, required: false },
  ],
}
const YES = [
  { purpose: 'must', version: 2, given: true },
  { purpose: 'may', version: 1, given: false },
]
const anAnswer = (more: Partial<WalkInAnswers> = {}): WalkInAnswers => ({
  category: 'umum',
  name: 'Siti Aminah',
  institution: '',
  phone: '',
  email: '',
  questions: {},
  consents: YES,
  ...more,
})
const read = (more: Partial<WalkInAnswers> = {}, rules = RULES) => readWalkIn(rules, anAnswer(more))

describe('what a walk-in answers', () => {
  it('is kept in one form, what was left out as nothing', () => {
    expect(read({ name: '  Siti   Aminah ', phone: '0812 3456 7890', email: 'Siti@Example.com' })).toEqual({
      ok: true,
      value: {
        category: 'umum',
        name: 'Siti Aminah',
        institution: null,
        phone: '+6281234567890',
        email: 'siti@example.com',
        questions: {},
        consents: YES,
      },
    })
  })

  it('names the field that cannot be meant', () => {
    expect(read({ name: 'x'.repeat(200) })).toMatchObject({
      code: 'bad_answer',
      detail: { field: 'name', problem: 'too_long' },
    })
    expect(read({ name: '' })).toMatchObject({ code: 'bad_answer', detail: { field: 'name', problem: 'empty' } })
    expect(read({ phone: '0812' })).toMatchObject({ detail: { field: 'phone', problem: 'not_a_phone' } })
    expect(read({ questions: { from: 'elsewhere' } })).toMatchObject({
      detail: { field: 'from', problem: 'not_a_choice' },
    })
  })

  it('may be nothing at all where the fair asks for nothing', () => {
    const rules = { walkIn: { categories: ['umum'], fields: [], validFor: 'day' as const }, purposes: [] }
    expect(read({ category: null, name: '', consents: [] }, rules)).toMatchObject({
      value: { name: null, category: 'umum' },
    })
  })

  it('keeps no answer to what was not asked', () => {
    const rules = { walkIn: { categories: ['umum'], fields: [], validFor: 'day' as const }, purposes: [] }
    expect(read({ phone: '081234567890', questions: { from: 'near' } }, rules)).toMatchObject({
      value: { phone: null, questions: {} },
    })
  })

  it('names a category that walk-ins may have; with one alone nobody needs to', () => {
    expect(read({ category: null })).toMatchObject({ code: 'unknown_category' })
    expect(read({ category: 'panitia' })).toMatchObject({ code: 'unknown_category' })
  })

  it('is refused whole without a yes to a required purpose', () => {
    const refused = [{ purpose: 'must', version: 2, given: false }, YES[1]!]
    expect(read({ consents: refused })).toMatchObject({ code: 'consent_needed', detail: { purpose: 'must' } })
  })

  it('is asked again when the text of a purpose changed, or one was not asked', () => {
    expect(read({ consents: [{ purpose: 'must', version: 1, given: true }, YES[1]!] })).toMatchObject({
      code: 'consent_changed',
    })
    expect(read({ consents: [YES[0]!] })).toMatchObject({ code: 'consent_changed', detail: { purpose: 'may' } })
  })

  it('cannot be given where the fair registers nobody at the door', () => {
    expect(read({}, { walkIn: null, purposes: [] })).toMatchObject({ code: 'no_walk_in' })
  })

  it('never makes it throw, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.record({
          name: fc.string({ unit: 'binary' }),
          phone: fc.string(),
          email: fc.string(),
          institution: fc.string(),
        }),
        (typed) => {
          const answer = read(typed)
          expect(answer.ok || answer.code === 'bad_answer').toBe(true)
        },
      ),
    )
  })
})

describe('one field', () => {
  it('may be skipped unless it is required', () => {
    const name = (required: boolean): WalkInField => ({ kind: 'name', required })
    expect(answerProblem(name(false), ' ')).toBeNull()
    expect(answerProblem(name(true), ' ')).toBe('empty')
    expect(answerProblem(name(false), 'S')).toBe('too_short')
  })
})

const VISITOR = '00000000-0000-7000-8000-0000000000ab'
const SCAN = '00000000-0000-7000-8000-0000000000cd'
function aState(more: Partial<WalkInState> & { walkIn?: WalkIn; listMore?: object } = {}): WalkInState {
  const answer = read()
  if (!answer.ok) throw new Error(answer.code)
  const { list, timeZone, room } = aScanState({ listMore: more.listMore ?? {} })
  const credential = 'c'.repeat(64)
  const body = { credential, visitor: VISITOR, kind: 'pdp1' as const, category: 'umum', validFrom: 0, validUntil: 0 }
  const issued = credentialIssued.make(credentialStream(credential), body, aContext())
  return {
    list,
    timeZone,
    room,
    walkIn: answer.value,
    visitor: VISITOR,
    issued,
    ...more,
  }
}
const types = (events: readonly { type: string }[]) => events.map(({ type }) => type)

describe('a walk-in at the gate', () => {
  it('is registered, heard, given a code and let in, all at once', () => {
    const { scan, events } = admitWalkIn(aState(), { scanId: SCAN, gate: 'north' }, aContext())
    expect(scan).toMatchObject({ outcome: 'admitted', reason: null })
    expect(types(events)).toEqual(['visitor.registered', 'consent.recorded', 'credential.issued', 'scan.recorded'])
    expect(events[0]?.body).toMatchObject({ visitor: VISITOR, source: 'walk_in', category: 'umum', codeHmac: null })
    expect(events[1]?.body).toEqual({ visitor: VISITOR, gate: 'north', answers: YES })
    expect(events[3]).toMatchObject({
      id: SCAN,
      body: { visitor: VISITOR, via: 'walk_in', credential: { kind: 'none' } },
    })
  })

  it('puts nothing personal into the log', () => {
    const answer = read({
      name: 'Siti Aminah',
      phone: '081234567890',
      email: 'siti@example.com',
      questions: { from: 'far' },
    })
    if (!answer.ok) throw new Error(answer.code)
    const { events } = admitWalkIn(aState({ walkIn: answer.value }), { scanId: SCAN, gate: 'north' }, aContext())
    expect(JSON.stringify(events)).not.toMatch(/Siti|81234567890|example|far/)
  })

  it('is not registered when the list does not let them in, and the refusal names nobody', () => {
    for (const [state, reason] of [
      [aState({ listMore: { capacity: 3 }, room: aRoom(3) }), 'full'],
      [aState({ listMore: { admits: new Set(['vip']) } }), 'category'],
      [aState({ listMore: { windows: [{ from: NINE + 1_000, to: NINE + 2_000 }] } }), 'too_early'],
    ] as const) {
      const { scan, events } = admitWalkIn(
        { ...state, room: aRoom(reason === 'full' ? 3 : 0) },
        { scanId: SCAN, gate: 'north' },
        aContext(),
      )
      expect(scan).toMatchObject({ outcome: 'refused', reason })
      expect(events).toHaveLength(1)
      expect(events[0]).toMatchObject({ id: SCAN, stream: attendanceStream('day-1', null, SCAN) })
      expect(events[0]?.body).toMatchObject({ visitor: null })
      expect(JSON.stringify(events)).not.toContain(VISITOR)
    }
  })

  it('has nothing to say about consent where the fair asks for none', () => {
    const answer = read({ consents: [] }, { ...RULES, purposes: [] })
    if (!answer.ok) throw new Error(answer.code)
    const { events } = admitWalkIn(aState({ walkIn: answer.value }), { scanId: SCAN, gate: 'north' }, aContext())
    expect(types(events)).toEqual(['visitor.registered', 'credential.issued', 'scan.recorded'])
  })
})

describe('somebody registered at the desk', () => {
  it('gets a code and no entry; the registration carries the request', () => {
    const events = registerOnly(aState(), { requestId: SCAN, gate: null }, { ...aContext(), actor: 'sari' })
    expect(types(events)).toEqual(['visitor.registered', 'consent.recorded', 'credential.issued'])
    expect(events[0]).toMatchObject({ id: SCAN, actor: 'sari' })
  })
})

describe('the code of a walk-in', () => {
  const setup = (validFor: 'day' | 'fair') => ({
    ...aFair().setup,
    walkIn: { categories: ['umum'], fields: [], validFor },
  })

  it('ends with the day or with the fair', () => {
    expect(walkInCodeEnds(setup('day'), NINE)).toBe(Date.UTC(2026, 9, 13, 17))
    expect(walkInCodeEnds(setup('fair'), NINE)).toBe(Date.UTC(2026, 9, 14, 17))
  })

  it('is good until midnight when the fair goes on past its days', () => {
    const later = NINE + 10 * 86_400_000
    expect(walkInCodeEnds(setup('fair'), later)).toBe(Date.UTC(2026, 9, 23, 17))
  })
})
