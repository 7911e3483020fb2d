/** Running the hub: a program of plain Node, since it needs neither a window nor SQLite. */
import fs from 'node:fs'
import { build } from './build.mjs'
import { inRoot } from './paths.mjs'
import { run } from './run.mjs'
import { setup } from './setup.mjs'

const HUB = () => inRoot('out', 'main', 'hub.js')

/**
 * Runs the hub, or one of its commands, and answers its exit code.
 * @param {string[]} args
 */
export async function hub(args) {
  if (!fs.existsSync(HUB())) await setup().then(() => build())
  // A hub finishes its batches before it goes; one that hangs all the same is ended.
  const { code } = await run(process.execPath, [HUB(), ...args], {
    output: 'pass',
    cwd: process.cwd(),
    killAfter: 20_000,
  })
  return code
}
