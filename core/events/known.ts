import { placesLeased, scanRecorded, scanUndone } from './checkin'
import type { EventType } from './define'
import { erasureConfirmed, visitorErased } from './erasure'
import { onlineAttended } from './online'
import { visitorApartCleared, visitorKeptApart, visitorMerged, visitorUnmerged } from './person'
import {
  TICKET_EVENTS,
  counterClosed,
  counterOpened,
  counterPaused,
  numbersLeased,
  servicePaused,
  serviceResumed,
} from './queue'
import { pictureAdded } from './picture'
import { codeKeyAdded, codeKeyRetired, setupImported } from './setup'
import {
  clockChanged,
  gateSwitched,
  personalDataExported,
  staffPinReset,
  staffPinSet,
  staffRefused,
  staffSignedIn,
  stationEnrolled,
} from './system'
import {
  badgeFailed,
  badgePrinted,
  consentRecorded,
  credentialIssued,
  credentialRevoked,
  visitorChanged,
  visitorRegistered,
} from './visitor'

/** Every type of event of this release, newest versions. What a hub checks, and what it says that it knows. */
export const KNOWN_EVENTS: readonly EventType[] = [
  setupImported,
  codeKeyAdded,
  codeKeyRetired,
  pictureAdded,
  visitorRegistered,
  visitorChanged,
  visitorMerged,
  visitorUnmerged,
  visitorKeptApart,
  visitorApartCleared,
  visitorErased,
  erasureConfirmed,
  consentRecorded,
  badgePrinted,
  badgeFailed,
  credentialIssued,
  credentialRevoked,
  onlineAttended,
  scanRecorded,
  scanUndone,
  placesLeased,
  ...TICKET_EVENTS,
  counterOpened,
  counterPaused,
  counterClosed,
  servicePaused,
  serviceResumed,
  numbersLeased,
  clockChanged,
  staffPinReset,
  staffPinSet,
  staffSignedIn,
  staffRefused,
  gateSwitched,
  personalDataExported,
  stationEnrolled,
]
