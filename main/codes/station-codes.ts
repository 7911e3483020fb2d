import { readSlip, signSlip } from '../../core/codes/pdq'
import type { SlipFacts } from '../../core/events/queue'
import type { Ticket } from '../../core/queue/ticket'
import { err, ok, type Result } from '../../core/result/result'
import type { Fair } from '../../core/setup/fair'
import { signerOf, verifierOf, type Signing } from './signing'

/** Text of the QR of a ticket's slip; null: it has no number yet, or is not in line. */
export function slipText(folder: Signing, fair: Fair, ticket: Ticket): string | null {
  const { id, prefix, number, day, sortKey } = ticket
  if (number === null || sortKey === null) return null
  return signSlip({ ticket: id, prefix, number, class: ticket.class, day, sortKey }, signerOf(folder, fair.id))
}

/** The ticket that a slip's QR names, and what it says of it, for a counter that never heard of that ticket. */
export function readSlipText(
  folder: Signing,
  fair: Fair,
  text: string,
): Result<{ readonly ticket: string; readonly facts: SlipFacts }, 'bad_slip' | 'slip_unknown_station'> {
  const read = readSlip(text, verifierOf(folder, fair.id))
  if (!read.ok) return read
  const { ticket, prefix, number, day, sortKey } = read.value
  const service = fair.setup.services.find((candidate) => candidate.prefix === prefix)
  if (service === undefined) return err('bad_slip')
  return ok({ ticket, facts: { service: service.code, day, prefix, number, class: read.value.class, sortKey } })
}
