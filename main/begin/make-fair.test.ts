import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FIRST_ORGANIZER, type NewFair } from '../../core/setup/new-fair'
import { keysForRoles, serializeFairKeys } from '../../db/people/keys'
import { systemPorts } from '../app/ports'
import { exportFair } from '../commands/fair-file'
import { signIn } from '../commands/staff'
import { keepFairKeys, openFairFolder, type FairFolder } from '../folder/fair-folder'
import { keysFromSheet } from '../keys/recovery'
import { makeFair, makeNewFair } from './make-fair'
import type { SafeStorage } from '../keys/keychain'
import { sheetOf } from './recovery-sheet'

const ASKED: NewFair = {
  name: { id: 'Pekan Layanan', en: 'Service Week' },
  venue: { id: 'Balai Kota', en: 'City Hall' },
  city: 'Surabaya',
  timeZone: 'Asia/Jakarta',
  firstDay: '2026-10-13',
  lastDay: '2026-10-15',
  opens: '08:00',
  closes: '16:00',
  organizer: 'Dyah Ayuningrum',
}
const PIN = '731946'
/** A keychain as far as keys go: the passphrase's work would take most of a minute here. */
const safeStorage: SafeStorage = {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptString: (text) => Buffer.from(text),
  decryptString: (bytes) => bytes.toString(),
}
const means = { safeStorage }

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'pendopo-begin-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

async function inFolder<T>(at: string, work: (folder: FairFolder) => T | Promise<T>): Promise<T> {
  const opened = await openFairFolder(at, systemPorts, means)
  if (!opened.ok) throw new Error(opened.code)
  try {
    return await work(opened.value)
  } finally {
    opened.value.close()
  }
}
const made = (at = dir) => makeNewFair(at, ASKED, PIN, systemPorts, means)

describe('a fair made from nothing', () => {
  it('is no demo, its maker signs in with the PIN, and its sheet is due', async () => {
    expect(await made()).toMatchObject({ ok: true })
    await inFolder(dir, async (folder) => {
      expect(folder.checkin.fair()?.setup).toMatchObject({ demo: false, staff: [{ role: 'organizer' }] })
      expect(folder.settings.get('keyAdapter')).toBe('keychain')
      expect(folder.settings.get('sheetDue')).toBe(true)
      expect(await signIn(folder, FIRST_ORGANIZER, PIN, 'desk')).toMatchObject({ ok: true })
    })
  })

  it('is not made over another, nor with a PIN that is easily guessed, nor with days that run backwards', async () => {
    expect(await makeNewFair(dir, ASKED, '1111', systemPorts, means)).toMatchObject({ code: 'pin_weak' })
    const backwards = { ...ASKED, lastDay: '2026-10-12' }
    expect(await makeNewFair(dir, backwards, PIN, systemPorts, means)).toMatchObject({ code: 'days_backwards' })
    await made()
    expect(await made()).toMatchObject({ code: 'folder_taken' })
  })

  it('is the same fair in another folder from its file, without the PINs', async () => {
    await made()
    const file = await inFolder(dir, exportFair)
    if (file === null) throw new Error('no file')
    const other = join(dir, 'other')
    expect(await makeFair(other, file, null, systemPorts, means)).toMatchObject({ ok: true })
    await inFolder(other, async (folder) => {
      expect(exportFair(folder)).toEqual(file)
      expect(await signIn(folder, FIRST_ORGANIZER, PIN, 'desk')).toMatchObject({ code: 'pin_not_set' })
    })
  })
})

describe('its recovery sheet', () => {
  it('gives a folder that has a gate’s keys all keys of its fair again', async () => {
    await made()
    const { words, all } = await inFolder(dir, async (folder) => {
      const sheet = sheetOf(folder)
      const before = serializeFairKeys(folder.keys)
      await keepFairKeys(folder, means, keysForRoles(folder.keys, ['gate']))
      return { words: sheet?.lines.map((line) => line.join(' ')).join('\n') ?? '', all: before }
    })
    await inFolder(dir, async (folder) => {
      expect(sheetOf(folder)).toBeNull()
      const read = keysFromSheet(words)
      if (!read.ok) throw new Error(read.code)
      await keepFairKeys(folder, means, read.value)
    })
    await inFolder(dir, (folder) => expect(serializeFairKeys(folder.keys).equals(all)).toBe(true))
  })
})
