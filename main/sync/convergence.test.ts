import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { visitorRegistered, visitorStream } from '../../core/events/visitor'
import type { StationRole } from '../../core/people/groups'
import { NINE, SMALL_FAIR } from '../../core/testing/builders'
import type { MemoryHub } from '../../core/testing/memory-hub'
import { lookupHmac } from '../../db/people/keys'
import { recordScan } from '../commands/scan'
import { actAtCounter } from '../commands/queue/act'
import { callAtCounter } from '../commands/queue/ask-call'
import { numberByHub } from '../commands/queue/ask-number'
import { issueNumber } from '../commands/queue/issue'
import { askPlaces } from './ask-places'
import { RigStation, type Fate, type RigTime } from './testing/rig'

/**
 * Five whole stations (real folders, real engines) and the memory hub, through whatever may happen between them. More
 * runs by hand: `PENDOPO_RUNS=500 npx vitest run main/sync/convergence.test.ts`.
 */
const RUNS = Number(process.env['PENDOPO_RUNS'] ?? 12)

const ROLES: readonly (readonly StationRole[])[] = [['gate'], ['gate'], ['counter', 'dispenser'], ['display']]
const CODES = ['CODE-1', 'CODE-2', 'CODE-3']

/** Two doors share two places of it. */
const HALL = { ...SMALL_FAIR.lists[0], code: 'hall', name: { id: 'Aula', en: 'Hall' }, capacity: 2 }
const A_NUMBER = {
  service: 'tax',
  class: 'normal',
  declaredBy: 'visitor',
  visitor: null,
  via: 'command',
  printing: false,
} as const
/** The desk works at a counter of its own. */
const counterOf = ({ roles }: RigStation): string => (roles.includes('desk') ? '2' : '1')

type Act =
  | { do: 'scan'; at: number; code: number; direction: 'entry' | 'exit' }
  | { do: 'register'; at: number; code: number }
  | { do: 'queue'; at: number; what: 'issue' | 'call' | 'start' | 'finish' }
  | { do: 'ask'; at: number; what: 'number' | 'call'; fates: Fate[] }
  | { do: 'hall'; at: number; code: number; direction: 'entry' | 'exit'; fates: Fate[] }
  | { do: 'renew'; at: number; fates: Fate[] }
  | { do: 'sync'; at: number; fates: Fate[] }
  | { do: 'crash'; at: number }
  | { do: 'clock'; at: number; minutes: number }
  | { do: 'pass'; minutes: number }
  | { do: 'backup' }
  | { do: 'restore'; silently: boolean }

const at = fc.nat({ max: 4 })
const fate = fc.constantFrom<Fate>('arrives', 'arrives', 'arrives', 'lost', 'unanswered', 'late')
const fates = fc.array(fate, { maxLength: 6 })
const anAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('scan'),
      at,
      code: fc.nat({ max: 2 }),
      direction: fc.constantFrom('entry', 'entry', 'exit'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('register'), at, code: fc.nat({ max: 2 }) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('queue'),
      at,
      what: fc.constantFrom('issue', 'issue', 'call', 'start', 'finish'),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('ask'), at, what: fc.constantFrom('number', 'call', 'call'), fates }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('hall'),
      at,
      code: fc.nat({ max: 2 }),
      direction: fc.constantFrom('entry', 'entry', 'exit'),
      fates,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('renew'), at, fates }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('sync'), at, fates }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('crash'), at }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clock'), at, minutes: fc.integer({ min: -180, max: 180 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pass'), minutes: fc.integer({ min: 1, max: 20 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('backup') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restore'), silently: fc.boolean() }) },
)

const scanAt = (where: number, code: number): Act => ({ do: 'scan', at: where, code, direction: 'entry' })
const syncAt = (where: number, ...what: Fate[]): Act => ({ do: 'sync', at: where, fates: what })
/** Whatever is drawn, these are among the runs: each fault in the midst of work, and a hub put back both ways. */
const ALWAYS: readonly Act[][] = [false, true].map((silently) => [
  scanAt(0, 0),
  syncAt(1, 'arrives', 'unanswered'),
  { do: 'backup' },
  { do: 'register', at: 0, code: 1 },
  { do: 'ask', at: 0, what: 'number', fates: ['arrives', 'late'] },
  { do: 'ask', at: 0, what: 'call', fates: ['unanswered'] },
  { do: 'hall', at: 0, code: 0, direction: 'entry', fates: [] },
  syncAt(0),
  syncAt(1),
  { do: 'clock', at: 2, minutes: -180 },
  scanAt(1, 1),
  { do: 'crash', at: 1 },
  { do: 'restore', silently },
  { do: 'pass', minutes: 7 },
  scanAt(1, 0),
  syncAt(2, 'arrives', 'lost'),
  { do: 'renew', at: 3, fates: ['arrives', 'late'] },
  { do: 'queue', at: 0, what: 'call' },
])

describe('five stations and a hub', () => {
  it(
    'come to one state: nothing lost, nothing twice, and the same again after a rebuild',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anAct, { minLength: 10, maxLength: 45 }), async (acts) => {
          const play = await Play.begin()
          try {
            for (const act of acts) await play.do(act)
            await play.meet()
            play.check()
          } finally {
            play.end()
          }
        }),
        { numRuns: RUNS, endOnFailure: false, examples: ALWAYS.map((acts) => [acts]) },
      )
    },
    Math.max(240_000, RUNS * 5_000),
  )
})

