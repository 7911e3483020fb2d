import type { Migration } from '../../migrate'
import { eventLog } from './0010_event_log'
import { checkin } from './0020_checkin'
import { queue } from './0030_queue'
import { codes } from './0040_codes'
import { importRun } from './0045_import'
import { gateCounts } from './0050_gate_counts'
import { consentBadge } from './0060_consent_badge'
import { sync } from './0070_sync'
import { desk } from './0090_desk'
import { figures } from './0110_figures'
import { codesOfVisitor } from './0130_codes_of_visitor'
import { online } from './0140_online'
import { hubOrder } from './0150_hub_order'
import { pictures } from './0170_pictures'
import { importPages } from './0190_import_pages'
import { importOrder } from './0191_import_order'
import { erasure } from './0195_erasure'
import { apart } from './0200_apart'
import { forked } from './0205_forked'

export const logMigrations: readonly Migration[] = [
  eventLog,
  checkin,
  queue,
  codes,
  importRun,
  gateCounts,
  consentBadge,
  sync,
  desk,
  figures,
  codesOfVisitor,
  online,
  hubOrder,
  pictures,
  importPages,
  importOrder,
  erasure,
  apart,
  forked,
]
