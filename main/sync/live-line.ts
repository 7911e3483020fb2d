import type { HubResult } from '../../core/hub/errors'
import type { AbortSignalLike } from '../../core/hub/port'
import type { LiveMessage } from '../../core/hub/wire'
import { backoffMs } from '../../core/sync/backoff'
import type { SyncMachine } from '../../core/sync/machine'

/** The live connection of a running app. */
export interface LiveLine {
  /** How the hub is reached now. */
  told(machine: Pick<SyncMachine, 'link'>): void
  stop(): void
}

/**
 * Keeps the live connection open while the hub is reached, and only then: whether the hub is there, and knows this station,
 * is for the machine's greeting to find out, at the machine's own pace. A line that ends makes it look; one that never
 * brings anything is tried less and less often, since polling does its work. A revoked station opens none any more.
 */
export function liveLine(parts: {
  readonly open: (hear: (message: LiveMessage) => void, signal: AbortSignalLike) => Promise<HubResult<'ended'>>
  readonly hear: (message: LiveMessage) => void
  /** The line ended: time to greet the hub. */
  readonly look: () => void
  /** In [0, 1). */
  readonly random: () => number
  readonly report: (thrown: unknown) => void
}): LiveLine {
  const ending = new AbortController()
  let isReached = false
  let isOpen = false
  /** Lines in a row that ended before they brought anything. */
  let failures = 0
  let pause: ReturnType<typeof setTimeout> | null = null
  const endPause = () => {
    if (pause !== null) clearTimeout(pause)
    pause = null
  }
  const keep = async (): Promise<void> => {
    isOpen = true
    try {
      await parts.open((message) => {
        failures = 0
        parts.hear(message)
      }, ending.signal)
    } finally {
      isOpen = false
    }
    if (ending.signal.aborted) return
    failures += 1
    pause = setTimeout(
      () => {
        pause = null
        next()
      },
      backoffMs(failures, parts.random()),
    )
    if (isReached) parts.look()
  }
  const next = (): void => {
    if (isReached && !isOpen && pause === null && !ending.signal.aborted) keep().catch(parts.report)
  }
  const stop = (): void => {
    endPause()
    ending.abort()
  }
  return {
    told: ({ link }) => {
      if (link.is === 'over') return stop()
      // Between two greetings of which the first was answered it is still reached.
      const wasReached = isReached
      if (link.is === 'up') isReached = true
      else if (link.failures > 0) isReached = false
      if (isReached && !wasReached) {
        failures = 0
        endPause()
      }
      return next()
    },
    stop,
  }
}
