/**
 * Stands in for Electron's own default app, which the npm-shipped runtime lacks: takes the first argument that is no
 * flag as the app's folder (or file) and starts it the way Electron does, after what `-r <file>` names. Copied to
 * resources/app of that runtime.
 * An ES module on purpose: Electron waits for it before 'ready', so the app may still register its schemes.
 */
import { app } from 'electron'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const args = process.argv.slice(1)
const isPreload = (at) => args[at] === '-r'
const given = args.find((arg, at) => !arg.startsWith('-') && !isPreload(at - 1))
for (const [at, file] of args.entries()) if (isPreload(at - 1)) createRequire(import.meta.url)(path.resolve(file))
if (!given) {
  process.stderr.write('No app given: electron [flags] <folder> [arguments]\n')
  app.exit(1)
} else {
  await start(path.resolve(given))
}

async function start(target) {
  try {
    const entry = fs.statSync(target).isDirectory() ? describe(target) : target
    process.defaultApp = true
    await import(pathToFileURL(entry).href)
  } catch (error) {
    process.stderr.write(`Cannot start ${target}: ${error?.stack ?? error}\n`)
    app.exit(1)
  }
}

/** Makes the runtime answer with the app's name, version and folders; answers its main file. */
function describe(folder) {
  const { name, productName, version, main } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))
  app.setName(productName ?? name)
  if (version) app.setVersion(version)
  app.setAppPath(folder)
  if (!process.argv.some((arg) => arg.startsWith('--user-data-dir')))
    app.setPath('userData', path.join(app.getPath('appData'), app.getName()))
  return path.resolve(folder, main ?? 'index.js')
}