class Play {
  private backup: unknown
  private written = new Set<string>()
  /** A hub that forgot may give again what it gave; a clock that was set moves scans past each other. */
  private forgot = false
  private clocksRan = true

  private constructor(
    private readonly time: RigTime,
    private readonly hub: MemoryHub,
    private readonly stations: readonly RigStation[],
  ) {
    this.backup = hub.backup()
  }

  static async begin(): Promise<Play> {
    const time = { now: NINE }
    const { hub, desk } = await RigStation.desk(time, { lists: [...SMALL_FAIR.lists, HALL] })
    const others = []
    for (const [index, roles] of ROLES.entries()) others.push(await RigStation.beside(desk, index + 2, roles, time))
    const play = new Play(time, hub, [desk, ...others])
    play.register(desk, 0)
    for (const station of [desk, ...others]) await station.once()
    for (const station of [desk, play.station(0, ['counter'])]) play.act(station, { do: 'open' })
    play.backup = hub.backup()
    return play
  }

  async do(act: Act): Promise<void> {
    switch (act.do) {
      case 'scan':
        return this.scan(this.station(act.at, ['gate', 'desk']), CODES[act.code] ?? '', act.direction)
      case 'register':
        return this.register(this.station(act.at, ['gate', 'desk']), act.code)
      case 'queue':
        return this.queue(this.station(act.at, ['counter', 'desk']), act.what)
      case 'ask':
        return this.ask(this.station(act.at, ['counter', 'desk']), act.what, act.fates)
      case 'hall':
        return this.hall(this.station(act.at, ['gate']), act)
      case 'renew': {
        const station = this.station(act.at)
        station.fates = [...act.fates]
        return station.renew()
      }
      case 'sync': {
        await this.station(act.at).once(...act.fates)
        return
      }
      case 'crash':
        return this.station(act.at).restart()
      case 'clock':
        this.clocksRan = false
        return this.station(act.at).setClock(act.minutes * 60_000)
      case 'pass':
        this.time.now += act.minutes * 60_000
        return
      case 'backup':
        this.backup = this.hub.backup()
        return
      case 'restore':
        this.forgot = true
        if (act.silently) {
          // A copied disk is found out by the first station that was told of more, before others fill the gap again. What is
          // on its way is told as well: an answer that comes in after the disk was changed tells more than anybody has.
          for (const station of this.stations)
            while (station.engine.facts.machine.underWay !== null) await new Promise((later) => setImmediate(later))
          this.hub.forget(this.backup)
          const told = (station: RigStation) => station.folder.log.sync.highest()
          await [...this.stations].sort((a, b) => told(b) - told(a))[0]?.once()
        } else this.hub.restore(this.backup)
    }
  }

  /** Everybody reaches the hub until nobody has news. */
  async meet(): Promise<void> {
    for (let round = 0; round < 5; round += 1) {
      for (const station of this.stations) expect([await station.once(), ...station.reports]).toEqual([null])
    }
  }

  check(): void {
    for (const station of this.stations) for (const id of station.held().keys()) this.written.add(id)
    const onHub = this.hub.entries.flatMap((entry) =>
      'text' in entry ? [(JSON.parse(String(entry.text)) as { id: string }).id] : [],
    )
    expect(new Set(onHub).size).toBe(onHub.length)
    expect([...this.written].filter((id) => !onHub.includes(id))).toEqual([])
    for (const station of this.stations) {
      expect(station.folder.log.pendingCount()).toBe(0)
      expect(station.folder.log.sync.quarantined(10)).toEqual([])
    }
    if (!this.forgot) this.checkPromises()
    const [desk, ...others] = this.stations
    const models = desk?.models() ?? {}
    expect(desk?.rebuilt()).toEqual(models)
    for (const station of others) {
      const own = station.models()
      for (const [name, rows] of Object.entries(own)) {
        if (
          station.roles.includes('display') &&
          !['setup', 'tickets', 'intervals', 'legs', 'calls', 'serviceDays', 'counters', 'pauses', 'leases'].includes(
            name,
          )
        )
          expect(rows).toEqual([])
        else expect(rows, `${name} of ${station.roles.join()}`).toEqual(models[name])
      }
      expect(station.rebuilt()).toEqual(own)
    }
  }

