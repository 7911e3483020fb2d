/** The better-sqlite3 binding that fits this Node and this Electron. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fillOnce, writeAtomic } from './cache.mjs'
import { cacheDir, inRoot, readJson } from './paths.mjs'
import { binOf, mustRun } from './run.mjs'
import { StepError, step } from './steps.mjs'
import { ensureCompiler } from './system.mjs'

/** The prebuilt binding needs Node-API 10; before these it crashes the process. */
const PREBUILT_NEEDS = { node: 22, electron: 35 }

const PACKAGE = () => inRoot('node_modules', 'better-sqlite3')
/** better-sqlite3 prefers this file over its prebuilt ones, so the app and the CLI find it by themselves. */
const BUILT = () => path.join(PACKAGE(), 'build', 'Release', 'better_sqlite3.node')
/** Marks a binding that we put there, as against one that somebody built on purpose. */
const MARK = () => path.join(PACKAGE(), 'build', 'pendopo.json')

/**
 * Puts a fitting binding in place.
 * @param {string} electronVersion
 * @returns {Promise<string>} absolute path of the file in use
 */
export async function ensureSqlite(electronVersion) {
  if (prebuiltFits(electronVersion)) {
    if (fs.existsSync(MARK())) fs.rmSync(path.join(PACKAGE(), 'build'), { recursive: true })
    return bindingInUse()
  }
  const { version } = readJson(path.join(PACKAGE(), 'package.json'))
  const name = `better-sqlite3-${version}-${process.platform}-${process.arch}-node${major(process.versions.node)}.node`
  const cached = cacheDir('bindings', name)
  if (readJson(MARK())?.name === name && fs.existsSync(BUILT())) return BUILT()

  if (fs.existsSync(cached) && !loads(cached)) fs.rmSync(cached)
  await step('SQLite binding: building from source for this Node and Electron (about two minutes, once)', {
    done: () => fs.existsSync(cached),
    run: async () => {
      await ensureCompiler()
      await fillOnce(cached, compile)
    },
  })
  if (!loads(cached)) throw new StepError('the SQLite binding was built but does not load in this Node')
  fs.rmSync(MARK(), { force: true })
  writeAtomic(BUILT(), fs.readFileSync(cached))
  writeAtomic(MARK(), JSON.stringify({ name }))
  return BUILT()
}

/** The file that better-sqlite3 loads as things are. */
function bindingInUse() {
  if (fs.existsSync(BUILT())) return BUILT()
  const script = "process.stdout.write(require('better-sqlite3/lib/binding.js').getPrebuildPath() ?? '')"
  const direct = script.replace('better-sqlite3', PACKAGE().replaceAll('\\', '/'))
  const { stdout } = spawnSync(process.execPath, ['-e', direct], { encoding: 'utf8' })
  if (!stdout) throw new StepError(`better-sqlite3 has no prebuilt binding for ${process.platform}-${process.arch}`)
  return stdout
}

function prebuiltFits(electronVersion) {
  return major(process.versions.node) >= PREBUILT_NEEDS.node && major(electronVersion) >= PREBUILT_NEEDS.electron
}

/** Builds in a copy, so that a killed build leaves no half-made binding where better-sqlite3 would load it. */
async function compile(work) {
  const modules = path.join(work, 'node_modules')
  for (const name of ['better-sqlite3', 'node-addon-api'])
    fs.cpSync(inRoot('node_modules', name), path.join(modules, name), { recursive: true })
  const folder = path.join(modules, 'better-sqlite3')
  fs.rmSync(path.join(folder, 'build'), { recursive: true, force: true })

  const args = [binOf('node-gyp'), 'rebuild', '--release', '--force_build=1', '-j', '2']
  const prefix = nodePrefix()
  if (prefix) args.push(`--nodedir=${prefix}`)
  const cxx = '-UNAPI_VERSION -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT'
  const env = { CXXFLAGS: `${process.env.CXXFLAGS ?? ''} ${cxx}`.trim() }
  const what = prefix ? 'building better-sqlite3' : 'building better-sqlite3 (this Node came without its headers)'
  await mustRun(what, process.execPath, args, { cwd: folder, env })
  return path.join(folder, 'build', 'Release', 'better_sqlite3.node')
}

/** Folder of this Node's own headers, if it came with them; otherwise node-gyp downloads some. */
function nodePrefix() {
  const prefix = path.dirname(path.dirname(fs.realpathSync(process.execPath)))
  return fs.existsSync(path.join(prefix, 'include', 'node', 'node_api.h')) ? prefix : undefined
}

/** Tried in a process of its own: a binding that does not fit kills the process instead of throwing. */
function loads(file) {
  const script = `
    const Database = require(process.argv[1])
    const db = new Database(':memory:', { nativeBinding: process.argv[2] })
    process.exit(db.prepare('SELECT 1').pluck().get() === 1 ? 0 : 1)`
  return spawnSync(process.execPath, ['-e', script, PACKAGE(), file], { stdio: 'ignore' }).status === 0
}

const major = (version) => Number(version.split('.')[0])
