import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WalkInForm } from '../../../../core/contract/walk-in-form'
import {
  answersOf,
  beginWalkIn,
  canGoBack,
  isSkipping,
  stepOf,
  walkStep,
  type WalkEvent,
  type WalkState,
} from './walk-in-machine'

const both = (text: string) => ({ id: text, en: text })
const FORM: WalkInForm = {
  categories: [
    { code: 'umum', name: both('umum'), color: null },
    { code: 'asn', name: both('asn'), color: null },
  ],
  fields: [
    { kind: 'name', required: true },
    { kind: 'phone', required: false },
    {
      kind: 'question',
      code: 'from',
      text: both('?'),
      choices: [{ code: 'near', name: both('near') }],
      required: false,
    },
  ],
  purposes: [
    { code: 'must', name: both('must'), text: both('must'), version: 2, required: true },
    { code: 'may', name: both('may'), text: both('may'), version: 1, required: false },
  ],
  hasBadge: true,
}
const play = (walk: WalkState, ...events: WalkEvent[]) => events.reduce(walkStep, walk)
const begin = (form = FORM) => beginWalkIn(form, 'request')
const UMUM: WalkEvent = { type: 'category', category: 'umum' }
const NEXT: WalkEvent = { type: 'next' }
const typed = (field: string, text: string): WalkEvent => ({ type: 'typed', field, text })
const said = (purpose: string, given: boolean): WalkEvent => ({ type: 'purpose', purpose, given })
const whole = () =>
  play(
    begin(),
    UMUM,
    typed('name', 'Siti'),
    NEXT,
    NEXT,
    { type: 'chose', field: 'from', choice: 'near' },
    said('must', true),
    said('may', false),
  )

describe('registering at the gate', () => {
  it('asks one thing after the other and ends in a review', () => {
    expect(begin().steps.map(({ is }) => is)).toEqual([
      'category',
      'field',
      'field',
      'field',
      'purpose',
      'purpose',
      'review',
    ])
    expect(stepOf(whole())).toEqual({ is: 'review' })
    expect(answersOf(whole())).toEqual({
      category: 'umum',
      name: 'Siti',
      institution: '',
      phone: '',
      email: '',
      questions: { from: 'near' },
      consents: [
        { purpose: 'must', version: 2, given: true },
        { purpose: 'may', version: 1, given: false },
      ],
    })
  })

  it('does not ask for a category where there is one alone', () => {
    const one = begin({ ...FORM, categories: FORM.categories.slice(0, 1) })
    expect(stepOf(one).is).toBe('field')
    expect(answersOf(one).category).toBe('umum')
  })

  it('says what is wrong with an answer when they want to go on, and no sooner', () => {
    const at = play(begin(), UMUM)
    expect(play(at, NEXT).problem).toBe('empty')
    const short = play(at, typed('name', 'S'))
    expect(short.problem).toBeNull()
    expect(play(short, NEXT)).toMatchObject({ at: 1, problem: 'too_short' })
    expect(play(short, NEXT, typed('name', 'Si'), NEXT)).toMatchObject({ at: 2, problem: null })
  })

  it('lets them skip what is not required, and says so', () => {
    const phone = play(begin(), UMUM, typed('name', 'Siti'), NEXT)
    expect(isSkipping(phone)).toBe(true)
    expect(isSkipping(play(phone, typed('phone', '08')))).toBe(false)
    expect(play(phone, NEXT).at).toBe(3)
  })

  it('keeps every answer on the way back', () => {
    const back = play(whole(), ...Array.from({ length: 6 }, (): WalkEvent => ({ type: 'before' })))
    expect(back.at).toBe(0)
    expect(answersOf(back)).toEqual(answersOf(whole()))
    expect(canGoBack(back)).toBe(false)
  })

  it('leads from a change in the review straight back to it', () => {
    const changed = play(whole(), { type: 'edit', step: 1 }, typed('name', 'Budi'), NEXT)
    expect(stepOf(changed).is).toBe('review')
    expect(answersOf(changed).name).toBe('Budi')
  })

  it('ticks nothing beforehand and takes no silence for a yes', () => {
    const asked = play(begin(), UMUM, typed('name', 'Siti'), NEXT, NEXT, NEXT)
    expect(stepOf(asked).is).toBe('purpose')
    expect(asked.given).toEqual({})
    expect(play(asked, NEXT).at).toBe(asked.at)
  })

  it('says what a no to a required purpose means, and lets them think again', () => {
    const asked = play(begin(), UMUM, typed('name', 'Siti'), NEXT, NEXT, NEXT)
    const declined = play(asked, said('must', false))
    expect(declined.declined?.code).toBe('must')
    expect(declined.at).toBe(asked.at)
    expect(play(declined, { type: 'before' }, said('must', true))).toMatchObject({ declined: null, at: asked.at + 1 })
  })

  it('changes nothing while it is sent; a failure keeps everything and the request', () => {
    const sent = play(whole(), { type: 'sent' })
    expect(play(sent, typed('name', 'X'), { type: 'before' })).toEqual(sent)
    const failed = play(sent, { type: 'failed', failure: 'disk_full' })
    expect(failed).toMatchObject({ sending: false, failure: 'disk_full', requestId: 'request' })
    expect(answersOf(failed)).toEqual(answersOf(whole()))
  })

  it('leads to the field that main cannot take', () => {
    const bad = play(whole(), { type: 'sent' }, { type: 'bad', field: 'phone', problem: 'not_a_phone' })
    expect(bad).toMatchObject({ at: 2, problem: 'not_a_phone', sending: false })
  })

  it('never leaves its steps, whatever is pressed', () => {
    const events = fc.oneof(
      fc.constantFrom<WalkEvent>(
        NEXT,
        { type: 'before' },
        UMUM,
        { type: 'sent' },
        { type: 'failed', failure: 'internal' },
      ),
      fc.nat(6).map((step): WalkEvent => ({ type: 'edit', step })),
      fc.boolean().map((given) => said('must', given)),
      fc.string().map((text) => typed('name', text)),
    )
    fc.assert(
      fc.property(fc.array(events, { maxLength: 30 }), (all) => {
        const walk = play(begin(), ...all)
        expect(walk.at).toBeGreaterThanOrEqual(0)
        expect(walk.at).toBeLessThan(walk.steps.length)
      }),
      { numRuns: 50 },
    )
  })
})
