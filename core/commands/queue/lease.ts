import type { CommandContext } from '../../events/envelope'
import { leaseStream, numbersLeased } from '../../events/queue'
import { LEASE_SIZE } from '../../hub/claims'
import { serviceDay } from '../../queue/hours'
import { LEASES_FROM } from '../../queue/numbers'
import type { QueueReads } from '../../queue/reads'
import { err } from '../../result/result'
import { decided, effectiveNow, serviceOf } from './checks'
import type { QueueResult } from './command'

export interface LeaseNumbers {
  readonly requestId: string
  readonly service: string
  /** Who may give them while it is cut off. */
  readonly station: string
  /** Machines that may ask for a block. */
  readonly dispensers: number
  /** Numbers between this block and those known, since others may have been given that nobody here knows. */
  readonly gap: number
}

/**
 * Sets a block of numbers aside for one station. A service without a quota gives whole blocks; of a quota half of what is
 * left is shared among the machines, so that the common sequence goes on for everybody in reach. `reads.issuedCount`
 * counts all that may be given of earlier blocks as given.
 */
export function leaseNumbers(reads: QueueReads, command: LeaseNumbers, ctx: CommandContext): QueueResult {
  const { requestId, station, gap } = command
  const service = serviceOf(reads, command.service)
  if (service === null) return err('unknown_service', { service: command.service })
  const day = serviceDay(reads.fair, effectiveNow(ctx))
  const size = sizeOf(service.quota, reads.issuedCount(service.code, day), command.dispensers)
  if (size === 0) return err('quota_used')
  const leased = reads.leasedUpTo(service.code, day)
  const last = reads.lastNumber(service.code, day)?.number ?? 0
  const from = Math.max(LEASES_FROM, last + 1, leased === 0 ? LEASES_FROM + gap : leased + 1 + gap)
  const event = numbersLeased.make(
    leaseStream(requestId),
    { service: service.code, day, station, from, to: from + size - 1 },
    ctx,
    { id: requestId },
  )
  return decided(null, [event])
}

function sizeOf(quota: number | null, taken: number, dispensers: number): number {
  if (quota === null) return LEASE_SIZE
  const room = quota - taken
  return room <= 0 ? 0 : Math.min(LEASE_SIZE, Math.max(1, Math.floor(room / (2 * Math.max(1, dispensers)))))
}
