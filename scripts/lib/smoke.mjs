/** Is the packed app whole? Runs it headless and with its window, and reads its fuses back. */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import https from 'node:https'
import os from 'node:os'
import path from 'node:path'
import { RESULTS } from './build.mjs'
import { makeDemo } from './demo.mjs'
import { launchFlags } from './electron.mjs'
import { inRoot } from './paths.mjs'
import { have, mustRun, underXvfb } from './run.mjs'
import { StepError, say, step } from './steps.mjs'

const START_LIMIT = 30_000

/** Runs the whole smoke test; ends with one clear line, fails with a StepError. */
export async function smoke() {
  const packed = findPacked()
  const flags = launchFlags()
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'pendopo-smoke-'))
  try {
    const data = path.join(scratch, 'fair')
    await makeDemo(data)
    await step('smoke: fuses and contents', {
      run: async () => {
        await checkContents(packed)
        await checkFuses(packed)
      },
    })
    await step('smoke: stats through the packed app', { run: () => checkStats(packed, flags, data) })
    await step('smoke: an import in the packed app', { run: () => checkImport(packed, flags, data, scratch) })
    await step('smoke: the window opens', { run: () => checkWindow(packed, flags, data, scratch) })
    await step('smoke: the packed app is a hub', { run: () => checkHub(packed, flags, data, scratch) })
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true, maxRetries: 5 })
  }
  say(`✓ smoke test passed: ${path.relative(inRoot(), packed)}`)
}

/** Path of the packed executable. */
export function findPacked() {
  const places = {
    linux: ['linux-unpacked/pendopo', 'linux-arm64-unpacked/pendopo'],
    win32: ['win-unpacked/Pendopo.exe', 'win-arm64-unpacked/Pendopo.exe'],
    darwin: ['mac-arm64/Pendopo.app/Contents/MacOS/Pendopo', 'mac/Pendopo.app/Contents/MacOS/Pendopo'],
  }[process.platform]
  const found = places.map((place) => inRoot('dist', place)).find((file) => fs.existsSync(file))
  if (!found) throw new StepError('there is no packed app in dist/; please run: npm run package')
  return found
}

/** The app must lie in one asar, with only what runs, and nothing that Electron would take instead of it. */
async function checkContents(packed) {
  const up = process.platform === 'darwin' ? '../../Resources' : 'resources'
  const resources = path.resolve(path.dirname(packed), up)
  for (const name of ['app', 'default_app.asar'])
    if (fs.existsSync(path.join(resources, name))) throw new StepError(`the package holds resources/${name}`)
  const { listPackage } = await import('@electron/asar')
  const ours = /^\/(package\.json$|out(\/(main|preload|renderer))?($|\/)|node_modules($|\/better-sqlite3($|\/)))/
  const files = listPackage(path.join(resources, 'app.asar'), {}).map((file) => file.replaceAll('\\', '/'))
  const foreign = files.find((file) => !ours.test(file))
  if (foreign) throw new StepError(`the package holds ${foreign}, which it does not need`)
  const missing = RESULTS.find((file) => !files.includes(`/out/${file}`))
  if (missing) throw new StepError(`the package lacks out/${missing}`)
}

async function checkFuses(packed) {
  const { FuseV1Options, FuseState, getCurrentFuseWire } = await import('@electron/fuses')
  const wanted = wantedFuses()
  const wire = await getCurrentFuseWire(packed)
  for (const [name, on] of wanted) {
    const option = FuseV1Options[name[0].toUpperCase() + name.slice(1)]
    if (wire[option] !== (on === 'true' ? FuseState.ENABLE : FuseState.DISABLE))
      throw new StepError(`fuse ${name} of the packed app differs from electron-builder.yml (${on})`)
  }
}

/** Names and values under `electronFuses:` of electron-builder.yml. */
function wantedFuses() {
  const [, section = ''] = fs.readFileSync(inRoot('electron-builder.yml'), 'utf8').split(/^electronFuses:$/m)
  const [ours] = section.split(/^(?=\w)/m)
  const fuses = [...ours.matchAll(/^ {2}(\w+): (true|false)$/gm)].map(([, name, on]) => [name, on])
  if (fuses.length === 0) throw new StepError('electron-builder.yml names no fuses')
  return fuses
}

async function checkStats(packed, flags, data) {
  const { answer, stdout } = await command(packed, flags, data, 'stats')
  if (!(answer.lists?.length > 0)) throw new StepError(`the packed app's stats name no list: ${stdout.trim()}`)
}

/** Its people are written by a thread whose program lies inside the archive. */
async function checkImport(packed, flags, data, scratch) {
  const file = path.join(scratch, 'roster.csv')
  fs.writeFileSync(file, 'kode,nama,kategori\nSMOKE-1,Sari Dewi,umum\n')
  const { answer, output } = await command(packed, flags, data, 'import', 'roster', file)
  if (answer.added !== 1) throw new StepError(`the packed app imported nobody: ${output.trim()}`)
  if (output.includes('PENDOPO_ONE_THREAD'))
    throw new StepError(`the packed app could not start its second thread: ${output.trim()}`)
}

