/** `npm run package`: an unpacked app in dist/ from the resolved Electron, then a smoke test of it. */
import fs from 'node:fs'
import path from 'node:path'
import { build } from './lib/build.mjs'
import { inRoot } from './lib/paths.mjs'
import { binOf, mustRun } from './lib/run.mjs'
import { setup } from './lib/setup.mjs'
import { main, say, step } from './lib/steps.mjs'
import { smoke } from './lib/smoke.mjs'

await main(async () => {
  const runtime = await setup(['app', 'display'])
  await build()
  await step(`packing with Electron ${runtime.version}`, { run: () => pack(runtime) })
  if (!runtime.official)
    say('  Not for release: this Electron is the npm-shipped one, meant for development, tests and demonstrations.')
  return smoke()
})

async function pack({ electron, version, official }) {
  fs.rmSync(inRoot('dist'), { recursive: true, force: true })
  const target = { linux: '--linux', darwin: '--mac', win32: '--win' }[process.platform]
  const args = [binOf('electron-builder'), target, 'dir', '--publish', 'never', `-c.electronVersion=${version}`]
  const work = fs.mkdtempSync(inRoot('out', 'electron-'))
  try {
    const dist = official ? inRoot('node_modules', 'electron', 'dist') : copyWithoutApp(path.dirname(electron), work)
    await mustRun('electron-builder', process.execPath, [...args, `-c.electronDist=${dist}`])
  } finally {
    fs.rmSync(work, { recursive: true, force: true })
  }
}

/** The stand-in for Electron's default app must not get into a package. */
function copyWithoutApp(runtime, work) {
  const standIn = path.join(runtime, 'resources', 'app')
  fs.cpSync(runtime, work, { recursive: true, filter: (source) => source !== standIn })
  return work
}
