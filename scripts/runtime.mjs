/**
 * Which Electron do I run? `npm run -s runtime -- --json` prints one line
 * `{electron, version, official, nativeBinding}` on standard output.
 */
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { setup } from './lib/setup.mjs'
import { main } from './lib/steps.mjs'

export { publicCopy } from './lib/public-copy.mjs'
export { resolveRuntime } from './lib/setup.mjs'

// Bundled into a benchmark, this file is not what was started although its address says so.
const self = fileURLToPath(import.meta.url)
if (path.basename(self) === 'runtime.mjs' && process.argv[1] && fs.realpathSync(process.argv[1]) === self)
  await main(async () => {
    const runtime = await setup()
    if (process.argv.includes('--json')) console.log(JSON.stringify(runtime))
    else for (const [name, value] of Object.entries(runtime)) console.log(`${name}: ${value}`)
  })
