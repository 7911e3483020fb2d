import { z } from 'zod'
import { MOST_LOGO_BYTES } from '../setup/logo'
import { defineEvent } from './define'

/** How long base64 makes so many bytes. */
const MOST_LETTERS = 4 * Math.ceil(MOST_LOGO_BYTES / 3)

/**
 * A picture of the fair, named by a set-up by its SHA-256. Beside the set-up and not in it: a set-up is written anew with
 * every change, and travels to every station each time.
 */
export const pictureAdded = defineEvent(
  'picture.added',
  { version: 1, family: 'setup' },
  z.strictObject({
    /** Of the PNG's bytes, hex. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    /** The PNG, base64. */
    png: z.base64().min(1).max(MOST_LETTERS),
  }),
)
export const pictureStream = (sha256: string): string => `picture:${sha256}`
