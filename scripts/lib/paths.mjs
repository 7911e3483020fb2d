/** Where things lie. No dependencies: this runs before node_modules exists. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of the repository. Looked for upwards, so that it also holds inside a bundle under out/. */
export const ROOT = findRoot(path.dirname(fileURLToPath(import.meta.url)))

/** Absolute path of something in the repository. */
export const inRoot = (...parts) => path.join(ROOT, ...parts)

/** Our cache, outside node_modules so that it survives `npm ci`. */
export function cacheDir(...parts) {
  const base = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache')
  return path.join(base, 'pendopo', ...parts)
}

/** The user's own data folder of this operating system, for the demo fair. */
export function userDataDir(...parts) {
  const home = os.homedir()
  const base =
    process.platform === 'win32'
      ? process.env.APPDATA || path.join(home, 'AppData', 'Roaming')
      : process.platform === 'darwin'
        ? path.join(home, 'Library', 'Application Support')
        : process.env.XDG_DATA_HOME || path.join(home, '.local', 'share')
  return path.join(base, 'pendopo', ...parts)
}

/** Parsed JSON of a file, or undefined when it is missing or broken. */
export function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function findRoot(start) {
  for (let dir = start; ; dir = path.dirname(dir)) {
    if (readJson(path.join(dir, 'package.json'))?.name === 'pendopo') return dir
    if (dir === path.dirname(dir)) throw new Error(`no pendopo repository above ${start}`)
  }
}
