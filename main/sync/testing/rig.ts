import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import canonicalize from 'canonicalize'
import type { LogEvent } from '../../../core/events/envelope'
import { stationEnrolled, stationStream } from '../../../core/events/system'
import { visitorRegistered, visitorStream } from '../../../core/events/visitor'
import type { HubError } from '../../../core/hub/errors'
import type { Hub } from '../../../core/hub/port'
import type { StationRole } from '../../../core/people/groups'
import { err } from '../../../core/result/result'
import { FairFile } from '../../../core/setup/schema'
import { NINE, SMALL_FAIR } from '../../../core/testing/builders'
import { MemoryHub } from '../../../core/testing/memory-hub'
import { aQueueFair } from '../../../core/testing/queue-builders'
import { openDatabase } from '../../../db/connection'
import { rebuild } from '../../../db/log/rebuild'
import { keysForRoles, lookupHmac } from '../../../db/people/keys'
import { allProjectors } from '../../../db/projections'
import { readModels } from '../../../db/testing/a-log'
import { canonicalIds } from '../../../db/testing/ids'
import { voidUnanswered } from '../../commands/queue/ask-number'
import { importFair } from '../../commands/fair-file'
import { makeFairFolder, openFairFolder, type FairFolder } from '../../folder/fair-folder'
import { makeStationKey, stationKeyPair } from '../../keys/folder-keys'
import { askHub, type AskHub } from '../ask-hub'
import { SyncEngine } from '../engine'
import { LeaseKeeper } from '../lease-keeper'
import { signWiped } from '../wiped'

/**
 * What becomes of one request on its way: `lost` never arrives, `unanswered` is done and its answer lost, `late` is done
 * and answered when nobody waits any more.
 */
export type Fate = 'arrives' | 'lost' | 'unanswered' | 'late'

/** Events that a station of tests sends at a time. */
export const BATCH = 3

/** One time for all, as it really is; each station's clock and the hub's show it their own way. */
export interface RigTime {
  now: number
}

/** A hub whose requests go as fate has it. */
export function withFate(hub: Hub, fate: (what: keyof Hub) => Fate, late: () => Promise<void>): Hub {
  const offline = () => Promise.resolve(err('offline'))
  return new Proxy(hub, {
    get(target, name: keyof Hub) {
      const method = target[name].bind(target) as (...args: unknown[]) => Promise<unknown>
      return async (...args: unknown[]) => {
        const what = fate(name)
        if (what === 'lost') return offline()
        const answer = await method(...args)
        if (what === 'late') await late()
        return what === 'unanswered' ? offline() : answer
      }
    },
  })
}

/** The hub of tests: its crypto is node's, its time the rig's. */
export function aMemoryHub(fair: string, time: RigTime): MemoryHub {
  const newId = canonicalIds(0xf00)
  return new MemoryHub(fair, {
    now: () => time.now,
    newId,
    newUuid: newId,
    sha256: (data, encoding) => createHash('sha256').update(Buffer.from(data, encoding)).digest('hex'),
    canonical: (event: LogEvent) => canonicalize(event) ?? '',
  })
}

/** For tests: one whole station, a real folder with its engine, and a clock that can be wrong. */
export class RigStation {
  engine: SyncEngine
  /** What this station asks of the hub while somebody waits. */
  ask: AskHub
  fates: Fate[] = []
  /** Events sent at a time, from the next start on. */
  batch = BATCH
  reports: unknown[] = []
  /** Told of each question to the hub, before it is asked. */
  asks: (what: keyof Hub) => void = () => undefined
  /** Told that the hub revoked it. */
  heardRevoked: () => void = () => undefined
  /** One for as long as the program runs. */
  private leases: LeaseKeeper
  /** The lists that its gates serve now; null: no gate is open. */
  private lists: readonly string[] | null = null

