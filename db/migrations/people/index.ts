import type { Migration } from '../../migrate'
import { people0010 } from './0010_people'

/** The schema of people.sqlite, step by step; append only. */
export const peopleMigrations: readonly Migration[] = [people0010]
