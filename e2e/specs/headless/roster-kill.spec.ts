import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { APP } from '../../helpers/command'
import { sure } from '../../helpers/folder'
import { behind, cli, expect, figures, makeFair, rosterOf, sound, test, type File } from './small-fair'

// A large import is a long one: whatever moment a machine dies at, the list is as before or whole.

const PEOPLE = 24_000
const BEFORE = 300

const one = (dir: string, name: 'log' | 'people', sql: string) =>
  behind(dir, name, (db) => Number(db.prepare(sql).pluck().get() ?? 0))
const staged = (dir: string) => one(dir, 'people', 'SELECT sum(rows) FROM people_staged_page')
const events = (dir: string) => one(dir, 'log', 'SELECT sum(events) FROM import_page')
const visitors = (dir: string) => one(dir, 'log', 'SELECT count(*) FROM visitor')
const isDecided = (dir: string) => one(dir, 'log', 'SELECT max(is_decided) FROM import_run') === 1

/** Starts an import and kills it with -9 once its files look so. */
function killedWhen(dir: string, path: string, isTime: (dir: string) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(APP, 'out/main/cli.js'), '--data', dir, 'import', 'roster', path], {
      stdio: 'ignore',
    })
    const look = setInterval(() => {
      if (isTime(dir)) child.kill('SIGKILL')
    }, 10)
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      clearInterval(look)
      if (signal === 'SIGKILL') resolve()
      else reject(new Error(`the import came to its end (${code}) before it was killed`))
    })
  })
}

/** A fair with some people, and a list with those and many more. */
async function aFair(dir: string, file: File): Promise<string> {
  await makeFair(dir, file)
  sure(await cli(dir, 'import', 'roster', file('first.csv', rosterOf(BEFORE))))
  return file('all.csv', rosterOf(PEOPLE))
}

/** What everybody sees and what lies behind it: so many people, all with their names, nothing left over. */
async function holds(dir: string, people: number): Promise<void> {
  expect((await figures(dir, 'pintu')).expected).toBe(people)
  expect(await sound(dir)).toBe(1 + people)
  expect(one(dir, 'people', "SELECT count(*) FROM people_row WHERE grp IN ('greet', 'contact')")).toBe(2 * people)
  expect([staged(dir), events(dir), one(dir, 'log', 'SELECT count(*) FROM import_run')]).toEqual([0, 0, 0])
}

for (const [moment, isTime] of [
  ['the first rows are staged', (dir) => staged(dir) > 0],
  ['most rows are staged', (dir) => staged(dir) > PEOPLE],
] satisfies [string, (dir: string) => boolean][])
  test(`killed when ${moment}, an import leaves the list as it was, and goes through the next time`, async ({
    dir,
    file,
  }) => {
    test.setTimeout(240_000)
    const path = await aFair(dir, file)
    await killedWhen(dir, path, isTime)
    expect(staged(dir)).toBeGreaterThan(0)
    await holds(dir, BEFORE)
    expect((await cli(dir, 'import', 'roster', path)).answer).toMatchObject({
      added: PEOPLE - BEFORE,
      unchanged: BEFORE,
      rejected: [],
    })
    await holds(dir, PEOPLE)
  })

for (const [moment, isTime] of [
  ['it is decided', isDecided],
  ['people are being written', (dir) => isDecided(dir) && staged(dir) < PEOPLE],
  ['the log is being written', (dir) => visitors(dir) > PEOPLE / 2],
] satisfies [string, (dir: string) => boolean][])
  test(`killed when ${moment}, an import is whole after the next command, and the file again changes nothing`, async ({
    dir,
    file,
  }) => {
    test.setTimeout(240_000)
    const path = await aFair(dir, file)
    await killedWhen(dir, path, isTime)
    expect(events(dir)).toBeGreaterThan(0)
    await holds(dir, PEOPLE)
    expect((await cli(dir, 'import', 'roster', path)).answer).toMatchObject({
      added: 0,
      updated: 0,
      unchanged: PEOPLE,
      rejected: [],
    })
    await holds(dir, PEOPLE)
  })
