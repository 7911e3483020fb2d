import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AttendanceReport, ServicesReport } from '../../core/contract/reports'
import { MINUTE } from '../../core/testing/queue-builders'
import { scanRecorded, attendanceStream } from '../../core/events/checkin'
import { QueueFolder } from '../commands/queue/a-queue-folder'
import { reportFacts } from './report-facts'

const HOUR = 60 * MINUTE

let queue: QueueFolder
beforeEach(async () => {
  queue = await QueueFolder.make()
})
afterEach(() => queue.remove())

function facts(kind: 'attendance'): AttendanceReport
function facts(kind: 'services'): ServicesReport
function facts(kind: 'attendance' | 'services') {
  const fair = queue.folder.checkin.fair()
  if (fair === null) throw new Error('no fair')
  return reportFacts(queue.folder, fair, kind, queue.ports.wall())
}

function enters(list: string, visitor = queue.id()): void {
  const { log, ports } = queue.folder
  const id = ports.newId()
  const body = {
    list,
    visitor,
    gate: 'north',
    direction: 'entry',
    outcome: 'admitted',
    reason: null,
    via: 'camera',
    credential: { kind: 'pdp1', hmac: 'a'.repeat(64), length: 9, looks: 'signed', category: 'vip' },
    rules: { multipleEntries: false, entryAfterExit: true, resetAt: null },
    typedAt: null,
  } as const
  const ctx = { now: ports.wall(), newId: ports.newId }
  log.transact((append) => append(scanRecorded.make(attendanceStream(list, visitor, id), body, ctx, { id })))
}

describe('reportFacts', () => {
  it('speaks of the days that have begun, and names what it speaks of', () => {
    const guest = queue.id()
    enters('day-1', guest)
    enters('day-1')
    const first = facts('attendance')
    expect(first.days).toEqual(['2026-10-13'])
    expect(first.people).toEqual({ all: 2, days: [2] })
    expect(first.gates).toMatchObject([{ gate: 'north', name: { id: 'Pintu Utara' }, all: 2 }])
    expect(first.categories).toMatchObject([{ category: 'vip', name: { en: 'VIP' }, all: 2 }])
    queue.ports.pass(24 * HOUR)
    enters('day-2', guest)
    const second = facts('attendance')
    expect(second.days).toHaveLength(2)
    // Who came on both days counts on each, and once in all.
    expect(second.people).toEqual({ all: 2, days: [2, 1] })
    expect(second.byDay[1]).toMatchObject({ people: 1, peak: { people: 1, from: queue.ports.wall() } })
  })

  it('shows the first day, empty, while the fair has not begun', () => {
    queue.ports.pass(-48 * HOUR)
    expect(facts('attendance')).toMatchObject({ days: ['2026-10-13'], people: { all: 0 }, byDay: [{ peak: null }] })
  })

  it('gives each agency its services, also those that nobody wanted', () => {
    queue.open('1')
    queue.number()
    queue.ports.pass(5 * MINUTE)
    const held = queue.do({ do: 'call_next' })
    queue.do({ do: 'start', ticket: held.id, seen: held.version })
    const { all, agencies } = facts('services')
    expect(all.all).toMatchObject({ tickets: 1, wait: { p50: 5 * MINUTE } })
    expect(agencies).toHaveLength(1)
    expect(agencies[0]).toMatchObject({
      agency: { shortName: 'Kantor' },
      all: { tickets: 1, inTarget: 1 },
      services: [
        { key: 'tax', prefix: 'A', targetMs: 30 * MINUTE, figures: { tickets: 1 } },
        { key: 'bills', prefix: 'B', figures: { tickets: 0, wait: null } },
      ],
      counters: [{ key: '1', name: { id: 'Loket 1' } }],
    })
  })
})
