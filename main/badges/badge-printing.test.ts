import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { aWalkInSetup } from '../commands/a-walk-in-fair'
import { QueueFolder, sure } from '../commands/queue/a-queue-folder'
import { registerWalkIn } from '../commands/walk-in'
import { FakeMaker } from './a-label-maker'
import { BadgePrinting, type BadgeRequest } from './badge-printing'

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

async function aPrinter() {
  const station = await QueueFolder.make({ setup: aWalkInSetup() })
  const files = mkdtempSync(join(tmpdir(), 'pendopo-labels-'))
  ends.push(
    () => station.remove(),
    () => rmSync(files, { recursive: true }),
  )
  const maker = new FakeMaker()
  const reports: unknown[] = []
  const start = () =>
    new BadgePrinting({
      folder: station.folder,
      maker,
      locale: 'id',
      changed: () => undefined,
      report: (_what, thrown) => reports.push(thrown),
    })
  const walkIn = () => {
    const done = sure(
      registerWalkIn(station.folder, {
        requestId: station.id(),
        gate: 'north',
        admitTo: (fair) => fair.list('day-1'),
        answers: {
          category: null,
          name: 'Siti Aminah',
          institution: 'Dinas Sosial',
          phone: '',
          email: '',
          questions: {},
          consents: [
            { purpose: 'must', version: 1, given: true },
            { purpose: 'may', version: 1, given: true },
          ],
        },
      }),
    )
    if (done.visitor === null || done.code === null) throw new Error('not registered')
    return { visitor: done.visitor, code: { text: done.code, credential: done.credential } }
  }
  const badges = start()
  badges.set({ printer: { kind: 'pdf', folder: files } })
  return { station, files, maker, badges, walkIn, start, reports }
}
const ask = (visitor: string, id: string, more: Partial<BadgeRequest> = {}): BadgeRequest => ({
  id,
  visitor,
  gate: 'north',
  locale: 'id',
  code: null,
  ...more,
})

describe('a badge', () => {
  it('comes out once with name, institution and the code that was given, in a file that names nobody', async () => {
    const { badges, walkIn, maker, files, station } = await aPrinter()
    const { visitor, code } = walkIn()
    const id = station.id()
    expect(await badges.print(ask(visitor, id, { code }))).toEqual({ ok: true, value: null })
    expect(await badges.print(ask(visitor, id, { code }))).toEqual({ ok: true, value: null })
    expect(maker.made).toMatchObject([
      { name: 'Siti Aminah', institution: 'Dinas Sosial', code: code.text, isCopy: false },
    ])
    expect(readdirSync(files)).toEqual([expect.stringMatching(/^badge-20261013T020000-000Z-[0-9a-f]{8}\.pdf$/)])
    expect(station.folder.visitors.badge(visitor)).toMatchObject({ copies: 1, badge: 'label', trouble: null })
    expect(badges.state(id)).toBe('printed')
  })

  it('is marked from the second on, with the code that a desk may read', async () => {
    const { badges, walkIn, maker, station } = await aPrinter()
    const { visitor, code } = walkIn()
    await badges.print(ask(visitor, station.id(), { code }))
    await badges.print(ask(visitor, station.id()))
    expect(maker.made.map(({ isCopy }) => isCopy)).toEqual([false, true])
    expect(maker.made[1]?.code).toBe(code.text)
    expect(station.folder.visitors.badge(visitor)?.copies).toBe(2)
  })

  it('of somebody let in comes by itself once, whoever presses again', async () => {
    const { badges, walkIn, maker, station } = await aPrinter()
    const { visitor, code } = walkIn()
    expect(badges.comesOut('walk_in', 'umum')).toBe(true)
    expect(badges.comesOut('roster', 'umum')).toBe(false)
    const id = station.id()
    badges.first(ask(visitor, id, { code }))
    badges.first(ask(visitor, id, { code }))
    await badges.print(ask(visitor, station.id()))
    badges.first(ask(visitor, station.id()))
    await badges.test({ ...aWalkInSetup().badges[0]! })
    expect(maker.made.filter(({ name }) => name === 'Siti Aminah')).toHaveLength(2)
  })

  it('is one at a time, in order', async () => {
    const { badges, walkIn, maker, station } = await aPrinter()
    const people = [walkIn(), walkIn(), walkIn()]
    await Promise.all(people.map(({ visitor, code }) => badges.print(ask(visitor, station.id(), { code }))))
    expect(maker.made.map(({ code }) => code)).toEqual(people.map(({ code }) => code.text))
  })
})

describe('trouble with the printer', () => {
  it('is told, recorded and kept for staff, who print it later', async () => {
    const { badges, walkIn, maker, station } = await aPrinter()
    badges.set({ printer: { kind: 'os', name: 'Brother' } })
    const { visitor } = walkIn()
    const id = station.id()
    maker.answer = false
    expect(await badges.print(ask(visitor, id))).toMatchObject({ code: 'refused' })
    expect(badges.state(id)).toBe('trouble')
    expect(badges.held()).toMatchObject([{ job: id, name: 'Siti Aminah', trouble: 'refused', mayBeOut: false }])
    expect(station.folder.visitors.badge(visitor)).toMatchObject({ copies: 0, trouble: 'refused' })
    maker.known = []
    expect(await badges.again(id)).toMatchObject({ code: 'no_printer' })
    maker.known = ['Brother']
    maker.answer = true
    expect(await badges.again(id)).toEqual({ ok: true, value: null })
    expect(badges.held()).toEqual([])
    expect(station.folder.visitors.badge(visitor)).toMatchObject({ copies: 1, trouble: null })
  })

  it('with the page itself is reported and holds the label', async () => {
    const { badges, walkIn, maker, station, reports } = await aPrinter()
    maker.answer = 'breaks'
    const { visitor } = walkIn()
    expect(await badges.print(ask(visitor, station.id()))).toMatchObject({ code: 'other' })
    expect(reports).toHaveLength(1)
    expect(badges.held()).toHaveLength(1)
  })

  it('with a folder that is gone is no printer', async () => {
    const { badges, walkIn, station, files } = await aPrinter()
    badges.set({ printer: { kind: 'pdf', folder: join(files, 'gone') } })
    expect(await badges.print(ask(walkIn().visitor, station.id()))).toMatchObject({ code: 'no_printer' })
  })

  it('whose label nobody waits for any more is over when staff say so', async () => {
    const { badges, walkIn, maker, station } = await aPrinter()
    maker.answer = 'breaks'
    const id = station.id()
    await badges.print(ask(walkIn().visitor, id))
    expect(badges.drop(id)).toBe(true)
    expect(badges.held()).toEqual([])
    expect(badges.drop(id)).toBe(false)
  })
})

describe('after a restart', () => {
  it('nothing is printed by itself; what was under way may be out and is marked', async () => {
    const { badges, walkIn, maker, station, start } = await aPrinter()
    const [first, second] = [walkIn(), walkIn()]
    const [one, two] = [station.id(), station.id()]
    station.folder.badgeJobs.add(one, first.visitor, 'north', station.ports.wall())
    station.folder.badgeJobs.printing(one)
    station.folder.badgeJobs.add(two, second.visitor, 'north', station.ports.wall())
    badges.stop()
    const fresh = start()
    expect(maker.made).toEqual([])
    expect(fresh.held()).toMatchObject([
      { job: one, mayBeOut: true, trouble: null },
      { job: two, mayBeOut: false, trouble: null },
    ])
    await fresh.again(one)
    await fresh.again(two)
    expect(maker.made.map(({ isCopy }) => isCopy)).toEqual([true, false])
  })
})
