import { z } from 'zod'
import { FairSetup } from '../setup/schema'
import { defineEvent } from './define'

/** The whole set-up, as an organizer imported it. The last in hub order holds; older ones are its history. */
export const setupImported = defineEvent(
  'setup.imported',
  { version: 1, family: 'setup' },
  z.strictObject({ fair: z.uuid(), setup: FairSetup }),
)

export const SETUP_STREAM = 'setup'

/**
 * A key that signed codes are checked with. `pretix_sig1`: `key` is the base64 of a PEM public key, as pretix hands it
 * out. `pendopo`: raw Ed25519 in hex, with the fair and the station's number that stand in what it signs; of another
 * fair, its codes are answered as `wrong_fair`.
 */
export const codeKeyAdded = defineEvent(
  'code_key.added',
  { version: 1, family: 'setup' },
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('pretix_sig1'), key: z.string().min(1).max(2_000) }),
    z.strictObject({
      kind: z.literal('pendopo'),
      key: z.string().regex(/^[0-9a-f]{64}$/),
      fair: z.uuid(),
      number: z.int().min(0).max(255),
      /** True: of a folder that imported this same fair's file by itself, so that its id is another. */
      sameFair: z.boolean().optional(),
    }),
  ]),
)
/** A key is trusted no more: every code it signed is unknown from now on. */
export const codeKeyRetired = defineEvent(
  'code_key.retired',
  { version: 1, family: 'setup' },
  z.strictObject({ kind: z.enum(['pretix_sig1', 'pendopo']), key: z.string().min(1).max(2_000) }),
)
/** `fingerprint`: SHA-256 (hex) of the key's text. */
export const codeKeyStream = (fingerprint: string): string => `code_key:${fingerprint}`
