/** A copy of the built app and its Electron that every user may run: root's own cache is closed to others. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { inRoot } from './paths.mjs'
import { resolveRuntime } from './setup.mjs'

/**
 * For specs that run the app as an ordinary user, sandbox and all, from a test run by root.
 * @returns {Promise<{ electron: string, app: string, folder: string, remove: () => void }>} `folder` holds all of it
 */
export async function publicCopy() {
  const { electron } = await resolveRuntime()
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pendopo-public-'))
  const [runtime, app] = [path.join(folder, 'electron'), path.join(folder, 'app')]
  fs.cpSync(path.dirname(electron), runtime, { recursive: true, mode: fs.constants.COPYFILE_FICLONE })
  for (const part of ['package.json', 'out/main', 'out/preload', 'out/renderer', 'node_modules/better-sqlite3'])
    fs.cpSync(inRoot(part), path.join(app, part), {
      recursive: true,
      filter: (source) => !/better-sqlite3.(deps|src)$/.test(source),
    })
  open(folder)
  return {
    electron: path.join(runtime, path.basename(electron)),
    app,
    folder,
    remove: () => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  }
}

/** Readable for everybody, whatever the umask was. */
function open(entry) {
  const { mode } = fs.statSync(entry)
  const isFolder = fs.statSync(entry).isDirectory()
  fs.chmodSync(entry, mode | (isFolder || mode & 0o100 ? 0o555 : 0o444))
  if (isFolder) for (const name of fs.readdirSync(entry)) open(path.join(entry, name))
}
