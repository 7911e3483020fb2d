/**
 * The keychain adapter against a real keyring, in the real Electron, as an ordinary user: makes a folder's keys, opens
 * them in a new process and in a new session, and is refused without a keyring and with another one.
 *
 * `node e2e/keychain/run.mjs` prints one line of JSON; exit 0 when all steps went as they must, else 1.
 * Needs dbus-run-session, gnome-keyring-daemon, xvfb-run and, as root, setpriv.
 */
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build } from 'vite'
import { resolveRuntime } from '../../scripts/runtime.mjs'

const NOBODY = 65_534
const STEP_MS = 90_000
const root = join(import.meta.dirname, '../..')
const isRoot = process.getuid?.() === 0

const base = mkdtempSync(join(tmpdir(), 'pendopo-keychain-'))
try {
  const steps = await check()
  const failed = steps.filter((step) => !step.passed)
  process.stdout.write(`${JSON.stringify({ passed: steps.length - failed.length, failed: failed.length, steps })}\n`)
  process.exitCode = failed.length === 0 ? 0 : 1
} catch (error) {
  process.stdout.write(`${JSON.stringify({ error: String(error?.message ?? error) })}\n`)
  process.exitCode = 1
} finally {
  rmSync(base, { recursive: true, force: true })
}

async function check() {
  const missing = ['dbus-run-session', 'gnome-keyring-daemon', 'xvfb-run', ...(isRoot ? ['setpriv'] : [])].filter(
    (program) => !isInstalled(program),
  )
  if (missing.length > 0) throw new Error(`not installed: ${missing.join(', ')}`)

  chmodSync(base, 0o755)
  const runtime = await resolveRuntime()
  const electron = copyRuntime(runtime.electron)
  await buildApp()
  const home = ownFolder('home')
  const otherHome = ownFolder('other-home')
  const data = ownFolder('data')

  const inKeyring = (mode, options = {}) => runApp({ electron, home, data, mode, keyring: 'kata sandi', ...options })
  const made = await inKeyring('create')
  const same = (answer) => works(answer) && answer.print === made.print
  return [
    judge('keys are made with a keyring', made, works),
    judge('a new process in a new session opens them', await inKeyring('open'), same),
    judge('a headless command without a display opens them', await inKeyring('open', { headless: true }), same),
    judge('another keyring is refused', await inKeyring('open', { home: otherHome }), isCode('keychain_refused')),
    judge('no keyring is refused', await inKeyring('open', { keyring: null }), isCode('keychain_unavailable')),
    judge(
      'no keys are made without a keyring',
      await inKeyring('create', { keyring: null, data: ownFolder('data-2') }),
      isCode('keychain_unavailable'),
    ),
    judge('after all that the keys still open', await inKeyring('open'), same),
  ]
}

function works(answer) {
  return answer.ok === true && answer.backend === 'gnome_libsecret' && answer.sealed === true && answer.pin === true
}

function isCode(code) {
  return (answer) => answer.ok === false && answer.code === code
}

function judge(name, answer, isRight) {
  const passed = isRight(answer)
  return { name, passed, backend: answer.backend ?? null, code: answer.code ?? null, ...(passed ? {} : { answer }) }
}

/** One start of the app, in a session of its own; its last line of JSON. */
function runApp({ electron, home, data, mode, keyring, headless = false }) {
  const app = [
    electron,
    ...(keyring === null ? [] : ['--password-store=gnome-libsecret']),
    ...(headless ? ['--ozone-platform=headless'] : []),
    '--disable-gpu',
    `--user-data-dir=${join(home, 'user-data')}`,
    join(base, 'app'),
    mode,
    data,
  ]
  const shown = headless ? app : ['xvfb-run', '-a', ...app]
  // The daemon reads the pass phrase of the login keyring up to the end of its input, then stays in the session.
  const unlocked = [
    'sh',
    '-c',
    'printf %s "$KEYRING" | gnome-keyring-daemon --unlock --components=secrets >&2; exec "$@"',
    'sh',
  ]
  const command = keyring === null ? shown : ['dbus-run-session', '--', ...unlocked, ...shown]
  const asUser = isRoot ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', ...command] : command
  const env = {
    PATH: process.env.PATH,
    LANG: 'C.UTF-8',
    HOME: home,
    XDG_RUNTIME_DIR: join(home, 'run'),
    XDG_DATA_HOME: join(home, 'share'),
    TMPDIR: join(home, 'tmp'),
    ...(keyring !== null && { KEYRING: keyring }),
  }
  return new Promise((resolve) => {
    const child = spawn(asUser[0], asUser.slice(1), { env, cwd: home, detached: true })
    const output = { stdout: '', stderr: '' }
    for (const stream of ['stdout', 'stderr']) child[stream].on('data', (part) => (output[stream] += part))
    // The whole group: the app alone would leave the display and the session behind.
    const timer = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'), STEP_MS)
    child.on('error', (error) => resolve({ code: 'not_started', message: error.message }))
    child.on('close', (status) => {
      clearTimeout(timer)
      const line = output.stdout.split('\n').findLast((text) => text.startsWith('{'))
      resolve(
        line === undefined ? { code: 'no_answer', status, stderr: output.stderr.slice(-2_000) } : JSON.parse(line),
      )
    })
  })
}

/** The adapters as they stand in the source, in one file beside a SQLite that an ordinary user may read. */
async function buildApp() {
  const out = join(base, 'app')
  await build({
    configFile: false,
    logLevel: 'silent',
    root,
    build: {
      outDir: out,
      target: 'node20',
      ssr: join(import.meta.dirname, 'app.mjs'),
      rollupOptions: { external: ['electron', 'better-sqlite3'], output: { entryFileNames: 'app.mjs' } },
    },
    ssr: { noExternal: true, external: ['electron', 'better-sqlite3'] },
  })
  writeFileSync(join(out, 'package.json'), JSON.stringify({ name: 'keychain-check', type: 'module', main: 'app.mjs' }))
  const sqlite = join(root, 'node_modules/better-sqlite3')
  for (const part of ['package.json', 'lib', 'prebuilds', 'build/Release/better_sqlite3.node']) {
    const target = join(out, 'node_modules/better-sqlite3', part)
    if (existsSync(join(sqlite, part))) cpSync(join(sqlite, part), target, { recursive: true, dereference: true })
  }
}

/** The runtime where an ordinary user may read it: a clone or cache under /root is closed to others. */
function copyRuntime(electron) {
  if (!isRoot) return electron
  const target = join(base, 'electron')
  try {
    // Hard links: a quarter of a gigabyte need not be written.
    execFileSync('cp', ['-al', dirname(electron), target], { stdio: 'ignore' })
  } catch {
    rmSync(target, { recursive: true, force: true })
    execFileSync('cp', ['-a', dirname(electron), target])
  }
  chmodSync(target, 0o755)
  return join(target, 'electron')
}

function ownFolder(name) {
  const folder = join(base, name)
  for (const path of ['', 'run', 'share', 'tmp']) {
    mkdirSync(join(folder, path), { recursive: true, mode: 0o700 })
    if (isRoot) chownSync(join(folder, path), NOBODY, NOBODY)
  }
  return folder
}

function isInstalled(program) {
  try {
    execFileSync('sh', ['-c', 'command -v "$1"', 'sh', program], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
