import { randomUUID } from 'node:crypto'
import { uuidv7 } from 'uuidv7'

/** Time and ids of the hub, handed in: tests decide them. */
export interface HubPorts {
  /** Wall clock, UTC ms: the hub's time. */
  readonly now: () => number
  /** A fresh UUIDv7, for events. */
  readonly newId: () => string
  /** A fresh random UUID, for logs, chains and the hub's station. */
  readonly newUuid: () => string
}

export const systemPorts: HubPorts = { now: () => Date.now(), newId: uuidv7, newUuid: randomUUID }
