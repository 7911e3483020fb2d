import type { Database } from '../connection'
import { apartProjector } from './apart'
import { badgeProjector } from './badge'
import { checkinProjector } from './checkin'
import { consentProjector } from './consent'
import { codeKeyProjector } from './code-key'
import { counterProjector } from './counter'
import { credentialProjector } from './credential'
import { erasureProjector } from './erasure'
import { onlineProjector } from './online'
import { personProjector } from './person'
import { numberLeaseProjector } from './number-lease'
import { pictureProjector } from './picture'
import type { Projector } from './projector'
import { servicePauseProjector } from './service-pause'
import { setupProjector } from './setup'
import { stationKeyProjector } from './station-key'
import { ticketProjector } from './ticket'
import { visitorProjector } from './visitor'

/** Every fold of log.sqlite. */
export const allProjectors = (db: Database): readonly Projector[] => [
  setupProjector(db),
  visitorProjector(db),
  checkinProjector(db),
  ticketProjector(db),
  counterProjector(db),
  servicePauseProjector(db),
  numberLeaseProjector(db),
  stationKeyProjector(db),
  consentProjector(db),
  badgeProjector(db),
  codeKeyProjector(db),
  credentialProjector(db),
  onlineProjector(db),
  personProjector(db),
  apartProjector(db),
  erasureProjector(db),
  pictureProjector(db),
]
