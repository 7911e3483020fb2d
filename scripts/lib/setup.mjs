/** Everything that must be there before we can build, start or test. */
import { ensureElectron } from './electron.mjs'
import { ensureNodeModules } from './node-modules.mjs'
import { StepError } from './steps.mjs'
import { ensureSqlite } from './sqlite.mjs'
import { ensureSystem } from './system.mjs'

/**
 * Runs all set-up steps; quick when everything is done.
 * @param {('app' | 'display' | 'tests')[]} [needs] what of the operating system this command uses
 * @returns {Promise<{ electron: string, version: string, official: boolean, nativeBinding: string }>}
 */
export async function setup(needs = ['app']) {
  checkNode()
  await ensureSystem(needs)
  await ensureNodeModules()
  return resolveRuntime()
}

/** The Electron to run and the SQLite binding in place, preparing them if need be. */
export async function resolveRuntime() {
  const electron = await ensureElectron()
  return { ...electron, nativeBinding: await ensureSqlite(electron.version) }
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new StepError(`Node 20.19 or newer is needed, this is ${process.versions.node}`)
}
