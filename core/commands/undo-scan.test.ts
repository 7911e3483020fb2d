import { describe, expect, it } from 'vitest'
import type { ScanBody } from '../events/checkin'
import type { LogEvent } from '../events/envelope'
import { aContext, aScanCommand, aScanState, NINE } from '../testing/builders'
import { decideScan } from './scan'
import { decideUndo, UNDO_MS, type UndoState } from './undo-scan'

const REQUEST = '00000000-0000-7000-8000-0000000000dd'
const scanned = decideScan(aScanState(), aScanCommand(), aContext()).event
const entry: LogEvent<ScanBody> = {
  ...scanned,
  offset: 0,
  station: REQUEST,
  chain: REQUEST,
  stationSeq: 1,
  prevHash: '',
}
const exit: LogEvent<ScanBody> = {
  ...entry,
  id: '00000000-0000-7000-8000-0000000000ee',
  causation: entry.id,
  body: { ...entry.body, list: 'hall', direction: 'exit', reason: 'exit' },
}

const decide = (more: Partial<UndoState> = {}, now = NINE + 1) =>
  decideUndo(
    { scan: entry, recordedAt: NINE, isUndone: false, caused: [], reasons: ['mistake'], ...more },
    { requestId: REQUEST, reason: 'mistake' },
    aContext(now),
  )

describe('taking a scan back', () => {
  it('stands in the stream of the scan’s own row', () => {
    expect(decide()).toMatchObject({
      value: [{ id: REQUEST, stream: entry.stream, body: { scan: entry.id, list: 'day-1', reason: 'mistake' } }],
    })
  })

  it('takes the exits along that the entry brought about', () => {
    expect(decide({ caused: [exit] })).toMatchObject({
      value: [{ id: REQUEST }, { causation: REQUEST, body: { scan: exit.id, list: 'hall' } }],
    })
    expect(decide({ scan: exit })).toMatchObject({ code: 'not_undoable' })
  })

  it('is possible for two minutes', () => {
    expect(decide({}, NINE + UNDO_MS)).toMatchObject({ ok: true })
    expect(decide({}, NINE + UNDO_MS + 1)).toMatchObject({ code: 'undo_expired' })
  })

  it('happens once, whoever presses again', () => {
    expect(decide({ isUndone: true })).toEqual({ ok: true, value: [] })
  })

  it('is refused for what let nobody in, and for a reason that the set-up does not know', () => {
    expect(decide({ scan: null })).toMatchObject({ code: 'unknown_scan' })
    expect(decide({ scan: { ...entry, body: { ...entry.body, outcome: 'refused', reason: 'full' } } })).toMatchObject({
      code: 'not_undoable',
    })
    expect(decide({ reasons: [] })).toMatchObject({ code: 'reason_not_listed' })
  })

  it('takes back what staff let through after a refusal', () => {
    const override = { reason: 'guest', refusal: 'full', note: null } as const
    const allowed = { ...entry, causation: REQUEST, body: { ...entry.body, override } }
    expect(decide({ scan: allowed })).toMatchObject({ ok: true })
  })
})
