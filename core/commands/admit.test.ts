import { describe, expect, it } from 'vitest'
import { REFUSALS, type Reason } from '../events/checkin'
import { NEVER_CAME } from '../projections/attendance'
import { aContext, aRoom, aScanState, aVisitor, NINE } from '../testing/builders'
import { decideAdmission, mayOverride, type AdmitCommand } from './admit'

const SCAN = '00000000-0000-7000-8000-0000000000cc'
const inside = {
  ...NEVER_CAME,
  entries: 1,
  inside: true,
  firstEntryAt: NINE - 1,
  stayFrom: NINE - 1,
  lastEntryAt: NINE - 1,
}

function decide(
  more: Parameters<typeof aScanState>[0] & { role?: 'operator' | 'supervisor' } = {},
  command: Partial<AdmitCommand> = {},
) {
  const { role = 'operator', ...state } = more
  return decideAdmission(
    { ...aScanState(state), visitor: state.visitor ?? aVisitor(), role, reasons: ['guest'] },
    {
      scanId: SCAN,
      direction: 'entry',
      gate: 'north',
      reason: 'guest',
      note: null,
      knows: null,
      refusedScan: null,
      ...command,
    },
    { ...aContext(), actor: 'sari' },
  )
}

describe('admitting by hand', () => {
  it('is a scan without a code, with the reason and the person who did it', () => {
    const decided = decide({}, { note: SCAN })
    expect(decided).toMatchObject({
      ok: true,
      value: {
        id: SCAN,
        actor: 'sari',
        body: {
          outcome: 'admitted',
          reason: null,
          via: 'staff',
          credential: { kind: 'none', length: 0 },
          override: { reason: 'guest', refusal: null, note: SCAN },
        },
      },
    })
  })

  it('lets somebody out as well, and back in as a return', () => {
    expect(decide({ attendance: inside }, { direction: 'exit' })).toMatchObject({
      value: { body: { direction: 'exit', reason: 'exit' } },
    })
    expect(decide({ attendance: { ...inside, inside: false } })).toMatchObject({
      value: { body: { reason: 'reentry' } },
    })
  })

  it('takes only reasons of the set-up', () => {
    expect(decide({}, { reason: 'because' })).toMatchObject({ code: 'reason_not_listed' })
  })

  it('sets a refusal aside that staff were shown, and names it', () => {
    const refusal = { knows: 'already_admitted', refusedScan: aVisitor().id } as const
    expect(decide({ attendance: inside }, refusal)).toMatchObject({
      value: {
        causation: aVisitor().id,
        body: { outcome: 'admitted', reason: 'reentry', override: { refusal: 'already_admitted' } },
      },
    })
  })

  it('asks again when the rules say something else by now', () => {
    expect(decide({ attendance: inside })).toMatchObject({
      code: 'rules_differ',
      detail: { refusal: 'already_admitted' },
    })
    expect(decide({}, { knows: 'full' })).toMatchObject({ code: 'rules_differ', detail: { refusal: null } })
  })

  it('leaves to a supervisor what is not the door’s to decide', () => {
    const full = { listMore: { capacity: 1 }, room: aRoom(1) }
    expect(decide(full, { knows: 'full' })).toMatchObject({ code: 'supervisor_needed', detail: { refusal: 'full' } })
    expect(decide({ ...full, role: 'supervisor' }, { knows: 'full' })).toMatchObject({ ok: true })
    const blocked = { visitor: aVisitor({ status: 'blocked' }) } as const
    expect(decide(blocked, { knows: 'blocked' })).toMatchObject({ code: 'supervisor_needed' })
  })

  it('never gives a person’s consent in their stead', () => {
    const visitor = aVisitor({ unanswered: { consent: 1, questions: 0 } })
    expect(decide({ visitor, role: 'supervisor' }, { knows: 'consent' })).toMatchObject({ code: 'not_overridable' })
  })

  it('knows for every refusal who may set it aside', () => {
    const may = (role: 'operator' | 'supervisor' | 'organizer') =>
      REFUSALS.filter((refusal: Reason) => mayOverride(role, refusal))
    expect(may('operator')).toEqual(['already_admitted', 'too_early', 'too_late'])
    expect(may('supervisor')).toEqual(REFUSALS.filter((refusal) => refusal !== 'invalid' && refusal !== 'wrong_fair'))
    expect(may('organizer')).toEqual(may('supervisor'))
  })
})
