import type { Migration } from '../../migrate'
import { people0010 } from './0010_people'
import { people0045 } from './0045_import'
import { people0050 } from './0050_search'
import { people0070 } from './0070_sync'
import { people0190 } from './0190_import_pages'

/** The schema of people.sqlite, step by step; append only. */
export const peopleMigrations: readonly Migration[] = [people0010, people0045, people0050, people0070, people0190]
