import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { MAX_BATCH } from '../../core/hub/wire'
import { NINE } from '../../core/testing/builders'
import type { MemoryHub } from '../../core/testing/memory-hub'
import { leaseStream, numbersLeased } from '../../core/events/queue'
import { openDatabase } from '../../db/connection'
import { recordScan } from '../commands/scan'
import { gatePanelView } from '../views/gate-panel-view'
import { RigStation, type RigTime } from './testing/rig'
import { signWiped, wipedAt } from './wiped'

const stations: RigStation[] = []
afterEach(() => stations.splice(0).forEach((station) => station.remove()))

async function aRig() {
  const time: RigTime = { now: NINE }
  const { hub, desk } = await RigStation.desk(time)
  const [gateA, gateB] = [
    await RigStation.beside(desk, 2, ['gate'], time),
    await RigStation.beside(desk, 3, ['gate'], time),
  ]
  const display = await RigStation.beside(desk, 4, ['display'], time)
  stations.push(desk, gateA, gateB, display)
  return { time, hub, desk, gateA, gateB, display }
}

/** A visitor with a code, a name and a phone number, as a roster brings them. */
const register = (station: RigStation, code: string, name: string) =>
  station.register(code, {
    personal: (visitor) => [
      { visitor, group: 'greet', fields: { name }, lookup: { phone: '+62811223344' } },
      { visitor, group: 'contact', fields: { phone: '+62811223344', code } },
    ],
  })

function scan({ folder }: RigStation, code: string, direction: 'entry' | 'exit' = 'entry') {
  const request = {
    scanId: folder.ports.newId(),
    text: code,
    length: code.length,
    via: 'keypad',
    gate: 'north',
    direction,
    typedAt: null,
  } as const
  const scanned = recordScan(folder, request, (fair) => fair.list('day-1'))
  if (typeof scanned === 'string') throw new Error(scanned)
  return scanned.answer
}

const figures = (station: RigStation) => station.folder.checkin.figures(sureFair(station), NINE)[0]
function sureFair({ folder }: RigStation) {
  const fair = folder.checkin.fair()
  if (fair === null) throw new Error('no fair')
  return fair
}
/** What the staff panel of the north gate shows on a station. */
const panelAt = (station: RigStation) =>
  gatePanelView(station.folder, sureFair(station), {
    place: { role: 'gate', gate: 'north', direction: 'entry' },
    staff: 'sari',
    leftMs: 60_000,
    search: { ready: true, total: 0 },
    logDamaged: false,
    link: { state: 'connected', since: null, pending: 0, trouble: null },
    hub: null,
    badges: null,
  })
const inStep = async (...all: readonly RigStation[]) => {
  for (const station of [...all, ...all]) {
    const problem = await station.once()
    expect([problem, ...station.reports]).toEqual([null])
  }
}
const storedIds = (hub: MemoryHub) =>
  hub.entries.map((entry) => ('text' in entry ? String(entry.text) : '')).toSorted((a, b) => a.localeCompare(b))

