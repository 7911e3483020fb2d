import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { APP, pendopo, run } from '../../helpers/command'
import { DEMO, sure, tempFolder } from '../../helpers/folder'
import { buildWorker } from '../../helpers/worker'

const TICKETS = 1_000
const COUNTERS = 8

/** The demo fair with one unlimited service that eight counters serve. */
function crowdedFair(): string {
  const fair = JSON.parse(readFileSync(DEMO.fair, 'utf8')) as {
    services: { code: string; quota: number | null }[]
    counters: { code: string; services: string[] }[]
  }
  for (const service of fair.services) if (service.code === 'pajak-tahunan') service.quota = null
  for (const counter of fair.counters.slice(0, COUNTERS)) counter.services = ['pajak-tahunan']
  return JSON.stringify(fair)
}

test(`eight processes call from one database at once: ${TICKETS} tickets, each called exactly once`, async () => {
  test.setTimeout(180_000)
  const folder = tempFolder()
  try {
    const [dir, file] = [join(folder.dir, 'fair'), join(folder.dir, 'fair.json')]
    writeFileSync(file, crowdedFair())
    sure(await pendopo(['fair', 'import', file, '--start', 'today', '--data', dir, '--json']))
    const script = await buildWorker('queue-worker')
    const issued = await run(process.execPath, [script, dir, 'issue', String(TICKETS)])
    expect(issued.stderr).toBe('')
    const tickets = linesOf(issued.stdout)
    expect(new Set(tickets).size).toBe(TICKETS)

    const start = join(folder.dir, 'start')
    const crowd = Array.from({ length: COUNTERS }, (_, n) => caller([script, dir, 'call', String(n + 1), start]))
    await Promise.all(crowd.map(({ ready }) => ready))
    writeFileSync(start, '')
    const called = (await Promise.all(crowd.map(({ ended }) => ended))).flatMap(linesOf)
    expect(called.length).toBe(TICKETS)
    expect(new Set(called)).toEqual(new Set(tickets))

    const { services } = sure(await pendopo(['stats', '--data', dir, '--json'])) as {
      services: { code: string; waiting: number; done: number }[]
    }
    expect(services.find(({ code }) => code === 'pajak-tahunan')).toMatchObject({ waiting: 0, done: TICKETS })
    expect(sure(await pendopo(['verify', '--data', dir, '--json']))).toMatchObject({ ok: true })
  } finally {
    folder.remove()
  }
})

/** A process at the barrier: `ready` once its counter is open, `ended` with what it said. */
function caller(args: readonly string[]): { ready: Promise<void>; ended: Promise<string> } {
  const child = spawn(process.execPath, args, { cwd: APP, stdio: ['ignore', 'pipe', 'pipe'] })
  let [stdout, stderr] = ['', '']
  const ready = new Promise<void>((resolve) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
      if (stderr.includes('ready')) resolve()
    })
  })
  const ended = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve(stdout) : reject(new Error(stderr))))
  })
  return { ready: Promise.race([ready, ended.then(() => undefined)]), ended }
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '')
