/**
 * Which Electron do I run? `npm run -s runtime -- --json` prints one line
 * `{electron, version, official, nativeBinding}` on standard output.
 */
import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import { setup } from './lib/setup.mjs'
import { main } from './lib/steps.mjs'

export { resolveRuntime } from './lib/setup.mjs'

if (process.argv[1] && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  main(async () => {
    const runtime = await setup()
    if (process.argv.includes('--json')) return void console.log(JSON.stringify(runtime))
    console.log(`Electron ${runtime.version} (${runtime.official ? 'official' : 'shipped through npm'})`)
    console.log(runtime.electron)
    console.log(runtime.nativeBinding)
  })
