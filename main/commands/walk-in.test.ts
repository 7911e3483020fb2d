import { afterEach, describe, expect, it } from 'vitest'
import type { WalkInAnswers } from '../../core/commands/register-walk-in'
import { credentialIssued } from '../../core/events/visitor'
import { aWalkInSetup } from './a-walk-in-fair'
import { QueueFolder, sure } from './queue/a-queue-folder'
import { commitScan } from './scan'
import { registerWalkIn, suspects, type WalkInRequest } from './walk-in'

const stations: QueueFolder[] = []
afterEach(() => {
  for (const station of stations.splice(0)) station.remove()
})
async function aStation(more: object = {}): Promise<QueueFolder> {
  const station = await QueueFolder.make({ setup: aWalkInSetup(more) })
  stations.push(station)
  return station
}

const ANSWERS: WalkInAnswers = {
  category: null,
  name: 'Siti Aminah',
  institution: 'Dinas Sosial',
  phone: '0812 3456 7890',
  email: '',
  questions: {},
  consents: [
    { purpose: 'must', version: 1, given: true },
    { purpose: 'may', version: 1, given: false },
  ],
}
const request = (station: QueueFolder, more: Partial<WalkInRequest> = {}): WalkInRequest => ({
  requestId: station.id(),
  answers: ANSWERS,
  gate: 'north',
  admitTo: (fair) => fair.list('day-1'),
  ...more,
})
const counts = ({ folder }: QueueFolder) => folder.people.counts()
const eventCount = ({ folder }: QueueFolder) => folder.log.readPending(1_000).length

describe('somebody who walks in', () => {
  it('is registered and inside, their name sealed, their consent heard', async () => {
    const station = await aStation()
    const before = eventCount(station)
    const { visitor, scan } = sure(registerWalkIn(station.folder, request(station)))
    expect(scan).toMatchObject({ outcome: 'admitted', visitor: { name: 'Siti Aminah' }, direction: 'entry' })
    expect(eventCount(station) - before).toBe(4)
    expect(station.folder.people.read(visitor ?? '', 'greet')).toMatchObject({ value: { name: 'Siti Aminah' } })
    expect(station.folder.checkin.visitor(visitor ?? '')).toMatchObject({
      institution: 'Dinas Sosial',
      status: 'active',
    })
    expect(station.folder.visitors.consents(visitor ?? '')).toMatchObject([
      { purpose: 'may', given: false, gate: 'north' },
      { purpose: 'must', given: true, version: 1 },
    ])
    const fair = station.folder.checkin.fair()
    const list = fair?.list('day-1')
    expect(list && station.folder.checkin.inside(list, 'Asia/Jakarta', station.ports.wall())).toBe(1)
  })

  it('has a code that this gate knows again', async () => {
    const station = await aStation()
    const { code, visitor } = sure(registerWalkIn(station.folder, request(station)))
    const again = commitScan(
      station.folder,
      {
        scanId: station.id(),
        text: code ?? '',
        length: code?.length ?? 0,
        via: 'camera',
        gate: 'north',
        direction: 'exit',
        typedAt: null,
      },
      (fair) => fair.list('day-1'),
    )
    if (typeof again === 'string') throw new Error(again)
    expect(again.decision).toMatchObject({ outcome: 'admitted', reason: 'exit' })
    expect(again.decision.event.body.visitor).toBe(visitor)
  })

  it('is one person however often the button was pressed, with the same code', async () => {
    const station = await aStation()
    const asked = request(station)
    const first = sure(registerWalkIn(station.folder, asked))
    const events = eventCount(station)
    station.ports.pass(5_000)
    const second = sure(registerWalkIn(station.folder, asked))
    expect(second).toMatchObject({ visitor: first.visitor, code: first.code, isRepeat: true })
    expect(second.scan).toMatchObject({ outcome: 'admitted', scanId: asked.requestId })
    expect(eventCount(station)).toBe(events)
    expect(counts(station).greet.rows).toBe(1)
  })

  it('needs no name where none is asked for', async () => {
    const station = await aStation()
    const answers = { ...ANSWERS, name: '', phone: '', institution: '' }
    const { scan, visitor } = sure(registerWalkIn(station.folder, request(station, { answers })))
    expect(scan).toMatchObject({ outcome: 'admitted', visitor: { name: null } })
    expect(counts(station).greet.rows).toBe(0)
    expect(station.folder.people.read(visitor ?? '', 'greet')).toMatchObject({ code: 'absent' })
  })

  it('leaves nothing behind when a required purpose is refused', async () => {
    const station = await aStation()
    const before = { events: eventCount(station), people: counts(station) }
    const answers = { ...ANSWERS, consents: [{ purpose: 'must', version: 1, given: false }, ANSWERS.consents[1]!] }
    expect(registerWalkIn(station.folder, request(station, { answers }))).toMatchObject({ code: 'consent_needed' })
    expect({ events: eventCount(station), people: counts(station) }).toEqual(before)
  })

  it('is not registered when the room is full, and the refusal names nobody', async () => {
    const setup = aWalkInSetup()
    const station = await aStation({ lists: setup.lists.map((list) => ({ ...list, capacity: 1 })) })
    sure(registerWalkIn(station.folder, request(station)))
    const people = counts(station)
    const asked = request(station)
    const { scan, visitor, code } = sure(registerWalkIn(station.folder, asked))
    expect({ visitor, code, outcome: scan?.outcome, reason: scan?.reason }).toEqual({
      visitor: null,
      code: null,
      outcome: 'refused',
      reason: 'full',
    })
    expect(counts(station)).toEqual(people)
    expect(sure(registerWalkIn(station.folder, asked))).toMatchObject({ visitor: null, isRepeat: true })
  })

  it('is no orphan when the log cannot be written: their row is taken back', async () => {
    const station = await aStation()
    const asked = request(station, { requestId: 'no-uuid'.repeat(40) })
    const log = station.folder.log
    const broken = {
      ...station.folder,
      log: Object.assign(Object.create(log) as typeof log, {
        transact: (work: (append: never) => unknown) =>
          log.transact(() =>
            work((() => {
              throw new Error('the disk is full')
            }) as never),
          ),
      }),
    }
    expect(() => registerWalkIn(broken, asked)).toThrow('the disk is full')
    expect(counts(station).greet.rows).toBe(0)
    expect(counts(station).contact.rows).toBe(0)
  })
})

describe('somebody registered at the desk', () => {
  it('has a code and is not inside', async () => {
    const station = await aStation()
    const asked = request(station, { gate: null, admitTo: null, actor: 'sari' })
    const done = sure(registerWalkIn(station.folder, asked))
    expect(done.scan).toBeNull()
    expect(done.code).toMatch(/^PDP1:/)
    expect(station.folder.log.find(asked.requestId)?.event.actor).toBe('sari')
    expect(sure(registerWalkIn(station.folder, asked))).toMatchObject({
      visitor: done.visitor,
      code: done.code,
      isRepeat: true,
    })
    const issued = station.folder.log.readPending(100).filter(({ text }) => text.includes(credentialIssued.type))
    expect(issued).toHaveLength(1)
  })

  it('is perhaps somebody known by the same phone, however it is written', async () => {
    const station = await aStation()
    const { visitor } = sure(registerWalkIn(station.folder, request(station)))
    expect(suspects(station.folder, { phone: '+62-812-3456-7890', email: null })).toEqual([visitor])
    expect(suspects(station.folder, { phone: '0812 3456 7891', email: 'siti@example.com' })).toEqual([])
    expect(suspects(station.folder, { phone: null, email: null })).toEqual([])
  })
})
