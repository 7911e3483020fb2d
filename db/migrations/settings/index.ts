import type { Migration } from '../../migrate'
import { settings0010 } from './0010_settings'
import { settings0020 } from './0020_windows'
import { settings0060 } from './0060_badge_job'

/** The schema of settings.sqlite, step by step; append only. */
export const settingsMigrations: readonly Migration[] = [settings0010, settings0020, settings0060]
