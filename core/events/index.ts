import type { EventType } from './define'
import { scanRecorded } from './checkin'
import { setupImported } from './setup'
import { clockChanged, personalDataExported, staffPinSet, staffRefused, staffSignedIn } from './system'
import { visitorChanged, visitorRegistered } from './visitor'

/** Every type of event this version writes. A type not in this list is stored, not folded, and folded after an update. */
export const EVENT_TYPES: readonly EventType[] = [
  setupImported,
  visitorRegistered,
  visitorChanged,
  scanRecorded,
  clockChanged,
  staffPinSet,
  staffSignedIn,
  staffRefused,
  personalDataExported,
]
