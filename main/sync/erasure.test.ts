import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { StationInfo } from '../../core/hub/stations'
import { NINE } from '../../core/testing/builders'
import { visitorMerged, mergeStream } from '../../core/events/person'
import { lookupHmac } from '../../db/people/keys'
import { COMMAND_PATIENCE, WINDOW_PATIENCE, carryOutErasures, erasureState, eraseVisitor } from '../commands/erase'
import { recordScan } from '../commands/scan'
import { RigStation, sure, type RigTime } from './testing/rig'

const stations: RigStation[] = []
afterEach(() => stations.splice(0).forEach((station) => station.remove()))

async function aRig() {
  const time: RigTime = { now: NINE }
  const { hub, desk } = await RigStation.desk(time)
  const gate = await RigStation.beside(desk, 2, ['gate'], time)
  const display = await RigStation.beside(desk, 3, ['display'], time)
  stations.push(desk, gate, display)
  return { hub, desk, gate, display }
}

const register = (station: RigStation, code: string, name: string) =>
  station.register(code, {
    institution: 'Dinas Perhubungan',
    personal: (visitor) => [
      { visitor, group: 'greet', fields: { name }, lookup: { phone: '+62811223344' } },
      { visitor, group: 'contact', fields: { phone: '+62811223344', code } },
      { visitor, group: 'identity', fields: { nik: '3578000000000001' } },
    ],
  })
const context = ({ ports }: RigStation['folder']) => ({ now: ports.wall(), newId: ports.newId })

const inStep = async (...all: readonly RigStation[]) => {
  for (const station of [...all, ...all]) expect([await station.once(), ...station.reports]).toEqual([null])
}
const scan = ({ folder }: RigStation, text: string) => {
  const about = { text, length: text.length, via: 'keypad', gate: 'north', direction: 'entry', typedAt: null } as const
  const scanned = recordScan(folder, { scanId: folder.ports.newId(), ...about }, (fair) => fair.list('day-1'))
  if (typeof scanned === 'string') throw new Error(scanned)
  return scanned.answer
}
/** The sealed bytes of a person here: found in a copy of the file they would be opened by whoever holds the keys. */
const seals = ({ folder }: RigStation, visitor: string) =>
  folder.people.sealedRows(visitor).flatMap(({ sealed }) => (sealed === null ? [] : [sealed]))
/** How many of these lie in any file of the folder. */
const onDisk = ({ dir }: RigStation, wanted: readonly Buffer[]) => {
  const bytes = readdirSync(dir)
    .filter((name) => name.includes('.sqlite'))
    .map((name) => readFileSync(join(dir, name)))
  return wanted.filter((seal) => bytes.some((file) => file.includes(seal))).length
}

/** What a desk knows of an erasure, with what the hub told of the stations: each place, then how it stands. */
const known = ({ folder }: RigStation, visitor: string, told: readonly StationInfo[] = []) => {
  const state = erasureState(folder, visitor, told)
  return [...(state?.stations ?? []).map(({ roles, word }) => `${roles.join()} ${word.is}`), state?.end]
}

