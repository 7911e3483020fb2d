import { randomUUID } from 'node:crypto'
import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { foldName } from '../core/search/spelling'
import { openDatabase } from '../db/connection'
import { lookupHmac } from '../db/people/keys'
import { systemPorts } from '../main/app/ports'
import { importFair, readFairFile, startOn } from '../main/commands/fair-file'
import { keepApart } from '../main/commands/keep-apart'
import { commitScan } from '../main/commands/scan'
import { openFairFolder, type FairFolder } from '../main/folder/fair-folder'
import { startPeopleSearch, type PeopleSearch, type SearchProcess } from '../main/search/people-search'
import type { SearchReply } from '../main/search/messages'
import { searchServer } from '../main/search/search-server'
import { Names } from './names'
import { percentile, printRow, wanted } from './report'

/**
 * Search by name, in a process of its own as in the app: time until everybody can be found, memory with the desk's
 * directory, latency and hits of 2 000 mistyped names, the desk's first page, its possible duplicates; and what it takes
 * from scans meanwhile. At 1 M visitors when it is asked for alone (`--only search`), or as many as
 * PENDOPO_BENCH_VISITORS says; among all benchmarks at a fifth of that, so that they end within their eight minutes
 * together.
 */
const IS_ALONE = (process.env['PENDOPO_BENCH_ONLY'] ?? '').startsWith('search')
const VISITORS = Number(process.env['PENDOPO_BENCH_VISITORS'] ?? (IS_ALONE ? 1_000_000 : 200_000))
const SIZE = VISITORS === 1_000_000 ? '1m' : `${VISITORS / 1_000}k`
/** Of so many visitors one gave the phone of the one before, and another their e-mail. */
const TWICE_EVERY = 50
const QUERIES = 2_000
const SCANS = 1_000
const SHOWN = 10
/** Beside every so many mistyped names the first letters of one, as while it is typed. */
const BEGUN_EVERY = 4
/** Rows of one transaction while the folder is filled. */
const BATCH = 20_000
const LIST = 'pintu-hari-1'

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
    await measure(folder, names)
    folder.close()
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

async function measure(folder: FairFolder, names: readonly string[]): Promise<void> {
  const n = VISITORS
  const before = scanTimes(folder, 0)
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
  const meanwhile = scanTimes(folder, 1)
  while (!search.state().ready) await new Promise((resolve) => setTimeout(resolve, 20))
  printRow({ name: `search.ready.${SIZE}`, value: (performance.now() - started) / 1_000, unit: 's', n })
  // Of low priority, it waits for whoever else computes: this is what it needs itself.
  printRow({ name: `search.ready_cpu.${SIZE}`, value: child.cpuSeconds(), unit: 's', n })
  compared('scan_meanwhile', meanwhile, before)
  await ask(search, names)
  await askDesk(search)
  await askDuplicates(search, folder, before)
  // Scans beside an index that is warm and has nothing to do but look for changes.
  compared('scan_beside', scanTimes(folder, 3), before)
  printRow({ name: `search.memory.${SIZE}`, value: child.memoryMb(), unit: 'MB', n })
  await onDisk(folder, names)
  search.stop()
}

function compared(what: string, times: readonly number[], before: readonly number[]): void {
  for (const p of [50, 99]) {
    const [value, baseline] = [percentile(times, p), percentile(before, p)]
    printRow({ name: `search.${what}.p${p}.${SIZE}`, value, unit: 'ms', n: SCANS, baseline, ratio: value / baseline })
  }
}

/** The desk's table: the first page puts everybody in order, the next ones are looked up. */
async function askDesk(search: PeopleSearch): Promise<void> {
  const all = { admits: null, resetAt: null, presence: null, category: null, gate: null }
  const page = { list: LIST, ...all, search: '', first: [] }
  const time = async (from: number) => {
    const started = performance.now()
    const answer = await search.directory({ ...page, from, limit: 50 })
    if (answer?.total !== VISITORS) throw new Error('the directory does not hold everybody')
    return performance.now() - started
  }
  printRow({ name: `search.desk_first_page.${SIZE}`, value: await time(0), unit: 'ms', n: VISITORS })
  const times: number[] = []
  for (let i = 0; i < 200; i += 1) times.push(await time(Math.floor((i * VISITORS) / 200)))
  printRow({ name: `search.desk_page.p95.${SIZE}`, value: percentile(times, 95), unit: 'ms', n: times.length })
}

/** Who may be one person: the first question looks for all of them, the next ones turn pages; and scans while it looks. */
async function askDuplicates(search: PeopleSearch, folder: FairFolder, before: readonly number[]): Promise<void> {
  const time = async (from: number) => {
    const started = performance.now()
    const answer = await search.duplicates({ why: null, from, limit: 25 })
    // A few fewer groups than pairs: some share a name with another pair.
    if (answer === null || answer.counts.phone < (0.9 * VISITORS) / TWICE_EVERY)
      throw new Error('duplicates are missing')
    return { took: performance.now() - started, total: answer.total }
  }
  const first = time(0)
  compared('scan_while_duplicates', scanTimes(folder, 2), before)
  const { total } = await first
  printRow({ name: `search.duplicates.${SIZE}`, value: total, unit: 'groups', n: VISITORS })
  const times: number[] = []
  for (let i = 0; i < 200; i += 1) times.push((await time(25 * i)).took)
  printRow({ name: `search.duplicates_page.p95.${SIZE}`, value: percentile(times, 95), unit: 'ms', n: times.length })
  // Two were kept apart: all is looked for anew.
  const groups = (await search.duplicates({ why: 'phone', from: 0, limit: 25 }))?.groups ?? []
  const [one = '', ...others] = groups.find(({ visitors }) => visitors.length === 2)?.visitors ?? []
  if (!keepApart(folder, one, others, null).ok) throw new Error('two were not kept apart')
  const again = await time(0)
  if (again.total !== total - 1) throw new Error('two who were kept apart are still listed')
  printRow({ name: `search.duplicates_anew.${SIZE}`, value: again.took, unit: 'ms', n: VISITORS })
}

