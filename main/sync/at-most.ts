/** Work that is wanted often and done now and then. */
export interface AtMost {
  /** Wanted: done now when the last time is long enough ago, else once, when it is. */
  want(): void
  /** Wanted without delay. */
  now(): void
  stop(): void
}

/** Work that is done at most once in so many ms, and never less than once after it was wanted last. */
export function atMost(everyMs: number, work: () => void, uptime: () => number): AtMost {
  let doneAt = -Infinity
  let timer: ReturnType<typeof setTimeout> | null = null
  const stop = () => {
    if (timer !== null) clearTimeout(timer)
    timer = null
  }
  const now = () => {
    stop()
    doneAt = uptime()
    work()
  }
  return {
    want: () => {
      const rest = doneAt + everyMs - uptime()
      if (rest <= 0) now()
      else timer ??= setTimeout(now, rest)
    },
    now,
    stop,
  }
}