  /** What the hub promised, as long as it forgot nothing. */
  private checkPromises(): void {
    const { folder } = this.station(0, ['desk'])
    const tickets = [...folder.queue.tickets()]
    // Nobody is called twice: a call of the hub never meets somebody who was called already.
    const fromHub = new Set(tickets.flatMap(({ conflicts }) => conflicts.map(({ event }) => event)))
    for (const id of fromHub) expect(folder.log.find(id)?.event.station).not.toBe(this.hub.station)
    // No number twice, whoever gave it.
    const numbers = tickets.map(({ issueService, day, number }) => `${issueService} ${day} ${number}`)
    expect(new Set(numbers).size).toBe(numbers.length)
    // Never more inside than fit.
    const hall = folder.checkin.fair()?.list(HALL.code) ?? null
    if (hall === null) throw new Error('no hall')
    if (this.clocksRan)
      expect(folder.checkin.inside(hall, 'Asia/Jakarta', this.time.now)).toBeLessThanOrEqual(HALL.capacity)
  }

  end(): void {
    for (const station of this.stations) station.remove()
  }

  private station(index: number, roles?: readonly StationRole[]): RigStation {
    const fit = this.stations.filter(
      (station) => roles === undefined || station.roles.some((role) => roles.includes(role)),
    )
    const found = fit[index % fit.length]
    if (found === undefined) throw new Error('no such station')
    return found
  }

  private register({ folder }: RigStation, code: number): void {
    const text = CODES[code] ?? ''
    const visitor = `00000000-0000-7000-8000-00000000000${code}`
    folder.people.put([{ visitor, group: 'greet', fields: { name: `Person ${code}` } }])
    const facts = {
      visitor,
      category: 'umum',
      institution: null,
      status: 'active' as const,
      codeHmac: lookupHmac(folder.keys, 'code', text).toString('hex'),
      rowHmac: null,
      source: 'roster' as const,
    }
    const ctx = { now: folder.ports.wall(), newId: folder.ports.newId }
    folder.log.transact((append) => append(visitorRegistered.make(visitorStream(visitor), facts, ctx)))
  }

  private scan({ folder }: RigStation, text: string, direction: 'entry' | 'exit', list = 'day-1'): void {
    const request = {
      scanId: folder.ports.newId(),
      text,
      length: text.length,
      via: 'keypad',
      gate: 'north',
      direction,
      typedAt: null,
    } as const
    recordScan(folder, request, (fair) => fair.list(list))
  }

  private async ask(station: RigStation, what: 'number' | 'call', fates: readonly Fate[]): Promise<void> {
    const { folder, ask } = station
    const requestId = folder.ports.newId()
    station.fates = [...fates]
    if (what === 'number') await numberByHub(folder, ask, { ...A_NUMBER, requestId })
    else
      await callAtCounter(
        folder,
        ask,
        { requestId, counter: counterOf(station), operator: 'sari' },
        { do: 'call_next' },
      )
    station.fates = []
  }

  /** A door of the hall: its window asks for places when none are left. */
  private async hall(
    station: RigStation,
    { code, direction, fates }: { code: number; direction: 'entry' | 'exit'; fates: readonly Fate[] },
  ): Promise<void> {
    const { folder, ask } = station
    station.fates = [...fates]
    if (direction === 'entry') await askPlaces(folder, ask, folder.checkin.fair()?.list(HALL.code) ?? null)
    station.fates = []
    this.scan(station, CODES[code] ?? '', direction, HALL.code)
  }

  private queue(station: RigStation, what: 'issue' | 'call' | 'start' | 'finish'): void {
    const { folder } = station
    if (what === 'issue') {
      issueNumber(folder, { ...A_NUMBER, requestId: folder.ports.newId() })
      return
    }
    if (what === 'call') return this.act(station, { do: 'call_next' })
    const fair = folder.checkin.fair()
    const held = fair === null ? null : folder.queue.reads(fair).held(counterOf(station))
    if (held === null) return
    const seen = { ticket: held.id, seen: held.version }
    this.act(station, what === 'start' ? { do: 'start', ...seen } : { do: 'finish', ...seen, outcome: 'solved' })
  }

  /** Refusals are fine: what is asked is random. */
  private act(station: RigStation, act: Parameters<typeof actAtCounter>[2]): void {
    const { folder } = station
    actAtCounter(folder, { requestId: folder.ports.newId(), counter: counterOf(station), operator: 'sari' }, act)
  }
}
