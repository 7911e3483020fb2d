import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { sign, verify } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { err, ok } from '../../core/result/result'
import { openDatabase } from '../../db/connection'
import { migrate } from '../../db/migrate'
import { settingsMigrations } from '../../db/migrations/settings/index'
import { keysForRoles, makeFairKeys } from '../../db/people/keys'
import { SettingsStore } from '../../db/settings/store'
import { adapterOf, chooseAdapter } from './choose-adapter'
import { fileAdapter } from './file'
import { createFolderKeys, makeStationKey, openFolderKeys, stationKeyPair } from './folder-keys'
import type { KeyPlace } from './folder-keys'
import { keychainAdapter } from './keychain'
import type { SafeStorage } from './keychain'
import { passphraseAdapter } from './passphrase'

let place: KeyPlace
beforeEach(() => {
  const db = openDatabase(':memory:')
  migrate(db, settingsMigrations)
  place = { folder: mkdtempSync(join(tmpdir(), 'pendopo-keys-')), settings: new SettingsStore(db) }
})
afterEach(() => rmSync(place.folder, { recursive: true }))

/** A folder that was never enrolled has no token. */
const someKeys = () => ({ fair: keysForRoles(makeFairKeys(), ['gate']), station: makeStationKey(), token: null })

/** A keychain that keeps secrets by turning them round. */
const aSafeStorage = (backend?: string, available = true): SafeStorage => ({
  isEncryptionAvailable: () => available,
  encryptString: (text) => Buffer.from(Buffer.from(text).toReversed()),
  decryptString: (bytes) => Buffer.from(bytes.toReversed()).toString(),
  ...(backend !== undefined && { getSelectedStorageBackend: () => backend }),
})

const kindOf = (means: Parameters<typeof chooseAdapter>[0]) => {
  const chosen = chooseAdapter(means)
  return chosen.ok ? chosen.value.kind : chosen.code
}

describe('the keys of a folder', () => {
  it.each([
    ['file', fileAdapter({ demo: true })],
    ['passphrase', passphraseAdapter('kuda terbang di atas atap')],
    ['keychain', keychainAdapter(aSafeStorage('gnome_libsecret'))],
  ])('come back through the %s adapter', async (_kind, adapter) => {
    const keys = someKeys()
    expect(await createFolderKeys(place, adapter, keys)).toEqual(ok(keys))
    expect(await openFolderKeys(place, adapter)).toEqual(ok(keys))
    expect(place.settings.get('keyAdapter')).toBe(adapter.kind)
  })

  it('are not made twice', async () => {
    const adapter = fileAdapter({ demo: true })
    const keys = someKeys()
    await createFolderKeys(place, adapter, keys)
    expect(await createFolderKeys(place, adapter, someKeys())).toEqual(err('keys_exist'))
    expect(await openFolderKeys(place, adapter)).toEqual(ok(keys))
  })

  it('are made by one of two processes that start at once', async () => {
    const adapter = fileAdapter({ demo: true })
    const answers = await Promise.all([1, 2].map(() => createFolderKeys(place, adapter, someKeys())))
    const won = answers.find((answer) => answer.ok)
    expect(answers).toContainEqual(err('keys_exist'))
    expect(await openFolderKeys(place, adapter)).toEqual(won)
  })

  it('are opened only in the way they were made', async () => {
    expect(await openFolderKeys(place, fileAdapter({ demo: true }))).toEqual(err('no_keys'))
    await createFolderKeys(place, fileAdapter({ demo: true }), someKeys())
    expect(await openFolderKeys(place, passphraseAdapter('x'))).toEqual(err('other_adapter', { kind: 'file' }))
  })

  it('cannot be put in one another’s place', async () => {
    const adapter = fileAdapter({ demo: true })
    await createFolderKeys(place, adapter, someKeys())
    place.settings.setWrappedKey('station', place.settings.wrappedKey('fair')!)
    expect(await openFolderKeys(place, adapter)).toEqual(err('keys_damaged'))
  })

  it('of a station sign what its public half verifies', () => {
    const pair = stationKeyPair(makeStationKey())
    expect(pair.publicRaw).toHaveLength(32)
    expect(verify(null, Buffer.from('x'), pair.publicKey, sign(null, Buffer.from('x'), pair.privateKey))).toBe(true)
  })
})

