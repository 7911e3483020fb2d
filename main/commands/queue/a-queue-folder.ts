import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CounterAct } from '../../../core/contract/counter'
import { stationEnrolled, stationStream } from '../../../core/events/system'
import type { Ticket } from '../../../core/queue/ticket'
import { FairFile, type FairSetup } from '../../../core/setup/schema'
import { NINE, SMALL_FAIR } from '../../../core/testing/builders'
import { aQueueFair } from '../../../core/testing/queue-builders'
import { canonicalIds } from '../../../db/testing/ids'
import { makeFairFolder, openFairFolder, type FairFolder } from '../../folder/fair-folder'
import { stationKeyPair } from '../../keys/folder-keys'
import { importFair } from '../fair-file'
import { actAtCounter } from './act'
import { issueNumber, type NumberRequest } from './issue'

/** For tests: a real folder of the small queue fair, in a place of its own, with a clock that moves when told. */
export class QueueFolder {
  private constructor(
    readonly dir: string,
    readonly ports: ReturnType<typeof aClock>,
    public folder: FairFolder,
    /** Text of the set-up's event, for a station beside this one. */
    private readonly setup: string,
  ) {}

  static async make(
    options: { seed?: number; setup?: FairSetup; staff?: readonly object[] } = {},
  ): Promise<QueueFolder> {
    const dir = join(mkdtempSync(join(tmpdir(), 'pendopo-queue-')), 'data')
    const ports = aClock(options.seed ?? 1)
    const file = FairFile.parse({ ...(options.setup ?? aQueueFair().setup), staff: options.staff ?? SMALL_FAIR.staff })
    sure(await importFair(dir, file, ports, {}))
    const folder = sure(await openFairFolder(dir, ports, {}))
    return new QueueFolder(dir, ports, folder, folder.log.readPending(1)[0]?.text ?? '')
  }

  /** Another station of the same fair that has heard of nothing but the set-up. */
  static async beside(first: QueueFolder, seed: number): Promise<QueueFolder> {
    const dir = join(mkdtempSync(join(tmpdir(), 'pendopo-queue-')), 'data')
    const ports = aClock(seed)
    const folder = sure(await makeFairFolder(dir, ports, { demo: true }))
    folder.log.applyRemote([{ text: first.setup, hubSeq: 1, hubOffset: null }])
    folder.close()
    return new QueueFolder(dir, ports, sure(await openFairFolder(dir, ports, {})), first.setup)
  }

  get reads() {
    const fair = this.folder.checkin.fair()
    if (fair === null) throw new Error('the folder has no fair')
    return this.folder.queue.reads(fair)
  }

  id = (): string => this.ports.newId()

  /** Closes and opens it again, as a restart of the program does. */
  async restart(): Promise<void> {
    this.folder.close()
    this.folder = sure(await openFairFolder(this.dir, this.ports, {}))
  }

  give(more: Partial<NumberRequest> = {}) {
    return issueNumber(this.folder, {
      requestId: this.id(),
      service: 'tax',
      class: 'normal',
      declaredBy: 'visitor',
      visitor: null,
      via: 'dispenser',
      printing: false,
      ...more,
    })
  }

  /** A number that is given without a refusal. */
  number(more: Partial<NumberRequest> = {}): Ticket {
    return this.ticket(sure(this.give(more)).ticket)
  }

  act(act: CounterAct, counter = '1', requestId = this.id()) {
    return actAtCounter(this.folder, { requestId, counter, operator: 'sari' }, act)
  }

  /** An act that is done without a refusal; the ticket after it. */
  do(act: CounterAct, counter = '1'): Ticket {
    return this.ticket(sure(this.act(act, counter)).ticket)
  }

  open(counter = '1'): void {
    sure(this.act({ do: 'open' }, counter))
  }

  ticket(id: string | null): Ticket {
    const ticket = id === null ? null : this.reads.ticket(id)
    if (ticket === null) throw new Error('no such ticket')
    return ticket
  }

  /** The station's number in the fair, as the hub's desk would write it. */
  enrol(number: number): void {
    const { log, stationKey } = this.folder
    const body = {
      station: log.station,
      number,
      publicKey: stationKeyPair(stationKey).publicRaw.toString('hex'),
      roles: ['counter' as const],
    }
    const ctx = { now: this.ports.wall(), newId: this.ports.newId }
    log.transact((append) => append(stationEnrolled.make(stationStream(log.station), body, ctx)))
  }

  remove(): void {
    this.folder.close()
    rmSync(join(this.dir, '..'), { recursive: true })
  }
}

/** The version of a ticket as a screen shows it. */
export const seen = (ticket: Ticket) => ({ ticket: ticket.id, seen: ticket.version })

/** Everything that either has and the other has not goes both ways, in one order for all. */
export function meet(...stations: readonly QueueFolder[]): void {
  let hubSeq = 1
  for (const from of stations) {
    const fresh = from.folder.log
      .readPending(1_000)
      .map(({ id, text }) => ({ id, text, hubSeq: (hubSeq += 1), hubOffset: null }))
    from.folder.log.markAcked(fresh)
    for (const to of stations) if (to !== from) to.folder.log.applyRemote(fresh)
  }
}

export function sure<T>(result: { ok: true; value: T } | { ok: false; code: string }): T {
  if (!result.ok) throw new Error(`refused: ${result.code}`)
  return result.value
}

function aClock(seed: number) {
  let now = NINE
  const newId = canonicalIds(seed)
  return {
    wall: () => now,
    uptime: () => now - NINE + 1_000_000,
    newId,
    newUuid: newId,
    pass: (ms: number) => {
      now += ms
    },
  }
}
