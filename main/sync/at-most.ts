/** Work that is wanted often and done now and then. */
export interface AtMost {
  /** Wanted: done now when the last time is long enough ago, else once, when it is. */
  want(): void
  /** Wanted without delay. */
  now(): void
  /** Over: nothing is done any more, whoever wants it. */
  stop(): void
}

/** Work that is done at most once in so many ms, and never less than once after it was wanted last. */
export function atMost(everyMs: number, work: () => void, uptime: () => number): AtMost {
  let doneAt = -Infinity
  let timer: ReturnType<typeof setTimeout> | null = null
  let isStopped = false
  const clear = () => {
    if (timer !== null) clearTimeout(timer)
    timer = null
  }
  const now = () => {
    clear()
    if (isStopped) return
    doneAt = uptime()
    work()
  }
  return {
    want: () => {
      const rest = doneAt + everyMs - uptime()
      if (rest <= 0) now()
      else if (!isStopped) timer ??= setTimeout(now, rest)
    },
    now,
    stop: () => {
      isStopped = true
      clear()
    },
  }
}
