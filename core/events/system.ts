import { z } from 'zod'
import { STATION_ROLES } from '../people/groups'
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
/** An organizer took somebody's forgotten PIN; they set a new one. Who did it is the actor. */
export const staffPinReset = defineEvent(
  'staff.pin_reset',
  { version: 1, family: 'system' },
  z.strictObject({ staff: z.string() }),
)
export const staffSignedIn = defineEvent(
  'staff.signed_in',
  { version: 1, family: 'system' },
  z.strictObject({
    staff: z.string(),
    purpose: z.enum(['close_kiosk', 'move_kiosk', 'vouch', 'counter', 'panel', 'gate_panel', 'desk']),
  }),
)
export const staffRefused = defineEvent(
  'staff.refused',
  { version: 1, family: 'system' },
  z.strictObject({ staff: z.string(), tries: z.int().positive() }),
)
/** Staff gave a gate another list or direction. `list` null: the one the schedule says. */
export const gateSwitched = defineEvent(
  'gate.switched',
  { version: 1, family: 'system' },
  z.strictObject({
    gate: z.string(),
    list: z.string().nullable(),
    direction: z.enum(['entry', 'exit', 'either']),
  }),
)

/** An export with personal columns was begun: who took it is the actor, why stands in the note. */
export const personalDataExported = defineEvent(
  'export.personal',
  { version: 1, family: 'system' },
  z.strictObject({
    what: z.string(),
    reasonNote: z.uuid(),
    /** Which personal columns; absent: all that there were. */
    columns: z.array(z.string()).optional(),
  }),
)

/**
 * A station became part of the fair. `number` (1–255) stands in every code it signs, `publicKey` (Ed25519, hex) proves
 * them; a station that was never enrolled signs with number 0, which only itself can check.
 */
export const stationEnrolled = defineEvent(
  'station.enrolled',
  { version: 1, family: 'system' },
  z.strictObject({
    station: z.uuid(),
    number: z.int().min(1).max(255),
    publicKey: z.string().regex(/^[0-9a-f]{64}$/),
    roles: z.array(z.enum(STATION_ROLES)).min(1),
  }),
)

export const staffStream = (staff: string): string => `staff:${staff}`
export const stationStream = (station: string): string => `station:${station}`
