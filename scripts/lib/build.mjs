/** Building the app with electron-vite, only when something changed. */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { here, withLock, writeAtomic } from './cache.mjs'
import { inRoot } from './paths.mjs'
import { binOf, mustRun } from './run.mjs'
import { step } from './steps.mjs'

/** What the bundles are made from. */
const SOURCES = ['core', 'db', 'main', 'hub', 'preload', 'renderer', 'assets']
const SETTINGS = ['electron.vite.config.ts', 'tsconfig.json', 'tsconfig.base.json', 'package.json', 'package-lock.json']
/** What a finished build has left, below out/: the inputs of electron.vite.config.ts. */
export const RESULTS = [
  ...['index', 'cli', 'job', 'people-writer', 'search', 'hub'].map((name) => `main/${name}.js`),
  'preload/index.cjs',
  ...['index', 'badge/index', 'report/index'].map((name) => `renderer/${name}.html`),
]
const STAMP = () => inRoot('out', '.build-stamp')

/**
 * Builds main, preload and renderer into out/.
 * @param {{ force?: boolean }} [options] force builds even when nothing changed
 */
export async function build({ force = false } = {}) {
  const done = () => !force && isFresh()
  if (done()) return
  await withLock(here('build'), () => step('app: building', { done, run: bundle }))
}

async function bundle() {
  const stamp = hashOfSources()
  fs.rmSync(STAMP(), { force: true })
  await mustRun('electron-vite build', process.execPath, [binOf('electron-vite'), 'build'])
  // A change made while we were building is seen next time, because the stamp is older.
  writeAtomic(STAMP(), stamp)
}

function isFresh() {
  if (!RESULTS.every((file) => fs.existsSync(inRoot('out', file)))) return false
  return fs.existsSync(STAMP()) && fs.readFileSync(STAMP(), 'utf8') === hashOfSources()
}

/** Contents, not times: a fresh clone or a switched branch changes every time stamp. */
function hashOfSources() {
  const hash = createHash('sha256')
  for (const source of [...SOURCES, ...SETTINGS])
    for (const file of filesOf(inRoot(source))) hash.update(file).update(fs.readFileSync(file))
  return hash.digest('hex')
}

function filesOf(entry) {
  const stat = fs.statSync(entry, { throwIfNoEntry: false })
  if (!stat) return []
  if (stat.isFile()) return /\.test\.tsx?$/.test(entry) ? [] : [entry]
  const names = fs.readdirSync(entry).sort()
  return names.flatMap((name) => filesOf(path.join(entry, name)))
}
