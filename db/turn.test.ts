import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { BUSY_TIMEOUT_MS, openDatabase, type Database } from './connection'
import { inTurn, unsynced } from './turn'

let dir: string
let db: Database
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'pendopo-turn-'))
  db = openDatabase(join(dir, 'a.sqlite'))
  db.exec('CREATE TABLE t (n INTEGER)')
})
afterEach(() => {
  db.close()
  rmSync(dir, { recursive: true })
})
const count = () => db.prepare<[], number>('SELECT count(*) FROM t').pluck().get()
const patience = () => db.pragma('busy_timeout', { simple: true })

it('is all or nothing, and leaves the connection as it was', () => {
  const put = db.prepare('INSERT INTO t VALUES (1)')
  expect(() =>
    inTurn(db, () => {
      put.run()
      throw new Error('no')
    }),
  ).toThrow('no')
  expect(count()).toBe(0)
  expect(inTurn(db, () => inTurn(db, () => put.run().changes))).toBe(1)
  expect(count()).toBe(1)
  expect(patience()).toBe(BUSY_TIMEOUT_MS)
})

it('waits for whoever is at it, and comes in when they have done', async () => {
  const held = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads')
     const db = new (require(workerData.driver))(workerData.file)
     db.exec('BEGIN IMMEDIATE; INSERT INTO t VALUES (2)')
     parentPort.postMessage('held')
     setTimeout(() => { db.exec('COMMIT'); db.close() }, 100)`,
    {
      eval: true,
      workerData: {
        driver: createRequire(import.meta.url).resolve('better-sqlite3'),
        file: join(dir, 'a.sqlite'),
      },
    },
  )
  const ended = new Promise((done) => held.once('exit', done))
  await new Promise((done) => held.once('message', done))
  expect(inTurn(db, () => count())).toBe(1)
  await ended
  expect(patience()).toBe(BUSY_TIMEOUT_MS)
})

it('takes a commit at leisure no longer than it was told to', () => {
  unsynced(db, () => expect(db.pragma('synchronous', { simple: true })).toBe(1))
  expect(db.pragma('synchronous', { simple: true })).toBe(2)
})