describe('the passphrase adapter', () => {
  it('refuses a wrong passphrase and changes nothing', async () => {
    const keys = someKeys()
    await createFolderKeys(place, passphraseAdapter('kuda terbang'), keys)
    const before = place.settings.wrappedKey('data-key')
    expect(await openFolderKeys(place, passphraseAdapter('kuda terbanh'))).toEqual(err('wrong_passphrase'))
    expect(await openFolderKeys(place, passphraseAdapter(''))).toEqual(err('passphrase_needed'))
    expect(place.settings.wrappedKey('data-key')).toEqual(before)
    expect(await openFolderKeys(place, passphraseAdapter('kuda terbang'))).toEqual(ok(keys))
  })

  it('takes a passphrase however the keyboard composes its letters', async () => {
    const keys = someKeys()
    await createFolderKeys(place, passphraseAdapter('caf\u00e9'), keys)
    expect(await openFolderKeys(place, passphraseAdapter('cafe\u0301'))).toEqual(ok(keys))
  })

  it('says that what it kept is damaged', async () => {
    await createFolderKeys(place, passphraseAdapter('x'), someKeys())
    place.settings.setWrappedKey('data-key', Buffer.from('{"N":1e12}'))
    expect(await openFolderKeys(place, passphraseAdapter('x'))).toEqual(err('keys_damaged'))
  })
})

describe('the file adapter', () => {
  it('is refused where the set-up does not say demo', async () => {
    expect(await createFolderKeys(place, fileAdapter({ demo: false }), someKeys())).toEqual(err('key_file_needs_demo'))
    await createFolderKeys(place, fileAdapter({ demo: true }), someKeys())
    expect(await openFolderKeys(place, fileAdapter({ demo: false }))).toEqual(err('key_file_needs_demo'))
  })

  it('keeps the key for its owner only, and refuses one that others can read', async () => {
    const adapter = fileAdapter({ demo: true })
    await createFolderKeys(place, adapter, someKeys())
    const path = join(place.folder, 'data.key')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    chmodSync(path, 0o640)
    expect(await openFolderKeys(place, adapter)).toEqual(err('key_file_open_to_others', { path }))
  })

  it('goes on with the key of a first start that was cut off', async () => {
    const adapter = fileAdapter({ demo: true })
    await adapter.create(place.folder)
    expect((await createFolderKeys(place, adapter, someKeys())).ok).toBe(true)
  })

  it('says that the key is missing or damaged', async () => {
    const adapter = fileAdapter({ demo: true })
    await createFolderKeys(place, adapter, someKeys())
    const path = join(place.folder, 'data.key')
    writeFileSync(path, 'short')
    expect(await openFolderKeys(place, adapter)).toEqual(err('key_file_damaged', { path }))
    writeFileSync(path, Buffer.alloc(32))
    expect(await openFolderKeys(place, adapter)).toEqual(err('keys_damaged'))
    rmSync(path)
    expect(await openFolderKeys(place, adapter)).toEqual(err('key_file_missing', { path }))
  })
})

describe('the file adapter, side by side with itself', () => {
  it('keeps the key that was there first, and leaves nothing else', async () => {
    const adapter = fileAdapter({ demo: true })
    const [one, other] = await Promise.all([adapter.create(place.folder), adapter.create(place.folder)])
    expect(one).toEqual(other)
    expect(readdirSync(place.folder)).toEqual(['data.key'])
  })
})

describe('the keychain adapter', () => {
  it.each([
    ['basic_text', true],
    ['unknown', true],
    ['gnome_libsecret', false],
  ])('is refused with backend %s, available: %s', async (backend, available) => {
    const adapter = keychainAdapter(aSafeStorage(backend, available))
    expect(await createFolderKeys(place, adapter, someKeys())).toEqual(err('keychain_unavailable'))
    expect(place.settings.get('keyAdapter')).toBeUndefined()
  })

  it('says when the keyring does not give the key', async () => {
    await createFolderKeys(place, keychainAdapter(aSafeStorage()), someKeys())
    const refusing: SafeStorage = {
      ...aSafeStorage(),
      decryptString: () => {
        throw new Error('Error while decrypting the ciphertext')
      },
    }
    expect(await openFolderKeys(place, keychainAdapter(refusing))).toEqual(err('keychain_refused'))
  })
})

describe('the way to keep the keys of a new folder', () => {
  it('is a typed passphrase, else the file for a demo, else the keychain', () => {
    expect(kindOf({ demo: true, passphrase: 'x', safeStorage: aSafeStorage() })).toBe('passphrase')
    expect(kindOf({ demo: true, passphrase: '' })).toBe('passphrase')
    expect(kindOf({ demo: true, safeStorage: aSafeStorage() })).toBe('file')
    expect(kindOf({ demo: false, safeStorage: aSafeStorage() })).toBe('keychain')
    expect(kindOf({ demo: false })).toBe('keychain_unavailable')
    expect(kindOf({ demo: false, safeStorage: aSafeStorage('basic_text') })).toBe('keychain_unavailable')
  })

  it('is found again by its name', () => {
    expect(adapterOf('passphrase', { demo: false })).toEqual(err('passphrase_needed'))
    expect(adapterOf('keychain', { demo: false })).toEqual(err('keychain_unavailable'))
    expect(adapterOf('file', { demo: true })).toMatchObject({ ok: true, value: { kind: 'file' } })
  })
})
