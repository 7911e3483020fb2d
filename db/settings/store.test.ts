import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { afterWrongPin, NO_TRIES } from '../../core/people/pin-rules'
import { openDatabase } from '../connection'
import { migrate } from '../migrate'
import { settings0010 } from '../migrations/settings/0010_settings'
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
    const gate = { role: 'gate', gate: 'north', direction: 'exit' } as const
    expect(store.get('windows')).toBeUndefined()
    store.set('windows', [])
    store.set('windows', [gate])
    store.set('locale', 'en')
    expect([store.get('windows'), store.get('locale')]).toEqual([[gate], 'en'])
    store.clear('windows')
    expect(store.get('windows')).toBeUndefined()
  })

  it('of an installation that was one gate become its first window', () => {
    const db = openDatabase(':memory:')
    migrate(db, [settings0010])
    const old = db.prepare('INSERT INTO setting VALUES (?, ?)')
    for (const [name, value] of [
      ['role', '"gate"'],
      ['gate', '"north"'],
      ['direction', '"either"'],
      ['locale', '"en"'],
    ])
      old.run(name, value)
    migrate(db, settingsMigrations)
    const store = new SettingsStore(db)
    expect(store.get('windows')).toEqual([{ role: 'gate', gate: 'north', direction: 'either' }])
    expect(store.get('locale')).toBe('en')
    expect(db.prepare("SELECT count(*) AS n FROM setting WHERE name = 'role'").get()).toEqual({ n: 0 })
  })

  it('of an installation that was nothing yet stay unset', () => {
    const db = openDatabase(':memory:')
    migrate(db, [settings0010])
    migrate(db, settingsMigrations)
    expect(new SettingsStore(db).get('windows')).toBeUndefined()
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