  private constructor(
    readonly dir: string,
    public folder: FairFolder,
    private readonly hub: MemoryHub,
    readonly roles: readonly StationRole[],
    private readonly ports: ReturnType<typeof portsOf>,
  ) {
    ;[this.engine, this.ask, this.leases] = this.newEngine()
  }

  /** The first desk: it brings the fair; `setup` is laid over the small one. */
  static async desk(time: RigTime, setup: object = {}): Promise<{ hub: MemoryHub; desk: RigStation }> {
    const dir = join(mkdtempSync(join(tmpdir(), 'pendopo-sync-')), 'data')
    const clock = { error: 0 }
    const ports = portsOf(time, clock, 1)
    const file = FairFile.parse({
      ...aQueueFair().setup,
      lists: SMALL_FAIR.lists,
      gates: SMALL_FAIR.gates,
      staff: SMALL_FAIR.staff,
      ...setup,
    })
    sure(await importFair(dir, file, ports, {}))
    const folder = sure(await openFairFolder(dir, ports, {}))
    const hub = aMemoryHub(folder.checkin.fair()?.id ?? '', time)
    hub.enrol(folder.log.station, ['desk'])
    const desk = new RigStation(dir, folder, hub, ['desk'], ports)
    desk.seat(desk)
    return { hub, desk }
  }

  /** A station enrolled beside it, with its roles' keys; it knows nothing yet but what `once` brings. */
  static async beside(
    desk: RigStation,
    seed: number,
    roles: readonly StationRole[],
    time: RigTime,
  ): Promise<RigStation> {
    const dir = join(mkdtempSync(join(tmpdir(), 'pendopo-sync-')), 'data')
    const ports = portsOf(time, { error: 0 }, seed)
    const folder = sure(
      await makeFairFolder(dir, ports, {
        demo: true,
        enrolled: {
          station: ports.newUuid(),
          stationKey: makeStationKey(),
          keys: keysForRoles(desk.folder.keys, roles),
        },
      }),
    )
    desk.hub.enrol(folder.log.station, roles)
    const station = new RigStation(dir, folder, desk.hub, roles, ports)
    desk.seat(station)
    return station
  }

  /** What an enrolment leaves: the seat in the new folder, and the station's number and key in the log. */
  private seat(station: RigStation): void {
    const { folder } = station
    const number = this.hub.numberOf(folder.log.station)
    const roles = [...station.roles]
    folder.settings.set('seat', { ca: '', fair: this.hub.fair, number, roles, demo: true })
    const publicKey = stationKeyPair(folder.stationKey).publicRaw.toString('hex')
    const body = { station: folder.log.station, number, publicKey, roles }
    const ctx = { now: this.folder.ports.wall(), newId: this.folder.ports.newId }
    this.folder.log.transact((append) => append(stationEnrolled.make(stationStream(body.station), body, ctx)))
  }

  /**
   * Somebody with a code, as a roster brings them; `personal`: their rows beside the log, left out it is somebody without
   * a name. @returns the visitor
   */
  register(
    code: string,
    more: { institution?: string; personal?: (visitor: string) => Parameters<FairFolder['people']['put']>[0] } = {},
  ): string {
    const { keys, log, people, ports } = this.folder
    const visitor = ports.newId()
    if (more.personal !== undefined) people.put(more.personal(visitor))
    const facts = {
      visitor,
      category: 'umum',
      institution: more.institution ?? null,
      status: 'active' as const,
      codeHmac: lookupHmac(keys, 'code', code).toString('hex'),
      rowHmac: null,
      source: 'roster' as const,
    }
    const ctx = { now: ports.wall(), newId: ports.newId }
    log.transact((append) => append(visitorRegistered.make(visitorStream(visitor), facts, ctx)))
    return visitor
  }

  setClock(error: number): void {
    this.ports.clock.error = error
  }