describe('erasing a person', () => {
  it('takes them from every station and the hub, says where that is done, and leaves the counts', async () => {
    const { hub, desk, gate, display } = await aRig()
    const visitor = register(desk, 'CODE-1', 'Ann')
    await inStep(desk, gate, display)
    expect(scan(gate, 'CODE-1').outcome).toBe('admitted')
    await inStep(gate, desk, display)
    const [ofDesk, ofGate] = [seals(desk, visitor), seals(gate, visitor)]
    const atHub = async () => {
      const log = desk.engine.facts.machine.log ?? ''
      const { rows } = sure(await hub.as(desk.folder.log.station).peoplePage({ log, after: 0, limit: 500 }))
      return rows.filter((row) => row.visitor === visitor && row.sealed !== null).length
    }
    // The control: there they are.
    expect([ofDesk.length, ofGate.length, onDisk(desk, ofDesk), onDisk(gate, ofGate), await atHub()]).toEqual([
      3, 1, 3, 1, 3,
    ])

    const begun = sure(eraseVisitor(desk.folder, visitor, { actor: 'admin', patience: COMMAND_PATIENCE }))
    expect(begun).toMatchObject({ visitors: [visitor], hub: 'waiting' })
    expect(known(desk, visitor)).toEqual(['desk erased', 'gate waiting', 'open'])

    await inStep(desk, gate)
    expect(carryOutErasures(gate.folder, WINDOW_PATIENCE)).toBe(1)
    expect(carryOutErasures(gate.folder, WINDOW_PATIENCE)).toBe(0)
    await inStep(gate, desk, display)
    expect(erasureState(desk.folder, visitor)).toMatchObject({ hub: 'done' })
    expect(known(desk, visitor)).toEqual(['desk erased', 'gate erased', 'done'])
    expect([onDisk(desk, ofDesk), onDisk(gate, ofGate), await atHub()]).toEqual([0, 0, 0])
    // What is not personal stays as it was; the code is good no more.
    expect(desk.folder.desk.facts(visitor)?.institution).toBe('Dinas Perhubungan')
    expect(desk.folder.desk.attendance('day-1', visitor)?.firstEntryAt).not.toBeNull()
    expect(scan(gate, 'CODE-1')).toMatchObject({ outcome: 'refused', reason: 'revoked' })
    expect(desk.folder.people.isErased(lookupHmac(desk.folder.keys, 'code', 'CODE-1'))).toBe(true)
    for (const station of [desk, gate, display]) expect(station.rebuilt()).toEqual(station.models())
  })

  it('does not wait for a revoked station: it says that it was not seen since, or that it is wiped', async () => {
    const { hub, desk, gate } = await aRig()
    const visitor = register(desk, 'CODE-1', 'Ann')
    await inStep(desk, gate)
    sure(eraseVisitor(desk.folder, visitor, { actor: 'admin', patience: COMMAND_PATIENCE }))
    await inStep(desk)
    const told = async () => sure(await hub.as(desk.folder.log.station).stations()).stations
    expect(known(desk, visitor, await told())).toEqual(['desk erased', 'gate waiting', 'open'])

    sure(await hub.as(desk.folder.log.station).revoke(gate.folder.log.station))
    expect(known(desk, visitor, await told())).toEqual(['desk erased', 'gate unseen', 'unreached'])
    // Of a hub that was not asked nothing is known of revocations.
    expect(known(desk, visitor)).toEqual(['desk erased', 'gate waiting', 'open'])

    expect(await gate.once()).toBe('revoked')
    expect(known(desk, visitor, await told())).toEqual(['desk erased', 'gate wiped', 'done'])
    // Somebody else's word does not do.
    const forged = (await told()).map((info) =>
      info.wiped === null ? info : { ...info, wiped: { ...info.wiped, signature: '0'.repeat(128) } },
    )
    expect(known(desk, visitor, forged)).not.toContain('gate wiped')
  })

  it('reaches who was merged with them, and asked again changes nothing', async () => {
    const { desk } = await aRig()
    const [one, other] = [register(desk, 'CODE-1', 'Ann'), register(desk, 'CODE-2', 'Ann B.')]
    desk.folder.log.transact((append) =>
      append(visitorMerged.make(mergeStream(one), { visitor: one, into: other }, context(desk.folder))),
    )
    const by = { actor: null, patience: COMMAND_PATIENCE }
    const first = sure(eraseVisitor(desk.folder, one, by))
    expect([...first.visitors].toSorted()).toEqual([one, other].toSorted())
    for (const visitor of [one, other]) expect(seals(desk, visitor)).toEqual([])
    const events = desk.held().size
    expect(sure(eraseVisitor(desk.folder, other, by))).toEqual(first)
    expect(desk.held().size).toBe(events)
  })

  it('is refused for nobody', async () => {
    const { desk } = await aRig()
    const by = { actor: null, patience: COMMAND_PATIENCE }
    expect(eraseVisitor(desk.folder, desk.folder.ports.newId(), by)).toMatchObject({ code: 'unknown_visitor' })
    expect(erasureState(desk.folder, desk.folder.ports.newId())).toBeNull()
  })
})
