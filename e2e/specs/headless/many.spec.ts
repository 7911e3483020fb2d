import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from '@playwright/test'
import { APP, run } from '../../helpers/command'
import { DEMO, roster } from '../../helpers/folder'
import { aPlace, demoPlace, listStats, type Place } from './support'

let place: Place
test.afterEach(() => place.remove())

test('eight processes that scan the same 40 codes at once admit each exactly once', async () => {
  test.setTimeout(180_000)
  place = await demoPlace()
  const codes = roster()
    .slice(0, 40)
    .map((person) => person.code)
  const answers = new Map<string, string[]>(codes.map((code) => [code, []]))
  const said = await Promise.all(
    // Each begins elsewhere and goes the same way round, so that they meet again and again.
    Array.from({ length: 8 }, (_, n) => scanAll(place.data, [...codes.slice(n * 5), ...codes.slice(0, n * 5)])),
  )
  for (const { code, outcome, reason } of said.flat())
    answers.get(code)?.push(outcome === 'admitted' ? 'admitted' : reason)
  for (const [code, got] of answers)
    expect(got.toSorted(), code).toEqual(['admitted', ...Array<string>(7).fill('already_admitted')])
  expect(await listStats(place, 'pintu-hari-1')).toMatchObject({ entered: 40, inside: 40, entries: 40 })
  const { events } = (await place.do('verify')) as { events: number }
  expect(events).toBeGreaterThanOrEqual(1 + 500 + 320)
  const before = await place.do('stats')
  await place.do('rebuild')
  expect(await place.do('stats')).toEqual(before)
})

test('four imports of the same roster at once make everybody once', async () => {
  place = aPlace()
  await place.do('fair', 'import', DEMO.fair, '--start', 'today')
  const reports = await Promise.all(Array.from({ length: 4 }, () => place.do('import', 'roster', DEMO.roster)))
  expect(reports.reduce((sum, report) => sum + Number(report['added']), 0)).toBe(500)
  expect(await listStats(place, 'pintu-hari-1')).toMatchObject({ expected: 500 })
  expect(await place.do('verify')).toMatchObject({ ok: true, events: 501 })
})

test('import roster killed at ten moments: all or nothing in the log, and again it is complete', async () => {
  place = aPlace()
  await place.do('fair', 'import', DEMO.fair, '--start', 'today')
  const trial = aPlace()
  await trial.do('fair', 'import', DEMO.fair, '--start', 'today')
  const began = performance.now()
  await trial.do('import', 'roster', DEMO.roster)
  const usual = performance.now() - began
  trial.remove()
  let whole = 0
  for (let cut = 0; cut < 10; cut += 1) {
    await killAfter(usual * (0.3 + 0.7 * Math.random()), [
      'import',
      'roster',
      DEMO.roster,
      '--data',
      place.data,
      '--json',
    ])
    const { events } = (await place.do('verify')) as { events: number }
    expect([1, 501], `cut ${cut}`).toContain(events)
    expect(await listStats(place, 'pintu-hari-1')).toMatchObject({ expected: events - 1 })
    if (events === 501) whole += 1
  }
  const last = await place.do('import', 'roster', DEMO.roster)
  expect(last).toMatchObject({ updated: 0, rejected: [], ...(whole > 0 ? { unchanged: 500 } : { added: 500 }) })
  expect(await listStats(place, 'pintu-hari-1')).toMatchObject({ expected: 500, entered: 0 })
  const code = roster()[0]?.code ?? ''
  expect((await place.run('scan', code, '--list', 'pintu-hari-1')).answer).toMatchObject({ outcome: 'admitted' })
  expect(await place.do('verify')).toMatchObject({ ok: true, events: 502 })
})

/** One process that gives a `scan` command for each of these codes, opening the folder anew each time. */
async function scanAll(
  data: string,
  codes: readonly string[],
): Promise<{ code: string; outcome: string; reason: string }[]> {
  const script = `
    const [cli, data, ...codes] = process.argv.slice(1)
    for (const [n, code] of codes.entries()) {
      process.argv = ['node', cli, 'scan', code, '--list', 'pintu-hari-1', '--data', data, '--json']
      await import(cli + '?' + n)
    }`
  const cli = pathToFileURL(join(APP, 'out/main/cli.js')).href
  const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '-e', script, cli, data, ...codes])
  const lines = stdout.trimEnd().split('\n')
  if (lines.length !== codes.length) throw new Error(`${lines.length} answers to ${codes.length} scans: ${stderr}`)
  return lines.map((line, n) => ({
    code: codes[n] ?? '',
    ...(JSON.parse(line) as { outcome: string; reason: string }),
  }))
}

/** Starts a command and kills it with -9 after so many milliseconds; resolves when it is gone. */
function killAfter(ms: number, args: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(APP, 'out/main/cli.js'), ...args], { stdio: 'ignore' })
    const timer = setTimeout(() => child.kill('SIGKILL'), ms)
    child.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
