import { z } from 'zod'
import { defineEvent } from './define'

/** The wall clock jumped against the machine's uptime, or the machine was restarted in between (it may have jumped). */
export const clockChanged = defineEvent(
  'clock.changed',
  { version: 1, family: 'system' },
  z.strictObject({
    /** Wall clock now minus what uptime would have made of it, ms; null after a restart of the machine. */
    jump: z.int().nullable(),
  }),
)

export const staffPinSet = defineEvent(
  'staff.pin_set',
  { version: 1, family: 'system' },
  z.strictObject({
    staff: z.string(),
    /** Colleague who vouched; null: the first person of a new fair. */
    vouchedBy: z.string().nullable(),
  }),
)
export const staffSignedIn = defineEvent(
  'staff.signed_in',
  { version: 1, family: 'system' },
  z.strictObject({ staff: z.string(), purpose: z.enum(['close_kiosk', 'vouch']) }),
)
export const staffRefused = defineEvent(
  'staff.refused',
  { version: 1, family: 'system' },
  z.strictObject({ staff: z.string(), tries: z.int().positive() }),
)
/** An export with personal columns was begun: who took it is the actor, why stands in the note. */
export const personalDataExported = defineEvent(
  'export.personal',
  { version: 1, family: 'system' },
  z.strictObject({ what: z.string(), reasonNote: z.uuid() }),
)

export const staffStream = (staff: string): string => `staff:${staff}`
export const stationStream = (station: string): string => `station:${station}`
