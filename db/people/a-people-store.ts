import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../connection'
import type { Database } from '../connection'
import { migrate } from '../migrate'
import { peopleMigrations } from '../migrations/people/index'
import { makeFairKeys } from './keys'
import type { FairKeys } from './keys'
import { PeopleStore } from './store'

export interface PeopleStoreUnderTest {
  readonly store: PeopleStore
  readonly db: Database
  readonly keys: FairKeys
  readonly file: string
  readonly close: () => void
}

/** A people store for tests: in memory, or in a folder of its own when `onDisk`. */
export function aPeopleStore(
  options: { keys?: FairKeys; now?: () => number; onDisk?: boolean } = {},
): PeopleStoreUnderTest {
  const keys = options.keys ?? makeFairKeys()
  const folder = options.onDisk === true ? mkdtempSync(join(tmpdir(), 'pendopo-people-')) : null
  const file = folder === null ? ':memory:' : join(folder, 'people.sqlite')
  const db = openDatabase(file)
  migrate(db, peopleMigrations)
  const store = new PeopleStore(db, { keys, now: options.now ?? (() => 1_000) })
  const close = () => {
    db.close()
    if (folder !== null) rmSync(folder, { recursive: true })
  }
  return { store, db, keys, file, close }
}