  /** The program ends without a word and starts again. */
  async restart(): Promise<void> {
    this.engine.stop()
    this.folder.close()
    this.folder = sure(await openFairFolder(this.dir, this.ports, {}))
    ;[this.engine, this.ask, this.leases] = this.newEngine()
  }

  /** Keeps numbers at hand, as far as the link is up. */
  renew(lists: readonly string[] | null = null): Promise<void> {
    this.lists = lists
    return this.leases.renew()
  }

  /** What a program that ends does. */
  giveBack(): Promise<void> {
    return this.leases.giveBack()
  }

  /** The hub as this station reaches it when nothing goes wrong. */
  reached(): Hub {
    return this.hub.as(this.folder.log.station)
  }

  /** Sends and takes in what there is, as far as fate lets it. */
  async once(...fates: readonly Fate[]): Promise<HubError | null> {
    // What is on its way from before ends as its own fate has it.
    while (this.engine.facts.machine.underWay !== null) await new Promise((later) => setImmediate(later))
    this.fates = [...fates]
    return this.engine.once()
  }

  /** All read models, from a connection of their own. */
  models(): Record<string, unknown[]> {
    return this.withDb(readModels)
  }

  rebuilt(): Record<string, unknown[]> {
    return this.withDb((db) => {
      rebuild(db, allProjectors(db))
      return readModels(db)
    })
  }

  /** Ids of all events held, each with its place in the hub's order. */
  held(): Map<string, { hubSeq: number | null; text: string }> {
    return this.withDb(
      (db) =>
        new Map(
          db
            .prepare<[], { event_id: string; hub_seq: number | null; text: string }>(
              'SELECT event_id, hub_seq, text FROM event_log',
            )
            .all()
            .map((row) => [row.event_id, { hubSeq: row.hub_seq, text: row.text }]),
        ),
    )
  }

  remove(): void {
    this.engine.stop()
    this.folder.close()
    rmSync(join(this.dir, '..'), { recursive: true })
  }

  private newEngine(): [SyncEngine, AskHub, LeaseKeeper] {
    const { folder } = this
    // Nobody's patience ends but while an answer is late; the pause before a repetition is none.
    let impatient: (() => void) | null = null
    const late = async () => {
      impatient?.()
      await new Promise((later) => setImmediate(later))
    }
    const wait = (ms: number) =>
      ms < 200 ? Promise.resolve() : new Promise<void>((over) => (impatient = () => over(undefined)))
    const fate = (what: keyof Hub) => {
      this.asks(what)
      return this.fates.shift() ?? 'arrives'
    }
    const hub = withFate(this.hub.as(folder.log.station), fate, late)
    const engine = new SyncEngine({
      hub,
      log: folder.log,
      people: folder.people,
      clock: this.ports,
      random: () => 0.5,
      presence: () => null,
      // Small ones, so that a few events make several, each with its fate.
      batch: this.batch,
      turnMs: Infinity,
      changed: () => void voidUnanswered(folder),
      told: () => undefined,
      revoked: () => this.heardRevoked(),
      signWiped: (order) => signWiped(folder, order),
      report: (thrown) => this.reports.push(thrown),
    })
    return [engine, askHub(engine, hub, wait), new LeaseKeeper(folder, engine, hub, () => this.lists)]
  }

  private withDb<T>(work: (db: ReturnType<typeof openDatabase>) => T): T {
    const db = openDatabase(join(this.dir, 'log.sqlite'))
    try {
      return work(db)
    } finally {
      db.close()
    }
  }
}

export function sure<T>(result: { ok: true; value: T } | { ok: false; code: string }): T {
  if (!result.ok) throw new Error(`refused: ${result.code}`)
  return result.value
}

function portsOf(time: RigTime, clock: { error: number }, seed: number) {
  const newId = canonicalIds(seed)
  return {
    clock,
    wall: () => time.now + clock.error,
    uptime: () => time.now - NINE + 1_000_000,
    newId,
    newUuid: newId,
  }
}
