import { afterEach, expect, it } from 'vitest'
import { openDatabase, type Database } from '../connection'
import { importRuns } from '../log/import-runs'
import { migrate } from '../migrate'
import { PeopleStaging } from '../people/staging'
import { logMigrations } from './log'
import { importPages } from './log/0190_import_pages'
import { peopleMigrations } from './people'
import { people0190 } from './people/0190_import_pages'

const open: Database[] = []
const anEmptyFile = () => {
  const db = openDatabase(':memory:')
  open.push(db)
  return db
}
afterEach(() => {
  for (const db of open.splice(0)) db.close()
})

it('keeps what a killed import of the version before decided of the log, in its order', () => {
  const db = anEmptyFile()
  migrate(
    db,
    logMigrations.filter(({ version }) => version < importPages.version),
  )
  const facts = (n: number) => ({ visitor: `v${n}`, category: 'umum', institution: null, codeHmac: `${n}` })
  const put = db.prepare('INSERT INTO import_event (run, event_id, is_new, body) VALUES (?, ?, ?, ?)')
  for (let n = 0; n < 700; n += 1) put.run(n % 7 === 0 ? 'b' : 'a', `e${n}`, n % 2, JSON.stringify(facts(n)))
  migrate(db, logMigrations)
  const imports = importRuns(db)
  expect([imports.waiting('a'), imports.waiting('b')]).toEqual([600, 100])
  const { events } = imports.next('a', 1_000)
  expect(events.map(({ eventId }) => eventId)).toEqual(
    Array.from({ length: 700 }, (_, n) => n).flatMap((n) => (n % 7 === 0 ? [] : [`e${n}`])),
  )
  expect(events[0]).toEqual({ eventId: 'e1', isNew: true, facts: facts(1) })
  expect(events[1]).toEqual({ eventId: 'e2', isNew: false, facts: facts(2) })
})

it('keeps what it sealed of people: they become rows as they would have', () => {
  const db = anEmptyFile()
  migrate(
    db,
    peopleMigrations.filter(({ version }) => version < people0190.version),
  )
  const seal = db.prepare(
    'INSERT INTO people_seal (sealed, sha, phone, email) VALUES (?, zeroblob(32), zeroblob(32), zeroblob(32))',
  )
  const put = db.prepare(
    'INSERT INTO people_staged (run, visitor, grp, version, seal, phone_bucket, email_bucket) VALUES (?, ?, ?, 1, ?, ?, NULL)',
  )
  for (let n = 0; n < 1_200; n += 1)
    put.run('a', `v${n}`, 'greet', seal.run(Buffer.from(`s${n}`)).lastInsertRowid, n % 3 === 0 ? null : n % 1_024)
  migrate(db, peopleMigrations)
  const staging = new PeopleStaging(db, { keys: null, now: () => 5 })
  expect(staging.waiting('a')).toBe(1_200)
  while (staging.publish('a', 500) > 0);
  const rows = db
    .prepare(
      `SELECT count(*) AS n, sum(r.visitor = 'v' || substr(CAST(s.sealed AS TEXT), 2)) AS fitting, sum(r.phone_bucket) AS buckets
       FROM people_row r JOIN people_seal s ON s.id = r.seal`,
    )
    .get()
  const buckets = Array.from({ length: 1_200 }, (_, n) => (n % 3 === 0 ? 0 : n % 1_024)).reduce((sum, n) => sum + n)
  expect(rows).toEqual({ n: 1_200, fitting: 1_200, buckets })
  expect(staging.runs()).toEqual([])
})
