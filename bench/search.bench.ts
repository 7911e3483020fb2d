import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { foldName } from '../core/search/spelling'
import { visitorRegistered, visitorStream } from '../core/events/visitor'
import { lookupHmac } from '../db/people/keys'
import { systemPorts } from '../main/app/ports'
import { importFair, readFairFile, startOn } from '../main/commands/fair-file'
import { commitScan } from '../main/commands/scan'
import { openFairFolder, type FairFolder } from '../main/folder/fair-folder'
import { startPeopleSearch, type PeopleSearch, type SearchProcess } from '../main/search/people-search'
import type { SearchReply } from '../main/search/messages'
import { searchServer } from '../main/search/search-server'
import { Names } from './names'
import { percentile, printRow, wanted } from './report'

/**
 * Search by name at 1 M visitors, in a process of its own as in the app: time until everybody can be found, memory,
 * latency and hits of 2 000 mistyped names; and what it takes from scans meanwhile.
 */
const VISITORS = 1_000_000
const QUERIES = 2_000
const SCANS = 1_000
const SHOWN = 10
/** Beside every so many mistyped names the first letters of one, as while it is typed. */
const BEGUN_EVERY = 4

async function main(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'pendopo-bench-search-'))
  try {
    const dir = join(home, 'fair')
    const read = readFairFile(readFileSync('assets/demo/fair.json', 'utf8'))
    if (!read.ok) throw new Error('the demo fair does not read')
    const file = startOn(read.file, 'today', Date.now())
    if (file === null) throw new Error('the demo fair does not start')
    await importFair(dir, file, systemPorts, {})
    const opened = await openFairFolder(dir, systemPorts, {})
    if (!opened.ok) throw new Error(opened.code)
    const folder = opened.value
    const names = fill(folder, VISITORS)
    const before = scanTimes(folder, 0)
    await measure(folder, names, before)
    folder.close()
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

async function measure(folder: FairFolder, names: readonly string[], before: readonly number[]): Promise<void> {
  const n = VISITORS
  const child = forkNode()
  const started = performance.now()
  const search = startPeopleSearch({
    dir: folder.dir,
    keys: folder.keys,
    start: () => child.process,
    changed: () => undefined,
    report: (_what, thrown) => {
      throw thrown
    },
  })
  // Scans while the names are read: the hardest time.
  const meanwhile = scanTimes(folder, SCANS)
  while (!search.state().ready) await new Promise((resolve) => setTimeout(resolve, 20))
  printRow({ name: 'search.ready.1m', value: (performance.now() - started) / 1_000, unit: 's', n })
  printRow({ name: 'search.memory.1m', value: child.memoryMb(), unit: 'MB', n })
  for (const p of [50, 99]) {
    const [value, baseline] = [percentile(meanwhile, p), percentile(before, p)]
    printRow({ name: `search.scan_meanwhile.p${p}.1m`, value, unit: 'ms', n: SCANS, baseline, ratio: value / baseline })
  }
  await ask(search, names)
  search.stop()
}

/** Types 2 000 names with one slip each, and the first letters of others. */
async function ask(search: PeopleSearch, names: readonly string[]): Promise<void> {
  const chance = new Names(2)
  const times: number[] = []
  const begun: number[] = []
  let hits = 0
  for (let i = 0; i < QUERIES; i += 1) {
    const meant = names[chance.below(names.length)] ?? ''
    const typed = chance.misspell(meant)
    const started = performance.now()
    const { people } = await search.find(typed, SHOWN)
    times.push(performance.now() - started)
    const isFound = people.some(({ name }) => foldName(name) === foldName(meant))
    if (isFound) hits += 1
    else if (process.env['PENDOPO_BENCH_MISSES'] !== undefined)
      process.stderr.write(`${typed} (${meant}): ${people.map(({ name }) => name).join(' · ')}\n`)
    if (i % BEGUN_EVERY !== 0) continue
    const from = performance.now()
    await search.find(meant.slice(0, 3 + chance.below(4)), SHOWN)
    begun.push(performance.now() - from)
  }
  printRow({ name: 'search.first_ten.1m', value: (100 * hits) / QUERIES, unit: '%', n: QUERIES })
  for (const p of [50, 95, 99])
    printRow({ name: `search.mistyped.p${p}.1m`, value: percentile(times, p), unit: 'ms', n: QUERIES })
  for (const p of [50, 95])
    printRow({ name: `search.begun.p${p}.1m`, value: percentile(begun, p), unit: 'ms', n: begun.length })
}

const codeOf = (i: number): string => `BENCH-${i.toString(36).toUpperCase().padStart(6, '0')}`

/** Registers visitors through the real log and people store. @returns their names */
function fill(folder: FairFolder, count: number): string[] {
  const chance = new Names(1)
  const all: string[] = []
  for (let at = 0; at < count; at += 20_000) {
    const batch = Array.from({ length: Math.min(20_000, count - at) }, (_, i) => ({
      i: at + i,
      visitor: folder.ports.newId(),
      name: chance.name(),
    }))
    all.push(...batch.map(({ name }) => name))
    folder.people.put(batch.map(({ visitor, name }) => ({ visitor, group: 'greet', fields: { name }, lookup: {} })))
    folder.log.transact((append) => {
      for (const { i, visitor } of batch) {
        const facts = {
          visitor,
          category: 'umum',
          institution: null,
          status: 'active' as const,
          codeHmac: lookupHmac(folder.keys, 'code', codeOf(i)).toString('hex'),
          rowHmac: null,
          source: 'roster' as const,
        }
        const ctx = { now: folder.ports.wall(), newId: folder.ports.newId }
        append(visitorRegistered.make(visitorStream(visitor), facts, ctx))
      }
    })
  }
  return all
}

/** Scans so many visitors, spread over all of them, and says how long each took, ms. */
function scanTimes(folder: FairFolder, first: number): number[] {
  const list = folder.checkin.fair()?.list('pintu-hari-1') ?? null
  return Array.from({ length: SCANS }, (_, n) => {
    const text = codeOf(Math.floor(((first + n) * VISITORS) / (2 * SCANS)))
    const started = performance.now()
    const scanned = commitScan(
      folder,
      { scanId: randomUUID(), text, length: 12, via: 'camera', gate: 'pintu-utara', direction: 'entry', typedAt: null },
      () => list,
    )
    const took = performance.now() - started
    if (typeof scanned === 'string' || scanned.decision.outcome !== 'admitted')
      throw new Error('a scan was not admitted')
    return took
  })
}

/** This very file in another Node process, as the search process: the same server behind another kind of message. */
function forkNode(): { process: SearchProcess; memoryMb: () => number } {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url)], {
    env: { ...process.env, PENDOPO_BENCH_SEARCH: '1' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
  let isStopped = false
  return {
    process: {
      send: (request) => child.send(request),
      onReply: (listener) => child.on('message', (reply: SearchReply) => listener(reply)),
      onEnd: (listener) => child.once('exit', () => !isStopped && listener()),
      stop: () => {
        isStopped = true
        child.kill()
      },
    },
    memoryMb: () => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1_024,
  }
}

if (process.env['PENDOPO_BENCH_SEARCH'] === '1') {
  const { setPriority } = await import('node:os')
  setPriority(19)
  const server = searchServer((message) => process.send?.(message))
  process.on('message', (request: Parameters<typeof server.take>[0]) => server.take(request))
} else if (wanted('search.')) await main()
