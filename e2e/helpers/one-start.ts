import { mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { APP } from './command'

const LOCK = join(APP, 'out/one-start.lock')
/** A worker that was ended in the middle of a start leaves its lock behind. */
const STALE_MS = 60_000

/**
 * Starts of Electron one after the other, whatever worker they belong to: of two that begin in the same instant on one
 * machine now and then neither gets its window (2 of 80 in a trial; alone none).
 */
export async function oneStart<T>(start: () => Promise<T>): Promise<T> {
  mkdirSync(join(APP, 'out'), { recursive: true })
  while (!tryLock()) await wait(50)
  try {
    return await start()
  } finally {
    rmSync(LOCK, { recursive: true, force: true })
  }
}

function tryLock(): boolean {
  try {
    mkdirSync(LOCK)
    return true
  } catch {
    // Somebody else's, or left behind.
    const made = statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? Infinity
    if (Date.now() - made > STALE_MS) rmSync(LOCK, { recursive: true, force: true })
    return false
  }
}
