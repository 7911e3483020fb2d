import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { visitorRegistered, visitorStream } from '../../core/events/visitor'
import { FairFile } from '../../core/setup/schema'
import { NINE, SMALL_FAIR } from '../../core/testing/builders'
import { lookupHmac } from '../../db/people/keys'
import { canonicalIds } from '../../db/testing/ids'
import { openFairFolder, type FairFolder } from '../folder/fair-folder'
import { importFair } from './fair-file'
import { commitScan } from './scan'

/** For tests: a real folder of a small fair with a gate, in a place of its own, with a clock that moves when told. */
export class GateFolder {
  private constructor(
    readonly folder: FairFolder,
    private readonly home: string,
    private readonly clock: { now: number },
  ) {}

  /** `setup`: what differs from the small fair. */
  static async make(setup: Partial<typeof SMALL_FAIR> = {}): Promise<GateFolder> {
    const home = mkdtempSync(join(tmpdir(), 'pendopo-gate-'))
    const clock = { now: NINE }
    const ids = canonicalIds(1)
    const ports = { wall: () => clock.now, uptime: () => clock.now - NINE + 1_000_000, newId: ids, newUuid: ids }
    const dir = join(home, 'data')
    await importFair(dir, FairFile.parse({ ...SMALL_FAIR, ...setup }), ports, {})
    const opened = await openFairFolder(dir, ports, {})
    if (!opened.ok) throw new Error(opened.code)
    return new GateFolder(opened.value, home, clock)
  }

  pass(ms: number): void {
    this.clock.now += ms
  }

  /** Sets the clock, UTC ms. */
  at(now: number): void {
    this.clock.now = now
  }

  id = (): string => this.folder.ports.newId()

  get fair() {
    const fair = this.folder.checkin.fair()
    if (fair === null) throw new Error('the folder has no fair')
    return fair
  }

  /** A visitor of the roster, found by the code that is their name. */
  visitor(name: string, category = 'umum'): string {
    const visitor = this.id()
    this.folder.people.put([{ visitor, group: 'greet', fields: { name } }])
    const facts = {
      visitor,
      category,
      institution: null,
      status: 'active' as const,
      codeHmac: lookupHmac(this.folder.keys, 'code', name).toString('hex'),
      rowHmac: null,
      source: 'roster' as const,
    }
    const ctx = { now: this.folder.ports.wall(), newId: this.id }
    this.folder.log.transact((append) => append(visitorRegistered.make(visitorStream(visitor), facts, ctx)))
    return visitor
  }

  /** Scans a visitor's code at the gate. */
  scan(name: string, list = 'day-1', direction: 'entry' | 'exit' = 'entry') {
    const scanId = this.id()
    const request = { scanId, text: name, length: name.length, via: 'camera', gate: 'north', direction } as const
    const scanned = commitScan(this.folder, { ...request, typedAt: null }, (fair) => fair.list(list))
    if (typeof scanned === 'string') throw new Error(scanned)
    return { scanId, reason: scanned.decision.reason, outcome: scanned.decision.outcome }
  }

  figures(list = 'day-1') {
    const figures = this.folder.checkin.figures(this.fair, this.folder.ports.wall())
    const found = figures.find((row) => row.list.code === list)
    if (found === undefined) throw new Error(`no list ${list}`)
    const { entered, inside, entries, duplicates } = found
    return { entered, inside, entries, duplicates }
  }

  remove(): void {
    this.folder.close()
    rmSync(this.home, { recursive: true })
  }
}
