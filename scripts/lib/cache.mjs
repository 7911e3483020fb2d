/** Shared things on disk that two runs may prepare at the same time. */
import { createHash, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ROOT, cacheDir } from './paths.mjs'
import { say } from './steps.mjs'

const STALE_AFTER = 60_000

/**
 * Fills `target` (a file or folder) once. The work happens in a folder beside it and the result is moved in place by
 * one rename, so a killed run leaves nothing half-written.
 * @param {string} target
 * @param {(work: string) => Promise<string>} fill does the work in `work`, answers the path to move
 */
export async function fillOnce(target, fill) {
  fs.mkdirSync(path.dirname(target), { recursive: true })
  await withLock(path.basename(target), async () => {
    if (fs.existsSync(target)) return
    removeLeftovers(target)
    const work = `${target}.${randomUUID()}.part`
    fs.mkdirSync(work)
    try {
      fs.renameSync(await fill(work), target)
    } finally {
      fs.rmSync(work, { recursive: true, force: true })
    }
  })
  return target
}

/** Under the lock nobody else is at work here, so what lies about was left by a killed run. */
function removeLeftovers(target) {
  const folder = path.dirname(target)
  const left = fs
    .readdirSync(folder)
    .filter((name) => name.startsWith(`${path.basename(target)}.`) && name.endsWith('.part'))
  for (const name of left) fs.rmSync(path.join(folder, name), { recursive: true, force: true, maxRetries: 3 })
}

/** Writes a file so that nobody ever sees half of it. */
export function writeAtomic(file, data) {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  const part = `${file}.${randomUUID()}.part`
  fs.writeFileSync(part, data)
  fs.renameSync(part, file)
}

/** Runs `work` while no other run on this machine is inside a lock of that name. */
export async function withLock(name, work) {
  const file = cacheDir('locks', name)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  for (let said = false; !tryLock(file); await wait(200)) {
    if (!said) say(`  waiting for another run (${name})`)
    said = true
  }
  // The time stamp shows that we live; a process number alone may belong to somebody else by now.
  const beat = setInterval(() => fs.utimes(file, new Date(), new Date(), () => {}), STALE_AFTER / 4)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    fs.rmSync(file, { force: true })
  }
}

/** Name of a lock that holds for this copy of the repository only. */
export const here = (name) => `${name}-${createHash('sha256').update(ROOT).digest('hex').slice(0, 12)}`

/** SHA-512 of a file in npm's integrity form. */
export function integrityOf(file) {
  return new Promise((resolve, reject) => {
    const hash = createHash('sha512')
    fs.createReadStream(file)
      .on('data', (chunk) => hash.update(chunk))
      .on('error', reject)
      .on('end', () => resolve(`sha512-${hash.digest('base64')}`))
  })
}

function tryLock(file) {
  try {
    fs.writeFileSync(file, `${process.pid}`, { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  const holder = holderOf(file)
  if (!holder || holder.alive) return false
  // Renaming takes exactly one lock file away. If that was not the dead one, it goes back.
  const taken = `${file}.${randomUUID()}`
  try {
    fs.renameSync(file, taken)
    if (fs.readFileSync(taken, 'utf8') !== holder.pid) fs.linkSync(taken, file)
    fs.rmSync(taken)
  } catch {
    // Another run was quicker.
  }
  return false
}

function holderOf(file) {
  try {
    const pid = fs.readFileSync(file, 'utf8')
    const fresh = Date.now() - fs.statSync(file).mtimeMs < STALE_AFTER
    return { pid, alive: fresh && (pid === '' || isRunning(Number(pid))) }
  } catch {
    return undefined
  }
}

/** Does a process of that number live? */
export function isRunning(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
