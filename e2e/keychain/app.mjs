/**
 * The smallest app around our real key adapters: `<electron> <this folder> create|open <data folder>` answers one line
 * of JSON and ends. Bundled by run.mjs.
 */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { app, safeStorage } from 'electron'
import { openDatabase } from '../../db/connection'
import { migrate } from '../../db/migrate'
import { settingsMigrations } from '../../db/migrations/settings/index'
import { makeFairKeys, serializeFairKeys } from '../../db/people/keys'
import { checkPin, makeVerifier } from '../../db/people/pin'
import { openRow, sealRow } from '../../db/people/seal'
import { SettingsStore } from '../../db/settings/store'
import { adapterOf, chooseAdapter } from '../../main/keys/choose-adapter'
import { createFolderKeys, makeStationKey, openFolderKeys } from '../../main/keys/folder-keys'

const ROWS = {
  greet: { name: 'Siti' },
  contact: { phone: '0812' },
  identity: { nik: '3578' },
  note: { text: 'kursi roda' },
  staff: { name: 'Budi', verifier: null },
}

const [mode, folder] = process.argv.slice(-2)
void app
  .whenReady()
  .then(run)
  .catch((error) => ({ ok: false, code: 'exception', message: String(error?.stack ?? error) }))
  .then((answer) => process.stdout.write(`${JSON.stringify({ mode, ...answer })}\n`, () => app.exit(0)))

async function run() {
  const db = openDatabase(join(folder, 'settings.sqlite'))
  migrate(db, settingsMigrations)
  const place = { folder, settings: new SettingsStore(db) }
  const backend = safeStorage.getSelectedStorageBackend?.() ?? null
  const means = { demo: false, safeStorage }
  const adapter = mode === 'create' ? chooseAdapter(means) : adapterOf('keychain', means)
  if (!adapter.ok) return { ok: false, code: adapter.code, backend }
  const keys =
    mode === 'create'
      ? await createFolderKeys(place, adapter.value, { fair: makeFairKeys(), station: makeStationKey() })
      : await openFolderKeys(place, adapter.value)
  db.close()
  if (!keys.ok) return { ok: false, code: keys.code, backend }
  const { fair, station } = keys.value
  return {
    ok: true,
    backend,
    kind: adapter.value.kind,
    electron: process.versions.electron,
    // Equal keys, equal print; the keys themselves leave no process.
    print: createHash('sha256').update(serializeFairKeys(fair)).update(station).digest('hex').slice(0, 16),
    // Electron's crypto is BoringSSL, not Node's OpenSSL: everything that we seal with must work there too.
    sealed: Object.entries(ROWS).every(([group, fields]) => {
      const id = { visitor: 'v1', group, version: 1 }
      const opened = openRow(fair, id, sealRow(fair, id, fields))
      return opened.ok && JSON.stringify(opened.value) === JSON.stringify(fields)
    }),
    pin: await checkPin(fair, await makeVerifier(fair, '7319'), '7319'),
  }
}
