import type { Migration } from '../../migrate'
import { settings0010 } from './0010_settings'

/** The schema of settings.sqlite, step by step; append only. */
export const settingsMigrations: readonly Migration[] = [settings0010]
