import type { HubResult } from '../../../core/hub/errors'
import { isQueueError, type QueueError } from '../../../core/queue/errors'
import { err, type Err } from '../../../core/result/result'

/** The hub's last word when a rule of the queue stands against an act; null: it gave none, so the station decides. */
export function refusalOf(answer: HubResult<never>): Err<QueueError> | null {
  if (answer.ok || answer.code !== 'refused') return null
  const { rule, ...detail } = answer.detail ?? {}
  return isQueueError(rule) ? err(rule, detail) : null
}
