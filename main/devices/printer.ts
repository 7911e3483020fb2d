import type { PrintTrouble } from '../../core/events/queue'
import type { Result } from '../../core/result/result'

/**
 * A printer that takes ESC/POS bytes. `confirmed`: it said itself that the job is out. `sent`: it took the job and says
 * nothing. A trouble: the slip did not come out whole, and what of it was in the printer was cleared, as far as the
 * printer does that.
 */
export interface Printer {
  send(job: Uint8Array, signal: AbortSignal): Promise<Result<'confirmed' | 'sent', PrintTrouble>>
  /** Asks the printer how it is; null: nothing is known against it. */
  look(signal: AbortSignal): Promise<PrintTrouble | null>
  /** What the last look or job found; null: nothing against it. */
  state(): PrintTrouble | null
}
