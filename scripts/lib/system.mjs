/** Libraries and programs of the operating system that the app, its build and its tests need. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { withLock } from './cache.mjs'
import { have, mustRun } from './run.mjs'
import { StepError, say, step } from './steps.mjs'

/** Debian packages by purpose. */
const PACKAGES = {
  app: ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1', 'libatk-bridge2.0-0', 'libnotify4', 'libxtst6'],
  display: ['xvfb', 'xauth'],
  tests: ['fonts-noto-core', 'unzip', 'qrencode', 'ffmpeg', 'dbus', 'gnome-keyring', 'util-linux', 'poppler-utils'],
  compiler: ['python3', 'make', 'g++'],
}

/** Without these a stage cannot run at all; the others only leave out what needs them. */
const REQUIRED = ['app', 'display', 'compiler']

/**
 * Installs what is missing (root on Debian), or tells the one command that does.
 * @param {('app' | 'display' | 'tests' | 'compiler')[]} purposes
 */
export async function ensureSystem(purposes) {
  if (!isDebian()) return
  const missing = () => missingPackages(purposes.flatMap((purpose) => PACKAGES[purpose]))
  if (missing().length === 0) return
  if (process.getuid() === 0) await withLock('apt', () => install(missing()))
  else tellCommand(purposes, missing())
}

async function install(missing) {
  await step(`system libraries: installing ${missing.join(' ')}`, {
    done: () => missing.length === 0,
    run: async () => {
      const options = { env: { DEBIAN_FRONTEND: 'noninteractive' } }
      await mustRun('apt-get update', 'apt-get', ['update'], options)
      const packages = ['install', '-y', '--no-install-recommends', ...namesHere(missing)]
      await mustRun('apt-get install', 'apt-get', packages, options)
    },
  })
}

/** A compiler for the SQLite binding; on systems other than Debian it is only looked for. */
export async function ensureCompiler() {
  await ensureSystem(['compiler'])
  const missing = ['python3', 'make', 'g++'].filter((program) => !have(program))
  if (process.platform === 'linux' && missing.length > 0)
    throw new StepError(`the SQLite binding must be built here: please install ${missing.join(', ')}`)
}

/** Can a window be shown on this machine? */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

function tellCommand(purposes, missing) {
  const command = `sudo apt-get install ${namesHere(missing).join(' ')}`
  const needed = missingPackages(purposes.filter((it) => REQUIRED.includes(it)).flatMap((it) => PACKAGES[it]))
  if (needed.length > 0) throw new StepError(`system libraries are missing; please run: ${command}`)
  say(`• some tests need more programs; to have them, run: ${command}`)
}

const isDebian = () => process.platform === 'linux' && fs.existsSync('/var/lib/dpkg/status')

/** Newer Debians name some libraries with t64 at the end; either name will do. */
function missingPackages(names) {
  const query = ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names, ...names.map((name) => `${name}t64`)]
  const { stdout } = spawnSync('dpkg-query', query, { encoding: 'utf8' })
  const installed = new Set((stdout ?? '').split('\n').filter((line) => line.endsWith(' installed')))
  return names.filter((name) => !installed.has(`${name} installed`) && !installed.has(`${name}t64 installed`))
}

function namesHere(names) {
  return names.map((name) => {
    const { stdout } = spawnSync('apt-cache', ['pkgnames', `${name}t64`], { encoding: 'utf8' })
    return stdout?.split('\n').includes(`${name}t64`) ? `${name}t64` : name
  })
}