describe('a station and its hub', () => {
  it('brings set-up and roster to a new gate, and to a display only what it needs', async () => {
    const { desk, gateA, display } = await aRig()
    const visitor = register(desk, 'CODE-1', 'Ann')
    await inStep(desk, gateA, display)
    expect(gateA.folder.people.read(visitor, 'greet')).toMatchObject({ ok: true, value: { name: 'Ann' } })
    expect(scan(gateA, 'CODE-1')).toMatchObject({ outcome: 'admitted' })
    expect(gateA.folder.people.counts().contact.rows).toBe(0)
    expect(sureFair(display).setup.code).toBe(sureFair(desk).setup.code)
    expect(display.folder.checkin.visitor(visitor)).toBeNull()
    expect(display.folder.people.counts().greet.rows).toBe(0)
  })

  it('makes gate B refuse who entered at gate A, and admits at both while they are apart', async () => {
    const { desk, gateA, gateB, time } = await aRig()
    register(desk, 'CODE-1', 'Ann')
    register(desk, 'CODE-2', 'Ben')
    await inStep(desk, gateA, gateB)
    scan(gateA, 'CODE-1')
    await inStep(gateA, gateB)
    expect(scan(gateB, 'CODE-1')).toMatchObject({ outcome: 'refused', reason: 'already_admitted' })

    time.now += 60_000
    expect(scan(gateA, 'CODE-2')).toMatchObject({ outcome: 'admitted' })
    time.now += 60_000
    expect(scan(gateB, 'CODE-2')).toMatchObject({ outcome: 'admitted' })
    await inStep(gateB, gateA, desk)
    for (const station of [desk, gateA, gateB])
      expect(figures(station)).toMatchObject({ entered: 2, entries: 2, duplicates: 1, inside: 2 })
    // The panel says of the one let in twice where and when the entry was that counts.
    const panel = panelAt(gateB)
    expect(panel.scans.filter(({ isDuplicate }) => isDuplicate)).toMatchObject([
      { at: NINE + 120_000, counts: { at: NINE + 60_000, gate: sureFair(gateB).gate('north')?.name } },
    ])
  })

  it('tells two exits and an older entry leave nobody inside, on every station', async () => {
    const { desk, gateA, gateB, time } = await aRig()
    register(desk, 'CODE-1', 'Ann')
    await inStep(desk, gateA, gateB)
    time.now = NINE + 3 * 3_600_000
    scan(gateB, 'CODE-1', 'exit')
    time.now += 3_600_000
    scan(gateA, 'CODE-1')
    time.now += 2 * 3_600_000
    scan(gateB, 'CODE-1', 'exit')
    await inStep(gateB, desk)
    time.now += 3_600_000
    await inStep(gateA, gateB, desk)
    for (const station of [desk, gateA, gateB]) expect(figures(station)).toMatchObject({ entered: 1, inside: 0 })
  })

  it('sends nothing twice when answers are lost, and forgets nothing when requests are', async () => {
    const { hub, desk, gateA } = await aRig()
    register(desk, 'CODE-1', 'Ann')
    for (const fates of [
      ['lost'],
      ['arrives', 'unanswered'],
      ['arrives', 'arrives', 'unanswered'],
      ['arrives', 'unanswered'],
    ] as const)
      expect(await desk.once(...fates)).toBe('offline')
    await inStep(desk, gateA)
    expect(new Set(storedIds(hub)).size).toBe(hub.entries.length)
    expect(desk.folder.log.pendingCount()).toBe(0)
    expect(gateA.folder.log.sync.state()?.cursor).toBe(hub.entries.length)
  })

  it('fills an empty hub again: own events and others’, though their station is gone', async () => {
    const { hub, desk, gateA, gateB, time } = await aRig()
    register(desk, 'CODE-1', 'Ann')
    await inStep(desk)
    const backup = hub.backup()
    await inStep(gateA, gateB)
    scan(gateA, 'CODE-1')
    await inStep(gateA, gateB, desk)
    const before = storedIds(hub)
    time.now += 60_000
    hub.restore(backup)
    // Gate A is gone for good: gate B holds its scan.
    await inStep(gateB, desk)
    expect(storedIds(hub)).toEqual(before)
    for (const station of [desk, gateB]) expect(figures(station)).toMatchObject({ entered: 1, inside: 1 })
    expect(gateB.folder.log.pendingCount()).toBe(0)
  })

  it('fills an empty hub again turn by turn: the gate scans in between, and a program that ends goes on with the rest', async () => {
    const { hub, desk, gateA, gateB } = await aRig()
    const empty = hub.backup()
    await inStep(desk, gateA, gateB)
    for (const station of [desk, gateA, gateB]) {
      station.batch = MAX_BATCH
      await station.restart()
    }
    for (let n = 0; n < 300; n += 1) desk.register(`CODE-${n}`)
    await inStep(desk, gateA, gateB)
    for (let n = 0; n < 20; n += 1) scan(gateA, `CODE-${n}`)
    await inStep(gateA, gateB)
    const held = hub.entries.length
    hub.restore(empty)
    const log = () => gateB.folder.log
    const isBetween = () => log().pendingCount() > 0 && log().pendingCount() < held - 100
    const before = log().sync.state()?.logIdentity
    void gateB.engine.once()
    for (let n = 0; n < 1_000 && !isBetween(); n += 1) await new Promise((later) => setImmediate(later))
    expect(isBetween()).toBe(true)
    expect(scan(gateB, 'CODE-5')).toMatchObject({ outcome: 'refused', reason: 'already_admitted' })
    expect(scan(gateB, 'CODE-200')).toMatchObject({ outcome: 'admitted' })
    await gateB.restart()
    // Part of it has no place any more; nobody was told of the other log yet.
    expect(isBetween()).toBe(true)
    expect(log().sync.state()?.logIdentity).toBe(before)
    expect(gateB.rebuilt()).toEqual(gateB.models())
    await inStep(gateB)
    expect(hub.entries.length).toBeGreaterThan(held)
    await inStep(desk, gateA, gateB)
    expect(new Set(storedIds(hub)).size).toBe(hub.entries.length)
    for (const station of [desk, gateA, gateB]) {
      expect(station.folder.log.pendingCount()).toBe(0)
      expect(figures(station)).toMatchObject({ entered: 21, inside: 21 })
      expect(station.rebuilt()).toEqual(station.models())
    }
  })

  it('finds out that a copied disk stands in for the hub', async () => {
    const { hub, desk, gateA } = await aRig()
    await inStep(desk, gateA)
    const backup = hub.backup()
    register(desk, 'CODE-1', 'Ann')
    await inStep(desk, gateA)
    const before = storedIds(hub)
    hub.forget(backup)
    await inStep(gateA, desk, gateA)
    expect(storedIds(hub)).toEqual(before)
  })

  it('wipes people when the hub revoked it, and keeps the log; a plain “not known here” wipes nothing', async () => {
    const { hub, desk, gateA } = await aRig()
    const visitor = register(desk, 'CODE-1', 'Ann')
    await inStep(desk, gateA)
    scan(gateA, 'CODE-1')
    const stranger = hub.as('00000000-0000-7000-8000-00000000dead')
    expect(await stranger.hello()).toMatchObject({ ok: false, code: 'unknown_station' })
    await hub.as(desk.folder.log.station).revoke(gateA.folder.log.station)
    expect(await gateA.once()).toBe('revoked')
    expect(gateA.folder.people.read(visitor, 'greet')).toMatchObject({ ok: false, code: 'absent' })
    expect(gateA.folder.log.pendingCount()).toBe(1)
  })

  it('keeps what it had scanned while it is revoked, and sends it once it is enrolled again', async () => {
    const { time, hub, desk, gateA } = await aRig()
    register(desk, 'CODE-1', 'Ann')
    await inStep(desk, gateA)
    const before = hub.entries.length
    scan(gateA, 'CODE-1')
    await hub.as(desk.folder.log.station).revoke(gateA.folder.log.station)
    expect(await gateA.once()).toBe('revoked')
    expect([hub.entries.length, gateA.folder.log.pendingCount()]).toEqual([before, 1])
    time.now += 60 * 60_000
    hub.enrol(gateA.folder.log.station, ['gate'])
    // As at an enrolment, it begins anew.
    await gateA.restart()
    await inStep(gateA, desk)
    expect(gateA.folder.log.pendingCount()).toBe(0)
    const panel = panelAt(desk)
    expect(panel.scans).toMatchObject([{ at: NINE, outcome: 'admitted' }])
  })

  it('says to the desk that it wiped what it held, in its own name, as soon as that is heard', async () => {
    const { hub, desk, gateA, gateB } = await aRig()
    register(desk, 'CODE-1', 'Ann')
    await inStep(desk, gateA, gateB)
    const at = hub.as(desk.folder.log.station)
    const fair = desk.folder.checkin.fair()?.id ?? ''
    const heard = async (station: RigStation) => {
      const all = await at.stations()
      const info = all.ok ? all.value.stations.find((one) => one.station === station.folder.log.station) : undefined
      return info === undefined ? null : wipedAt(desk.folder, fair, info)
    }
    for (const gate of [gateA, gateB]) await at.revoke(gate.folder.log.station)
    // Its word is lost once; meanwhile nothing is known.
    expect(await gateA.once('arrives', 'lost')).toBe('revoked')
    expect(await heard(gateA)).toBeNull()
    // A window that was still busy writes after the order; that goes too before anything is said.
    const late = gateA.folder.ports.newId()
    gateA.folder.people.put([{ visitor: late, group: 'greet', fields: { name: 'Ben' } }])
    expect(await gateA.once()).toBe('revoked')
    expect(gateA.folder.people.read(late, 'greet')).toMatchObject({ ok: false, code: 'absent' })
    expect(await heard(gateA)).toBe(NINE)
    // Somebody who has the token of the other, or the hub itself, cannot say it with another key.
    const forged = { order: NINE, signature: signWiped(gateA.folder, NINE) }
    expect(await hub.as(gateB.folder.log.station).sayWiped(forged)).toMatchObject({ ok: true })
    expect(await heard(gateB)).toBeNull()
  })

  it('tells first that it was revoked, and tries again to wipe as long as something is in the way', async () => {
    const { hub, desk, gateA } = await aRig()
    const visitor = register(desk, 'CODE-1', 'Ann')
    await inStep(desk, gateA)
    const isThere = () => gateA.folder.people.read(visitor, 'greet').ok
    const told: boolean[] = []
    let isDiskFull = true
    gateA.heardRevoked = () => {
      told.push(isThere())
      if (isDiskFull) throw new Error('no room to keep it')
    }
    const isSaid: boolean[] = []
    gateA.asks = (what) => void (what === 'sayWiped' && isSaid.push(isThere()))
    const people = openDatabase(join(gateA.dir, 'people.sqlite'))
    people.exec(`CREATE TRIGGER no_room BEFORE DELETE ON people_row BEGIN SELECT raise(ABORT, 'no room'); END`)
    await hub.as(desk.folder.log.station).revoke(gateA.folder.log.station)
    for (const reports of [2, 3]) {
      expect(await gateA.once()).toBe('revoked')
      expect(gateA.engine.facts.machine).toMatchObject({ underWay: null, link: { is: 'over' } })
      expect([told, isThere(), gateA.reports.length]).toEqual([[true], true, reports])
    }
    people.exec('DROP TRIGGER no_room')
    people.close()
    // The rows are gone, but a restart would not know that it was revoked.
    expect(await gateA.once()).toBe('revoked')
    expect([told, isThere(), isSaid]).toEqual([[true, false], false, []])
    isDiskFull = false
    expect(await gateA.once()).toBe('revoked')
    expect([told, isSaid]).toEqual([[true, false, false], [false]])
  })

  it('says nothing while another process still has the old pages', async () => {
    const { hub, desk, gateA } = await aRig()
    register(desk, 'CODE-1', 'Ann')
    await inStep(desk, gateA)
    const reader = openDatabase(join(gateA.dir, 'people.sqlite'))
    const isSaid: boolean[] = []
    gateA.asks = (what) => void (what === 'sayWiped' && isSaid.push(true))
    reader.exec('BEGIN')
    reader.prepare('SELECT count(*) FROM people_row').get()
    await hub.as(desk.folder.log.station).revoke(gateA.folder.log.station)
    expect(await gateA.once()).toBe('revoked')
    expect(isSaid).toEqual([])
    reader.close()
    expect(await gateA.once()).toBe('revoked')
    expect(isSaid).toEqual([true])
  })

  it('keeps what the hub will not have aside, and goes on', async () => {
    const { hub, desk, gateA, gateB } = await aRig()
    register(desk, 'CODE-1', 'Ann')
    await inStep(desk, gateA, gateB)
    // A gate leases no numbers.
    const { folder } = gateA
    const ctx = { now: NINE, newId: folder.ports.newId }
    const lease = { service: 'tax', day: '2026-10-13', station: folder.log.station, from: 1, to: 900 }
    folder.log.transact((append) => append(numbersLeased.make(leaseStream('x'), lease, ctx)))
    scan(gateA, 'CODE-1')
    await inStep(gateA, gateB)
    expect(folder.log.sync.quarantined(10)).toMatchObject([{ problem: 'refused', reason: 'not_allowed' }])
    expect(folder.log.pendingCount()).toBe(0)
    expect(figures(gateB)).toMatchObject({ entered: 1 })
    expect(hub.entries.filter((entry) => 'stub' in entry)).toHaveLength(1)
  })

  it('waits with types that the hub does not know until it is updated', async () => {
    const { hub, desk, gateA } = await aRig()
    register(desk, 'CODE-1', 'Ann')
    await inStep(desk, gateA)
    const { 'scan.recorded': version = 1, ...older } = hub.types
    hub.types = older
    scan(gateA, 'CODE-1')
    register(gateA, 'CODE-2', 'Ben')
    await inStep(gateA, desk)
    expect(gateA.engine.facts.heldBack).toBe(1)
    expect(gateA.folder.log.pendingCount()).toBe(1)
    hub.types = { ...older, 'scan.recorded': version }
    await inStep(gateA, desk)
    expect(gateA.folder.log.pendingCount()).toBe(0)
    expect(figures(desk)).toMatchObject({ entered: 1 })
  })

  it('asks for few pages of people rows, though few rows or none of them are for it', async () => {
    const { desk, gateA, display } = await aRig()
    const { folder } = desk
    folder.people.put(
      Array.from({ length: 1_200 }, (_, n) => {
        const visitor = folder.ports.newId()
        return n % 100 === 0
          ? { visitor, group: 'greet' as const, fields: { name: `Person ${n}` } }
          : { visitor, group: 'contact' as const, fields: { phone: '+62811223344' } }
      }),
    )
    await inStep(desk)
    for (const [station, rows] of [
      [gateA, 12],
      [display, 0],
    ] as const) {
      let pages = 0
      station.asks = (what) => (pages += what === 'peoplePage' ? 1 : 0)
      await inStep(station)
      expect(station.folder.people.counts().greet.rows).toBe(rows)
      // A hundred places, then twice as many each time.
      expect(pages).toBeLessThanOrEqual(5)
    }
  })

  it.each(['hello', 'publish', 'postPeople', 'page', 'peoplePage'] as const)(
    'writes nothing more once it was stopped, though the answer to its “%s” comes',
    async (question) => {
      const { desk, gateA } = await aRig()
      register(desk, 'CODE-1', 'Ann')
      const [station, isReached] = question === 'page' || question === 'peoplePage' ? [gateA, true] : [desk, false]
      if (isReached) await inStep(desk)
      const state = () => [
        station.folder.log.sync.state()?.cursor ?? null,
        station.folder.log.pendingCount(),
        station.folder.people.outbox.count(),
        station.folder.people.outbox.cursor(),
      ]
      let before: unknown = null
      station.asks = (what) => {
        if (what !== question) return
        station.engine.stop()
        before = state()
      }
      void station.engine.once()
      for (let n = 0; n < 50; n += 1) await new Promise((later) => setImmediate(later))
      expect(before).not.toBeNull()
      expect(state()).toEqual(before)
    },
  )

  it('counts a scan by the hub’s clock, though the gate’s is three hours off', async () => {
    const { desk, gateA, gateB, time } = await aRig()
    register(desk, 'CODE-1', 'Ann')
    gateA.setClock(3 * 3_600_000)
    await inStep(desk, gateA, gateB)
    scan(gateA, 'CODE-1')
    time.now += 60_000
    scan(gateB, 'CODE-1', 'exit')
    await inStep(gateA, gateB, desk)
    expect(figures(desk)).toMatchObject({ entered: 1, inside: 0 })
  })
})
