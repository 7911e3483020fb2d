import type { Database } from '../connection'
import { checkinProjector } from './checkin'
import type { Projector } from './projector'
import { setupProjector } from './setup'
import { visitorProjector } from './visitor'

/** Every fold of log.sqlite. */
export const allProjectors = (db: Database): readonly Projector[] => [
  setupProjector(db),
  visitorProjector(db),
  checkinProjector(db),
]
