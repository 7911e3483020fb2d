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