/** Runs a headless command in the packed app. */
async function command(packed, flags, data, ...words) {
  const args = [...flags, '--ozone-platform=headless', '--cli', ...words, '--json', '--data', data]
  const ran = await mustRun(`${words[0]} in the packed app`, packed, args, { timeout: START_LIMIT })
  return { ...ran, answer: JSON.parse(ran.stdout.trim().split('\n').at(-1)) }
}

async function checkWindow(packed, flags, data, scratch) {
  await withApp(packed, flags, { data, scratch, role: 'gate', grace: 3000 }, async (page) => {
    await page.locator('[data-screen]').first().waitFor({ timeout: START_LIMIT })
  })
}

/** A desk makes its computer the hub, as its screen does; the hub answers, and ends with the app. */
async function checkHub(packed, flags, data, scratch) {
  const running = await withApp(packed, flags, { data, scratch, role: 'desk', grace: 30_000 }, async (page) => {
    await page.locator('[data-screen="desk"]').waitFor({ timeout: START_LIMIT })
    const pin = { staff: 'dyah', pin: '8264' }
    await askApp(page, 'staff.setPin', { ...pin, voucher: null })
    await askApp(page, 'desk.signIn', pin)
    await askApp(page, 'hub.start', { host: '127.0.0.1', startsWithApp: false })
    const { here, lines } = await askApp(page, 'stations.view', null)
    const own = lines.find((line) => line.isHere)
    if (here.state !== 'running' || own?.number !== 1)
      throw new StepError(`the packed app is no hub: ${JSON.stringify(here)}`)
    if ((await health(here.url)) !== 200)
      throw new StepError(`the hub of the packed app does not answer at ${here.url}`)
    return { url: here.url, station: own.station }
  })
  const hubData = process.getuid?.() === 0 ? `/var/lib/pendopo/hub-${running.station}` : path.join(data, 'hub')
  try {
    if ((await health(running.url)) !== null) throw new StepError('the hub outlived its app')
    // The whole group was told to end, the display and the database among them: the latter closes its files last.
    const late = Date.now() + 20_000
    while (fs.existsSync(path.join(hubData, 'pg', 'postmaster.pid'))) {
      if (Date.now() > late) throw new StepError('the database of the hub outlived its app')
      await new Promise((look) => setTimeout(look, 100))
    }
  } finally {
    fs.rmSync(hubData, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Calls main as the app's own pages do. */
async function askApp(page, name, input) {
  const answer = await page.evaluate(([called, given]) => window.pendopo.call(called, given), [name, input])
  if (!answer.ok) throw new StepError(`${name} was refused: ${JSON.stringify(answer)}`)
  return answer.value
}

/** The status of a hub's health; null: nobody is there. Its certificate is its own, and not what is asked about. */
function health(url) {
  return new Promise((resolve) => {
    const asked = https.get(new URL('/healthz', url), { rejectUnauthorized: false, timeout: 5000 }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    asked.on('timeout', () => asked.destroy())
    asked.on('error', () => resolve(null))
  })
}

/** Runs the packed app with one window, hands its page on, and ends it. */
async function withApp(packed, flags, { data, scratch, role, grace }, work) {
  const args = [...flags, '--remote-debugging-port=0', `--user-data-dir=${path.join(scratch, 'profile')}`]
  const [program, all] = have('xvfb-run', '--help') ? underXvfb(packed, args) : [packed, args]
  const env = { ...process.env, PENDOPO_DATA_DIR: data, PENDOPO_ROLE: role }
  // A group of its own (where there are groups), so that the display and the app end together.
  const child = spawn(program, all, {
    env,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  try {
    return await onPage(child, work)
  } finally {
    await endGroup(child, grace)
  }
}

/** Through Chromium's own debugging port: the inspector that Playwright uses elsewhere is fused off in a package. */
async function onPage(child, work) {
  const address = await debuggingAddress(child)
  const { chromium } = await import('playwright')
  const browser = await chromium.connectOverCDP(address)
  const page = browser.contexts()[0].pages()[0] ?? (await browser.contexts()[0].waitForEvent('page'))
  try {
    return await work(page)
  } finally {
    await browser.close()
  }
}

function debuggingAddress(child) {
  return new Promise((resolve, reject) => {
    let text = ''
    const fail = (why) => reject(new StepError(`the packed app ${why}:\n${text.trim()}`))
    const timer = setTimeout(() => fail('opened no window in time'), START_LIMIT)
    child.on('error', (error) => fail(`did not start (${error.message})`))
    child.on('exit', (code) => fail(`ended at once (exit ${code})`))
    child.stderr.on('data', (chunk) => {
      text += chunk
      const address = /DevTools listening on (ws:\S+)/.exec(text)?.[1]
      if (!address) return
      clearTimeout(timer)
      resolve(address)
    })
  })
}

/** A kiosk does not close its window when asked to; nothing may outlive the test. */
async function endGroup(child, grace) {
  const ended = new Promise((resolve) => child.once('close', resolve))
  if (!kill(child, 'SIGTERM')) return
  const timer = setTimeout(() => kill(child, 'SIGKILL'), grace)
  await ended
  clearTimeout(timer)
}

function kill(child, signal) {
  try {
    return process.platform === 'win32' ? child.kill(signal) : process.kill(-child.pid, signal)
  } catch {
    return false // It has ended already.
  }
}
