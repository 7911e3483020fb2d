import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Reason } from '../../core/events/checkin'
import { NINE, SMALL_FAIR } from '../../core/testing/builders'
import { rebuildFolder } from '../folder/fair-folder'
import { admitByHand } from './admit'
import { GateFolder } from './a-gate-folder'
import { undoScan } from './undo-scan'

const HOUR = 3_600_000
const [door] = SMALL_FAIR.lists as [Record<string, unknown>]
/** A room of two beside the door: who enters it leaves the hall beside it; everybody counts as gone at four. */
const room = (more: object) => ({
  ...door,
  kind: 'session',
  gates: ['north'],
  windows: [{ from: '2026-10-13T08:00', to: '2026-10-14T16:00' }],
  ...more,
})
const LISTS = [
  door,
  room({ code: 'hall', name: { id: 'Aula', en: 'Hall' }, resetAt: '04:00', leaves: ['room'] }),
  room({ code: 'room', name: { id: 'Ruang', en: 'Room' }, resetAt: '04:00', leaves: ['hall'], capacity: 2 }),
]

let gate: GateFolder
beforeEach(async () => {
  gate = await GateFolder.make({ lists: LISTS })
})
afterEach(() => gate.remove())

const sari = { code: 'sari', role: 'supervisor' } as const
const admit = (visitor: string, list: string, more: Partial<Parameters<typeof admitByHand>[1]> = {}) =>
  admitByHand(
    gate.folder,
    {
      scanId: gate.id(),
      visitor,
      direction: 'entry',
      gate: 'north',
      reason: 'guest',
      note: null,
      knows: null,
      refusedScan: null,
      staff: sari,
      ...more,
    },
    (fair) => fair.list(list),
  )
const undo = (scan: string, requestId = gate.id()) =>
  undoScan(gate.folder, { requestId, scan, gate: 'north', reason: 'mistake', actor: 'sari' })

describe('staff at the gate', () => {
  it('admit somebody without a code: one entry, however often it is sent, with the note kept apart', () => {
    const ann = gate.visitor('Ann')
    const scanId = gate.id()
    for (let times = 0; times < 2; times += 1)
      expect(admit(ann, 'day-1', { scanId, note: 'Kartu tertinggal' }).ok).toBe(true)
    expect(gate.figures()).toEqual({ entered: 1, inside: 1, entries: 1, duplicates: 0 })
    expect(gate.folder.people.counts().note.rows).toBe(1)
    expect(gate.folder.log.find(scanId)?.event).toMatchObject({ actor: 'sari', body: { via: 'staff' } })
    expect(JSON.stringify(gate.folder.log.find(scanId)?.event)).not.toContain('Kartu')
  })

  it('let a room hold more than it may, knowing it, and it stays full for the next', () => {
    const people = ['Ann', 'Ben', 'Cis', 'Dan'].map((name) => gate.visitor(name))
    gate.scan('Ann', 'room')
    gate.scan('Ben', 'room')
    const refused = gate.scan('Cis', 'room')
    expect(refused.reason).toBe('full')
    const knows: Reason = 'full'
    const more = { knows, refusedScan: refused.scanId }
    expect(admit(people[2] ?? '', 'room', { ...more, staff: { code: 'ani', role: 'operator' } })).toMatchObject({
      code: 'supervisor_needed',
    })
    expect(admit(people[2] ?? '', 'room', more).ok).toBe(true)
    expect(gate.figures('room')).toEqual({ entered: 3, inside: 3, entries: 3, duplicates: 0 })
    expect(gate.scan('Dan', 'room').reason).toBe('full')
  })

  it('take an entry back, with the exit it brought about elsewhere, and the place is free again', () => {
    gate.visitor('Ann')
    gate.visitor('Ben')
    gate.scan('Ann', 'hall')
    gate.scan('Ben', 'room')
    const entry = gate.scan('Ann', 'room')
    expect([gate.figures('hall').inside, gate.figures('room').inside]).toEqual([0, 2])
    expect(gate.scan('Ben', 'hall').reason).toBeNull()
    expect(undo(entry.scanId).ok).toBe(true)
    expect([gate.figures('hall').inside, gate.figures('room').inside]).toEqual([2, 0])
    expect(gate.figures('room')).toMatchObject({ entered: 1, entries: 1 })
    // Taken back, it is as if it had not been: the next scan is a first entry, not a return.
    expect(gate.scan('Ann', 'room')).toMatchObject({ outcome: 'admitted', reason: null })
  })

  it('take nothing back after two minutes, nor what another gate scanned, nor twice', () => {
    gate.visitor('Ann')
    const { scanId } = gate.scan('Ann')
    const other = { requestId: gate.id(), scan: scanId, gate: 'south', reason: 'mistake', actor: 'sari' }
    expect(undoScan(gate.folder, other)).toMatchObject({ code: 'unknown_scan' })
    const request = gate.id()
    expect(undo(scanId, request).ok).toBe(true)
    const events = () => gate.folder.log.pendingCount()
    const before = events()
    expect([undo(scanId, request).ok, undo(scanId).ok]).toEqual([true, true])
    expect(events()).toBe(before)
    const later = gate.scan('Ann')
    gate.pass(121_000)
    expect(undo(later.scanId)).toMatchObject({ code: 'undo_expired' })
  })

  it('count a room empty after the night, in the fair’s zone, whatever was allowed and taken back', () => {
    const ann = gate.visitor('Ann')
    gate.visitor('Ben')
    gate.scan('Ann', 'room')
    gate.scan('Ben', 'room')
    expect(gate.figures('room').inside).toBe(2)
    // 03:59 and 04:00 in Surabaya; the tests run in a zone of St John's.
    gate.at(Date.UTC(2026, 9, 13, 20, 59))
    expect(gate.figures('room').inside).toBe(2)
    gate.at(Date.UTC(2026, 9, 13, 21))
    expect(gate.figures('room').inside).toBe(0)
    gate.at(NINE + 24 * HOUR)
    const entry = gate.scan('Ann', 'room')
    expect([entry.reason, gate.figures('room').inside]).toEqual(['reentry', 1])
    // Without today's entry the last one lies before the night.
    undo(entry.scanId)
    expect(gate.figures('room').inside).toBe(0)
    expect(admit(ann, 'room').ok).toBe(true)
    expect(gate.figures('room')).toEqual({ entered: 2, inside: 1, entries: 3, duplicates: 0 })
  })

  it('leave rows that a rebuild gives again', () => {
    const ann = gate.visitor('Ann')
    gate.scan('Ann', 'hall')
    undo(gate.scan('Ann', 'room').scanId)
    admit(ann, 'hall', { knows: 'already_admitted' })
    const all = () => ['day-1', 'hall', 'room'].map((list) => gate.figures(list))
    const before = all()
    rebuildFolder(gate.folder.dir)
    expect(all()).toEqual(before)
    expect(before[1]).toEqual({ entered: 1, inside: 1, entries: 2, duplicates: 0 })
  })
})
