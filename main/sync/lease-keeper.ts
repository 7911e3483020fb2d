import type { Hub } from '../../core/hub/port'
import { openingSpans, serviceDay } from '../../core/queue/hours'
import type { FairFolder } from '../folder/fair-folder'
import type { SyncEngine } from './engine'

/** After a refusal (the quota is used up) a service is left alone for so long, ms. */
const REFUSED_MS = 60_000

/**
 * Keeps numbers at hand for when the hub cannot be reached: a block for each service that is open today, renewed at
 * half. One at a time, so that whoever presses a button waits for one of these at most; and only while the link is up,
 * since nobody waits for them.
 */
export class LeaseKeeper {
  private isAsking = false
  private readonly refusedAt = new Map<string, number>()

  constructor(
    private readonly folder: FairFolder,
    private readonly engine: SyncEngine,
    private readonly hub: Pick<Hub, 'number'>,
  ) {}

  /** Asks for what is short, until nothing is, or the link is down. Only a machine that gives numbers keeps them. */
  async renew(): Promise<void> {
    const { folder, engine, hub } = this
    const seat = folder.settings.get('seat')
    if (this.isAsking || seat === undefined || !seat.roles.includes('dispenser')) return
    this.isAsking = true
    try {
      for (const service of this.short()) {
        if (engine.facts.machine.link.is !== 'up') return
        const command = folder.ports.newId()
        const answer = await engine.claim(command, (after) => hub.number(service, { want: 'lease', command, after }))
        if (!answer.ok) this.refusedAt.set(service, folder.ports.uptime())
      }
    } finally {
      this.isAsking = false
    }
  }

  /** Services that are open now or later today and have half of a block left, or less. */
  private short(): string[] {
    const { checkin, ports, queue } = this.folder
    const fair = checkin.fair()
    if (fair === null) return []
    const now = ports.wall()
    const day = serviceDay(fair, now)
    return fair.setup.services.flatMap((service) => {
      const isOver = openingSpans(fair, service, day).every((span) => span.to <= now)
      const { left, block } = queue.leased(service.code, day)
      const refusedAt = this.refusedAt.get(service.code) ?? -Infinity
      const isRefused = ports.uptime() - refusedAt < REFUSED_MS
      return isOver || isRefused || (block > 0 && left * 2 > block) ? [] : [service.code]
    })
  }
}
