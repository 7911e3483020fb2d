/** Running the headless administration, in Node or, for folders locked by the keychain, in Electron. */
import fs from 'node:fs'
import { build } from './build.mjs'
import { ensureElectron, launchFlags } from './electron.mjs'
import { ROOT, inRoot } from './paths.mjs'
import { run } from './run.mjs'
import { resolveRuntime, setup } from './setup.mjs'

/** The CLI's word, with nothing printed, that this folder's keys can only be opened inside Electron. */
const NEEDS_ELECTRON = 78

const CLI = () => inRoot('out', 'main', 'cli.js')

/**
 * Runs one command of the headless administration.
 * @param {string[]} args
 * @param {'pass' | 'capture'} [output]
 */
export async function pendopo(args, output = 'pass') {
  if (fs.existsSync(CLI())) await resolveRuntime()
  else await setup().then(() => build())
  const inNode = await run(process.execPath, [CLI(), ...args], { output, cwd: process.cwd() })
  if (inNode.code !== NEEDS_ELECTRON) return inNode
  const { electron } = await ensureElectron()
  const flags = [...launchFlags(), '--ozone-platform=headless']
  return run(electron, [...flags, ROOT, '--cli', ...args], { output, cwd: process.cwd() })
}
