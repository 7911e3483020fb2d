/** The npm packages, as package-lock.json names them. */
import fs from 'node:fs'
import { here, withLock } from './cache.mjs'
import { inRoot, readJson } from './paths.mjs'
import { npm } from './run.mjs'
import { step } from './steps.mjs'

/**
 * Runs `npm ci` when node_modules is not what package-lock.json says. Install scripts stay off: no step of ours
 * depends on one, and newer npm versions run none anyway.
 */
export async function ensureNodeModules() {
  if (inStep()) return
  await withLock(here('node_modules'), () =>
    step('npm packages: npm ci', { done: inStep, run: () => npm(['ci', '--ignore-scripts']) }),
  )
}

/** npm writes node_modules/.package-lock.json last, so a killed install is not taken for a finished one. */
function inStep() {
  const wanted = readJson(inRoot('package-lock.json'))?.packages
  const installed = readJson(inRoot('node_modules', '.package-lock.json'))?.packages
  if (!wanted || !installed) return false
  return Object.entries(wanted).every(([folder, { version, optional, integrity }]) => {
    if (folder === '') return true
    const here = installed[folder]
    if (!here) return optional === true // made for another platform
    return here.version === version && here.integrity === integrity && fs.existsSync(inRoot(folder))
  })
}
