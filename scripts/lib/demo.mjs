/** The demo fair's data folder: made when missing, renewed when its days are over. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { isRunning } from './cache.mjs'
import { pendopo } from './cli.mjs'
import { inRoot, readJson, userDataDir } from './paths.mjs'
import { StepError, say, step } from './steps.mjs'

/**
 * Answers the folder to start the app with. A folder that is not a demo fair is never touched.
 * @returns {Promise<string>}
 */
export async function ensureDemo() {
  const folder = path.resolve(process.env.PENDOPO_DATA_DIR || userDataDir('demo'))
  if (isMade(folder)) {
    const [demo, onToday] = await Promise.all([isDemo(folder), isOnToday(folder)])
    if (demo && !onToday) setAside(folder)
  }
  await step(`demo fair: day 1 is today, in ${folder}`, { done: () => isMade(folder), run: () => makeDemo(folder) })
  return folder
}

/**
 * Makes a demo fair in a folder that is new or empty. Made beside it and moved in place at the end: half a demo would
 * be taken for a whole one the next time.
 */
export async function makeDemo(folder) {
  const part = `${folder}.part`
  fs.rmSync(part, { recursive: true, force: true })
  fs.mkdirSync(path.dirname(folder), { recursive: true })
  await must(['fair', 'import', inRoot('assets/demo/fair.json'), '--start', 'today', '--data', part])
  await must(['import', 'roster', inRoot('assets/demo/roster.csv'), '--data', part])
  if (fs.existsSync(folder)) fs.rmdirSync(folder)
  fs.renameSync(part, folder)
}

const isMade = (folder) => fs.existsSync(folder) && fs.readdirSync(folder).length > 0

async function isDemo(folder) {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'pendopo-'))
  try {
    const file = path.join(scratch, 'fair.json')
    const { code } = await pendopo(['fair', 'export', file, '--data', folder], 'capture')
    return code === 0 && readJson(file)?.demo === true
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true })
  }
}

/** Does any of the fair's days, as its door lists show them, hold the present moment's date? */
async function isOnToday(folder) {
  const { code, stdout } = await pendopo(['stats', '--json', '--data', folder], 'capture')
  if (code !== 0) return true // Not ours to judge: the app itself says what is wrong with the folder.
  const { lists } = JSON.parse(stdout.trim().split('\n').at(-1))
  const now = Date.now()
  return lists.some(({ opensAt, closesAt }) => {
    if (!opensAt || !closesAt) return true
    const start = midnightBefore(opensAt)
    return start <= now && now < Math.max(Date.parse(closesAt), start + DAY)
  })
}

const DAY = 24 * 3600_000

/** Midnight before a moment, in that moment's own offset ("2026-10-13T08:00:00+07:00"). */
function midnightBefore(iso) {
  return Date.parse(iso.replace(/T[0-9:.]+/, 'T00:00:00'))
}

function setAside(folder) {
  if (isOpen(folder))
    throw new StepError(`the demo fair's days are over, but Pendopo is still open on ${folder}; close it`)
  const date = new Date().toISOString().slice(0, 10)
  let aside = `${folder}-until-${date}`
  for (let n = 2; fs.existsSync(aside); n++) aside = `${folder}-until-${date}-${n}`
  fs.renameSync(folder, aside)
  say(`• demo fair: its days do not hold today, so it was set aside as ${aside}`)
}

/** Chromium's lock in the folder is a link that names the process holding it (not on Windows, where renaming fails). */
function isOpen(folder) {
  try {
    return isRunning(
      Number(
        fs
          .readlinkSync(path.join(folder, 'chromium', 'SingletonLock'))
          .split('-')
          .at(-1),
      ),
    )
  } catch {
    return false
  }
}

async function must(args) {
  const { code, output } = await pendopo([...args, '--json'], 'capture')
  if (code !== 0) throw new StepError(`pendopo ${args.slice(0, 2).join(' ')} failed (exit ${code}):\n${output.trim()}`)
}
