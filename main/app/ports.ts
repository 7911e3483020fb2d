import { randomUUID } from 'node:crypto'
import { uptime } from 'node:os'
import { uuidv7 } from 'uuidv7'
import type { LogPorts } from '../../db/log/event-log'

/** The real clock and the real randomness. Tests hand in their own; nothing else may. */
export const systemPorts: LogPorts = {
  wall: () => Date.now(),
  uptime: cheapUptime(),
  newId: uuidv7,
  newUuid: randomUUID,
}

/** Clocks that part by more than this are asked for again. */
const PARTED_MS = 500

/**
 * Milliseconds since the machine started. Asking the system reads a file, at every scan; so it is asked once and the
 * process's own steady clock added, until that and the wall clock part: the machine slept, or its clock was set.
 */
function cheapUptime(): () => number {
  const ask = () => ({ uptime: uptime() * 1000, steady: performance.now(), wall: Date.now() })
  let known = ask()
  return () => {
    const passed = performance.now() - known.steady
    if (Math.abs(Date.now() - known.wall - passed) > PARTED_MS) known = ask()
    return Math.round(known.uptime + performance.now() - known.steady)
  }
}
