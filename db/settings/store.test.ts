import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { afterWrongPin, NO_TRIES } from '../../core/people/pin-rules'
import { openDatabase } from '../connection'
import { migrate } from '../migrate'
import { settingsMigrations } from '../migrations/settings/index'
import { SettingsStore } from './store'

function aSettingsStore(file = ':memory:') {
  const db = openDatabase(file)
  migrate(db, settingsMigrations)
  return { db, store: new SettingsStore(db) }
}

describe('settings', () => {
  it('are read as they were set, and are absent before and after', () => {
    const { store } = aSettingsStore()
    expect(store.get('role')).toBeUndefined()
    store.set('role', 'gate')
    store.set('role', 'desk')
    store.set('direction', 'exit')
    expect([store.get('role'), store.get('direction')]).toEqual(['desk', 'exit'])
    store.clear('role')
    expect(store.get('role')).toBeUndefined()
  })

  it('refuse a value of the wrong form, and ignore one that another version wrote', () => {
    const { store, db } = aSettingsStore()
    expect(() => store.set('locale', 'fr' as 'id')).toThrow()
    db.prepare("INSERT INTO setting VALUES ('locale', '\"fr\"')").run()
    expect(store.get('locale')).toBeUndefined()
  })

  it('are written together or not at all', () => {
    const { store } = aSettingsStore()
    const failing = () =>
      store.transact(() => {
        store.setWrappedKey('fair', Buffer.from('x'))
        throw new Error('power cut')
      })
    expect(failing).toThrow('power cut')
    expect(store.wrappedKey('fair')).toBeUndefined()
  })

  it('keep bytes as they are', () => {
    const { store } = aSettingsStore()
    const bytes = Buffer.from([0, 255, 1, 39])
    store.setWrappedKey('fair', bytes)
    expect(store.wrappedKey('fair')).toEqual(bytes)
  })
})

describe('wrong PIN tries', () => {
  it('are still there after a restart, until the right PIN', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pendopo-settings-'))
    try {
      const file = join(folder, 'settings.sqlite')
      const before = aSettingsStore(file)
      let tries = before.store.pinTries('s1')
      for (let i = 0; i < 3; i += 1) tries = afterWrongPin(tries, 1_000)
      before.store.setPinTries('s1', tries)
      before.db.close()
      const after = aSettingsStore(file)
      expect(after.store.pinTries('s1')).toEqual({ count: 3, lockedUntil: 31_000 })
      expect(after.store.pinTries('s2')).toEqual(NO_TRIES)
      after.store.setPinTries('s1', NO_TRIES)
      expect(after.store.pinTries('s1')).toEqual(NO_TRIES)
      after.db.close()
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
