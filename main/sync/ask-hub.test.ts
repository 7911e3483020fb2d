import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Hub } from '../../core/hub/port'
import { NINE, SMALL_FAIR } from '../../core/testing/builders'
import { askHub } from './ask-hub'
import { RigStation, type RigTime } from './testing/rig'

const HALL = { ...SMALL_FAIR.lists[0], code: 'hall', name: { id: 'Aula', en: 'Hall' }, capacity: 10 }
let time: RigTime
let desk: RigStation
let gate: RigStation
beforeEach(async () => {
  time = { now: NINE }
  ;({ desk } = await RigStation.desk(time, { lists: [HALL] }))
  gate = await RigStation.beside(desk, 2, ['gate'], time)
  for (const station of [desk, gate]) expect(await station.once()).toBeNull()
})
afterEach(() => [desk, gate].forEach((station) => station.remove()))

describe('asking the hub while somebody waits', () => {
  it('counts as cut off from the moment of the question until the hub is heard again', async () => {
    const asked: (() => void)[] = []
    const reached = gate.reached()
    const silent: Hub = {
      ...reached,
      places: (list, command) =>
        new Promise((resolve) => {
          asked.push(() => void reached.places(list, command).then(resolve))
        }),
    }
    const impatient = async () => {
      while (asked.length === 0) await new Promise((later) => setImmediate(later))
      time.now += 1_500
    }
    const ask = askHub(gate.engine, silent, impatient)
    expect(await ask.places('hall', { want: 'lease', command: gate.folder.ports.newId() })).toMatchObject({
      ok: false,
      code: 'offline',
    })
    expect(gate.engine.facts).toMatchObject({ silentSince: NINE, machine: { link: { is: 'up' } } })
    // The answer comes at last.
    for (const goOn of asked) goOn()
    expect(await gate.once()).toBeNull()
    expect(gate.engine.facts.silentSince).toBeNull()
  })
})
