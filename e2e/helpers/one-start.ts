import { mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { APP } from './command'

const LOCK = join(APP, 'out/one-start.lock')
/** Held for the moment in which a lock that was left behind is taken away. */
const TAKEOVER = join(APP, 'out/one-start.takeover')
/** A worker that was ended in the middle of a start leaves its lock behind. */
const STALE_MS = 60_000

/**
 * Starts of Electron one after the other, whatever worker they belong to: of two that begin in the same instant on one
 * machine now and then neither gets its window (2 of 80 in a trial; alone none).
 */
export async function oneStart<T>(start: () => Promise<T>): Promise<T> {
  mkdirSync(join(APP, 'out'), { recursive: true })
  while (!tryMake(LOCK)) {
    takeAwayStale()
    await wait(50)
  }
  const own = madeAt()
  try {
    return await start()
  } finally {
    // Another's by now, if this start took so long that its lock counted as left behind.
    if (madeAt() === own) rmSync(LOCK, { recursive: true, force: true })
  }
}

/** False: somebody else made it; anything else that stands against it is told at once. */
function tryMake(dir: string): boolean {
  try {
    mkdirSync(dir)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  }
}

const madeAt = () => statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? null
const isStale = () => Date.now() - (madeAt() ?? Infinity) > STALE_MS

/** One worker at a time, which looks again: who saw the stale lock before must not take away the next worker's new one. */
function takeAwayStale(): void {
  if (!isStale() || !tryMake(TAKEOVER)) return
  try {
    if (isStale()) rmSync(LOCK, { recursive: true, force: true })
  } finally {
    rmSync(TAKEOVER, { recursive: true, force: true })
  }
}
