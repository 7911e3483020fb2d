import type { QueueResult } from '../commands/queue/command'
import { openCounter } from '../commands/queue/counter'
import { issueTicket, type IssueTicket } from '../commands/queue/issue'
import type { CommandContext } from '../events/envelope'
import type { QueueReads } from '../queue/reads'
import type { Ticket } from '../queue/ticket'
import { openFair, type Fair } from '../setup/fair'
import { FairFile, withoutNames } from '../setup/schema'
import { NINE, SMALL_FAIR } from './builders'
import { HERE, QueueWorld } from './queue-world'

export const SECOND = 1000
export const MINUTE = 60 * SECOND

const text = (id: string) => ({ id, en: id })

const service = (code: string, prefix: string, more: object = {}) => ({
  code,
  agency: 'office',
  name: text(code),
  prefix,
  hours: [{ from: '08:00', to: '16:00' }],
  ...more,
})

/** Two days in Surabaya, 8–16 h: a service for tax, one for bills; counters 1 (tax), 2 (both), 3 (bills). */
export function aQueueFair(more: { tax?: object; bills?: object; counter?: object; fair?: object } = {}): Fair {
  const counter = (code: string, services: string[]) => ({
    code,
    name: text(`Loket ${code}`),
    services,
    zone: 'A',
    ...more.counter,
  })
  const file = FairFile.parse({
    ...SMALL_FAIR,
    agencies: [{ code: 'office', name: text('Kantor'), shortName: 'Kantor', subtitle: text('Layanan') }],
    services: [service('tax', 'A', more.tax), service('bills', 'B', more.bills)],
    counters: [counter('1', ['tax']), counter('2', ['tax', 'bills']), counter('3', ['bills'])],
    ...more.fair,
  })
  return openFair('00000000-0000-7000-8000-00000000fa15', withoutNames(file).setup)
}

type Decide<C> = (reads: QueueReads, command: C, ctx: CommandContext) => QueueResult
/** `requestId` and `operator` are filled in. */
type Short<C> = Omit<C, 'requestId' | 'operator'> & { requestId?: string; operator?: string }

/** A queue that tests drive: a world, a clock that stands still until moved, ids in order. */
export class TestQueue {
  readonly world: QueueWorld
  now = NINE
  private ids = 0

  /** `station`: its number in the fair; null: it never had a hub. */
  constructor(fair: Fair = aQueueFair(), station: number | null = null) {
    this.world = new QueueWorld(fair, HERE, station)
  }

  get reads(): QueueReads {
    return this.world.reads
  }

  id = (): string => `00000000-0000-7000-8000-${(this.ids += 1).toString(16).padStart(12, '0')}`

  get ctx(): CommandContext {
    return { now: this.now, newId: this.id }
  }

  wait(ms: number): void {
    this.now += ms
  }

  /** Decides; what was decided is written. */
  attempt<C>(decide: Decide<C>, command: Short<C>): QueueResult {
    const filled = { requestId: this.id(), operator: 'sari', ...command } as C
    const result = decide(this.reads, filled, this.ctx)
    if (result.ok) this.world.play(result)
    return result
  }

  /** The code of the refusal, or `ok`. */
  outcome<C>(decide: Decide<C>, command: Short<C>): string {
    const result = this.attempt(decide, command)
    return result.ok ? 'ok' : result.code
  }

  /** Does it and gives the ticket as it is then. */
  do<C>(decide: Decide<C>, command: Short<C>): Ticket {
    const result = this.attempt(decide, command)
    if (!result.ok) throw new Error(`refused: ${result.code} ${JSON.stringify(result.detail ?? {})}`)
    if (result.value.ticket === null) throw new Error('about no ticket')
    return this.world.ticket(result.value.ticket)
  }

  open(...counters: string[]): void {
    for (const counter of counters) this.world.play(openCounter(this.reads, this.at(counter), this.ctx))
  }

  /** A number, one second after the last. */
  issue(more: Partial<IssueTicket> = {}): Ticket {
    this.wait(SECOND)
    return this.do(issueTicket, this.anIssue(more))
  }

  anIssue(more: Partial<IssueTicket> = {}): IssueTicket {
    return {
      requestId: this.id(),
      ticket: this.id(),
      service: 'tax',
      class: 'normal',
      declaredBy: 'visitor',
      visitor: null,
      via: 'dispenser',
      printing: false,
      numbering: 'own',
      promised: null,
      ...more,
    }
  }

  fresh(ticket: Ticket): Ticket {
    return this.world.ticket(ticket.id)
  }

  private at(counter: string) {
    return { requestId: this.id(), counter, operator: 'sari' }
  }
}
