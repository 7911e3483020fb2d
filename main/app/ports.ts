import { randomUUID } from 'node:crypto'
import { uptime } from 'node:os'
import { uuidv7 } from 'uuidv7'
import type { LogPorts } from '../../db/log/event-log'

/** The real clock and the real randomness. Tests hand in their own; nothing else may. */
export const systemPorts: LogPorts = {
  wall: () => Date.now(),
  uptime: () => Math.round(uptime() * 1000),
  newId: uuidv7,
  newUuid: randomUUID,
}