/** While the index is warm no file of the folder holds a name. */
async function onDisk(folder: FairFolder, names: readonly string[]): Promise<void> {
  const wanted = Array.from({ length: 50 }, (_, i) => names[Math.floor((i * names.length) / 50)] ?? '')
  let found = 0
  for (const file of readdirSync(folder.dir, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder.dir, file)
    if (statSync(path).isFile()) found += await namesIn(path, wanted)
  }
  printRow({ name: `search.names_on_disk.${SIZE}`, value: found, unit: 'names', n: wanted.length })
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
  printRow({ name: `search.first_ten.${SIZE}`, value: (100 * hits) / QUERIES, unit: '%', n: QUERIES })
  for (const p of [50, 95, 99])
    printRow({ name: `search.mistyped.p${p}.${SIZE}`, value: percentile(times, p), unit: 'ms', n: QUERIES })
  for (const p of [50, 95])
    printRow({ name: `search.begun.p${p}.${SIZE}`, value: percentile(begun, p), unit: 'ms', n: begun.length })
}

const codeOf = (i: number): string => `BENCH-${i.toString(36).toUpperCase().padStart(6, '0')}`

/**
 * Registers visitors: names sealed and written by the real people store; their facts straight into the read model,
 * since a million events would take minutes that nothing here measures. @returns their names
 */
function fill(folder: FairFolder, count: number): string[] {
  const chance = new Names(1)
  const names = Array.from({ length: count }, () => chance.name())
  const log = openDatabase(join(folder.dir, 'log.sqlite'))
  const add = log.prepare(
    `INSERT INTO visitor (id, category, institution, status, code_hmac, row_hmac, source)
     VALUES (?, 'umum', ?, 'active', ?, NULL, 'roster')`,
  )
  const facts = log.transaction((from: number, visitors: readonly string[]) => {
    for (const [n, visitor] of visitors.entries()) {
      const institution = (from + n) % 3 === 0 ? null : `Dinas ${(from + n) % 5_000}`
      add.run(visitor, institution, lookupHmac(folder.keys, 'code', codeOf(from + n)))
    }
  })
  for (let from = 0; from < count; from += BATCH) {
    const batch = names.slice(from, from + BATCH).map((name) => ({ name, visitor: folder.ports.newId() }))
    folder.people.put(
      batch.map(({ visitor, name }, n) => {
        const i = from + n
        const phone = `08${String(1_000_000_000 + (i % TWICE_EVERY === 1 ? i - 1 : i))}`
        const email = `p${i % TWICE_EVERY === 3 ? i - 1 : i}@contoh.id`
        return { visitor, group: 'greet', fields: { name }, lookup: { phone, email } }
      }),
    )
    facts(
      from,
      batch.map(({ visitor }) => visitor),
    )
  }
  log.close()
  return names
}

/** Scans visitors spread over all of them, in each round others, and says how long each took, ms. */
function scanTimes(folder: FairFolder, round: 0 | 1 | 2 | 3): number[] {
  const list = folder.checkin.fair()?.list(LIST) ?? null
  return Array.from({ length: SCANS }, (_, n) => {
    const text = codeOf(Math.floor((n * VISITORS) / SCANS) + round)
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

/** How many of these names a file holds. */
async function namesIn(path: string, wanted: readonly string[]): Promise<number> {
  const found = new Set<string>()
  let rest = ''
  for await (const part of createReadStream(path, { encoding: 'latin1', highWaterMark: 2 ** 20 })) {
    const text = rest + String(part)
    for (const name of wanted) if (text.includes(name)) found.add(name)
    rest = text.slice(-100)
  }
  return found.size
}

/** This very file in another Node process, as the search process: the same server behind another kind of message. */
function forkNode(): { process: SearchProcess; memoryMb: () => number; cpuSeconds: () => number } {
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
    cpuSeconds: () => {
      // Behind the name in brackets: user and system time are the 12th and 13th, in hundredths (proc(5)).
      const [, rest = ''] = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')
      const fields = rest.split(' ')
      return (Number(fields[11]) + Number(fields[12])) / 100
    },
    memoryMb: () => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1_024,
  }
}

if (process.env['PENDOPO_BENCH_SEARCH'] === '1') {
  const { setPriority } = await import('node:os')
  setPriority(19)
  const server = searchServer((message) => process.send?.(message))
  // Whoever measures failed: nobody waits for this one then.
  process.once('disconnect', () => process.exit())
  process.on('message', (request: Parameters<typeof server.take>[0]) => server.take(request))
} else if (wanted('search.')) await main()
