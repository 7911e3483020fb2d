import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { shiftDays, localDate } from '../core/time/zone'
import { systemPorts } from '../main/app/ports'
import { importFair, readFairFile, startOn } from '../main/commands/fair-file'
import { figuresServer } from '../main/figures/figures-server'
import type { FigureReply } from '../main/figures/messages'
import { openFairFolder } from '../main/folder/fair-folder'
import { makeBusy, scanOf } from './busy-fair'
import { percentile, printRow, wanted } from './report'

/**
 * How long the process that counts takes for one live view, on the second day of a fair with 100 000 people in today and
 * as many yesterday. `one_list`: a door list of its own each day, as the demo fair has it, which the sums answer;
 * `two_lists`: people on two door lists of one day, whose entries are counted one by one.
 */
const VISITORS = 150_000
const TICKETS = 4_500
const TIMES = 40

async function main(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'pendopo-bench-'))
  try {
    const dir = join(home, 'fair')
    const read = readFairFile(readFileSync('assets/demo/fair.json', 'utf8'))
    if (!read.ok) throw new Error('the demo fair cannot be read')
    const { timeZone } = read.file
    const today = localDate(systemPorts.wall(), timeZone)
    const file = startOn(read.file, shiftDays(today, -1), systemPorts.wall())
    if (file === null) throw new Error('the demo fair does not start')
    await importFair(dir, file, systemPorts, {})
    const opened = await openFairFolder(dir, systemPorts, {})
    if (!opened.ok) throw new Error(opened.code)
    const folder = opened.value
    const fair = folder.checkin.fair()
    if (fair === null) throw new Error('no fair')
    const days = fair.setup.days.slice(0, 2)
    const busy = { until: Infinity, days, visitors: VISITORS, ticketsADay: TICKETS }
    makeBusy(folder, fair, { ...busy, seed: 'one' })
    measure(dir, days[1] ?? today, 'one_list')
    // One person of today on another day's list: now the day's entries are no list's sums any more.
    const now = systemPorts.wall()
    const stray = scanOf(now, folder.ports.newId, {
      list: fair.setup.lists[2]?.code ?? '',
      visitor: folder.ports.newId(),
      gate: null,
      direction: 'entry',
      outcome: 'admitted',
      reason: null,
    })
    folder.log.transact((append) => append(stray.make({ now, newId: folder.ports.newId })))
    measure(dir, days[1] ?? today, 'two_lists')
    folder.close()
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

function measure(dir: string, day: string, name: string): void {
  const replies: FigureReply[] = []
  const server = figuresServer(dir, systemPorts.uptime, (reply) => replies.push(reply))
  const times: number[] = []
  let people = 0
  for (let n = 0; n < TIMES; n += 1) {
    const started = performance.now()
    server.take({ n, question: { what: 'today', day, now: systemPorts.wall() } })
    times.push(performance.now() - started)
    const reply = replies.at(-1)
    if (reply?.say !== 'answer' || !('doors' in reply.answer)) throw new Error(JSON.stringify(reply))
    people = reply.answer.doors.people
  }
  server.close()
  printRow({ name: `today.${name}.first`, value: times[0] ?? NaN, unit: 'ms', n: people })
  for (const p of [50, 95])
    printRow({ name: `today.${name}.p${p}`, value: percentile(times.slice(1), p), unit: 'ms', n: people })
}

if (wanted('today')) await main()
