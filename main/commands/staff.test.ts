import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { staffStream } from '../../core/events/system'
import { GateFolder } from './a-gate-folder'
import { setFirstPin, staffRow } from './staff'

let gate: GateFolder
beforeEach(async () => {
  gate = await GateFolder.make()
})
afterEach(() => gate.remove())

describe('the first PIN', () => {
  it('is not said to stand where the row was buried for ever', async () => {
    gate.folder.people.tombstone(staffRow('sari'), { groups: ['staff'] })
    expect(await setFirstPin(gate.folder, 'sari', '482915', null)).toEqual({ ok: false, code: 'staff_erased' })
    expect(gate.folder.log.stream(staffStream('sari'))).toEqual([])
  })
})
