/** `npm start`: sets up what is missing, builds, and opens Pendopo with the demo fair. */
import { build } from './lib/build.mjs'
import { ensureDemo } from './lib/demo.mjs'
import { launchFlags } from './lib/electron.mjs'
import { ROOT } from './lib/paths.mjs'
import { run } from './lib/run.mjs'
import { setup } from './lib/setup.mjs'
import { main, say } from './lib/steps.mjs'
import { hasDisplay } from './lib/system.mjs'
import { tour } from './lib/tour.mjs'

await main(async () => {
  if (!hasDisplay()) {
    say('• this machine has no display: running the tour instead, on a virtual one')
    return tour()
  }
  const { electron } = await setup()
  await build()
  const data = await ensureDemo()
  const flags = launchFlags()
  const role = process.env.PENDOPO_ROLE
  say(`• opening Pendopo${role ? ` as "${role}"` : ''} with ${data}`)
  say(
    '  A kiosk is closed, or given another task, by a long press on the lock in its corner and a PIN. Or Ctrl+C here.',
  )
  const env = { PENDOPO_DATA_DIR: data }
  // A kiosk does not let its window be closed, so a polite signal may not be enough; nothing is lost by the other.
  const { code } = await run(electron, [...flags, ROOT], { output: 'pass', env, killAfter: 3000 })
  const ended = code === 130 || code === 143 || code === 137
  return ended ? 0 : code
})
