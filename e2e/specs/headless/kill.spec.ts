import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { APP } from '../../helpers/command'
import { sure } from '../../helpers/folder'
import { behind, cli, expect, makeFair, rosterOf, sound, test } from './small-fair'
import { SMALL_FAIR } from './support'

/** Starts a command and kills it after so many milliseconds; false: it had ended before. */
function killed(dir: string, args: readonly string[], ms: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(APP, 'out/main/cli.js'), '--data', dir, '--json', ...args], {
      stdio: 'ignore',
    })
    const timer = setTimeout(() => child.kill('SIGKILL'), ms)
    child.once('error', reject)
    child.once('exit', (_code, signal) => {
      clearTimeout(timer)
      resolve(signal === 'SIGKILL')
    })
  })
}

/** How long a command takes here when nobody kills it. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

/** Moments spread over a span, each somewhere in its own part of it. */
const moments = (count: number, from: number, to: number) =>
  Array.from({ length: count }, (_, i) => from + ((i + Math.random()) / count) * (to - from))

const count = (dir: string, table: string) =>
  behind(dir, 'log', (db) => Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()))
const nameless = (dir: string) => {
  const ids = behind(dir, 'log', (db) => db.prepare<[], string>('SELECT id FROM visitor').pluck().all())
  const named = behind(
    dir,
    'people',
    (db) => new Set(db.prepare("SELECT visitor FROM people_row WHERE grp = 'greet'").pluck().all()),
  )
  return ids.filter((id) => !named.has(id))
}

test('an import that is killed has taken all or nothing, and goes through when it is run again', async ({
  dir,
  file,
}) => {
  const [PEOPLE, TRIES] = [500, 14]
  const roster = (round: number) => file('r.csv', rosterOf(PEOPLE).replaceAll(/^S/gm, `R${round}-`))
  await makeFair(dir, file)
  const whole = await timed(() => cli(dir, 'import', 'roster', roster(0)))
  let [kills, halves] = [0, 0]
  for (const [i, ms] of moments(TRIES, 60, whole * 1.1).entries()) {
    const before = count(dir, 'visitor')
    const path = roster(i + 1)
    kills += (await killed(dir, ['import', 'roster', path], ms)) ? 1 : 0
    await sound(dir)
    const taken = count(dir, 'visitor') - before
    expect([Math.round(ms), taken === 0 || taken === PEOPLE]).toEqual([Math.round(ms), true])
    halves += taken === 0 ? 1 : 0
    expect(nameless(dir)).toEqual([])
    if (taken > 0) continue
    expect((await cli(dir, 'import', 'roster', path)).answer).toMatchObject({ added: PEOPLE, rejected: [] })
  }
  expect(count(dir, 'visitor')).toBe((TRIES + 1) * PEOPLE)
  expect(count(dir, 'event_log')).toBe(1 + (TRIES + 1) * PEOPLE)
  // Else nothing was tried.
  expect(kills).toBeGreaterThan(4)
  expect(halves).toBeGreaterThan(2)

  const stats = sure(await cli(dir, 'stats'))
  const rebuild = await timed(async () => sure(await cli(dir, 'rebuild')))
  let stopped = 0
  for (const ms of moments(6, 100, rebuild)) {
    stopped += (await killed(dir, ['rebuild'], ms)) ? 1 : 0
    expect(sure(await cli(dir, 'stats'))).toEqual(stats)
  }
  expect(stopped).toBeGreaterThan(2)
  await sound(dir)
})

test('a first import of a fair that is killed is made to the end by the next', async ({ file }) => {
  const path = file('fair.json', JSON.stringify(SMALL_FAIR))
  const whole = await timed(() => cli(file('first'), 'fair', 'import', path))
  for (const [i, ms] of moments(8, 40, whole).entries()) {
    const dir = file(`data-${i}`)
    await killed(dir, ['fair', 'import', path], ms)
    expect((await cli(dir, 'fair', 'import', path)).answer).toMatchObject({ fair: SMALL_FAIR.code })
    sure(await cli(dir, 'import', 'roster', file('r.csv', rosterOf(1))))
    expect((await cli(dir, 'scan', 'S1', '--list', 'pintu')).answer).toMatchObject({ outcome: 'admitted' })
    expect(await sound(dir)).toBe(3)
  }
})

test('scans that are killed leave what they answered, and no half one', async ({ dir, file }) => {
  await makeFair(dir, file)
  sure(await cli(dir, 'import', 'roster', file('r.csv', rosterOf(30))))
  const whole = await timed(() => cli(dir, 'scan', 'S1', '--list', 'pintu'))
  const before = count(dir, 'event_log')
  for (const [i, ms] of moments(10, 60, whole * 1.05).entries())
    await killed(dir, ['scan', `S${i + 2}`, '--list', 'pintu'], ms)
  const rows = count(dir, 'event_log') - before
  expect(await sound(dir)).toBe(before + rows)
  expect([count(dir, 'scan'), count(dir, 'attendance')]).toEqual([1 + rows, 1 + rows])
})
