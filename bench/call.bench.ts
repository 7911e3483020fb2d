import { fork, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { WindowPlace } from '../core/contract/app'
import { startHubProcess } from '../e2e/specs/hub/a-hub-process'
import { systemPorts } from '../main/app/ports'
import { actAtCounter } from '../main/commands/queue/act'
import { callAtCounter } from '../main/commands/queue/ask-call'
import { numberByHub } from '../main/commands/queue/ask-number'
import { openFairFolder, type FairFolder } from '../main/folder/fair-folder'
import { startSync, type AppSync } from '../main/sync/app-sync'
import { displayView } from '../main/views/display-view'
import { aStation, firstDesk } from './a-station'
import { percentile, printRow, wanted } from './report'

/**
 * From the press at a counter to the call on the display of another computer: a hub, a counter's station and a display's,
 * each a process with its own database, fsync on, kept in step as the app keeps them. `sync.call.screen`: until the
 * display's view shows it; `sync.call.answer`: until the counter has the hub's word. The drawing is in `display.*`.
 */
const CALLS = 100
const SERVICE = 'pajak-tahunan'
const OPERATOR = 'ratih'

const place: Record<'counter' | 'display', WindowPlace> = {
  counter: { role: 'counter', counters: ['1'] },
  display: { role: 'display', zones: [], isSpoken: false },
}

/** Milliseconds by a clock that all processes of a machine share. */
const now = (): number => performance.timeOrigin + performance.now()

function inStep(folder: FairFolder, role: 'counter' | 'display', changed: () => void): AppSync {
  const quiet = () => undefined
  return startSync({
    folder,
    env: {},
    session: folder.ports.newUuid(),
    version: '0',
    places: () => [place[role]],
    changed,
    moved: quiet,
    presence: quiet,
    revoked: quiet,
    devices: () => ({ printer: 'none', printerTrouble: null, camera: 'none' }),
    report: (what, thrown) => {
      throw new Error(what, { cause: thrown })
    },
  })
}

/** The other computer: tells when its view shows a call for the first time. */
async function display(dir: string): Promise<void> {
  const opened = await openFairFolder(dir, systemPorts, {})
  if (!opened.ok || place.display.role !== 'display') throw new Error('no folder')
  const folder = opened.value
  const shown = new Set<string>()
  const look = () => {
    const fair = folder.checkin.fair()
    if (fair === null || place.display.role !== 'display') return
    for (const { ticket } of displayView(folder, fair, place.display, 'id').calls) {
      if (shown.has(ticket)) continue
      shown.add(ticket)
      process.send?.({ ticket, at: now() })
    }
  }
  const sync = inStep(folder, 'display', look)
  process.once('disconnect', () => {
    sync.stop()
    folder.close()
  })
  const ready = setInterval(() => {
    if (sync.link().state !== 'connected' || sync.link().catchUp !== undefined) return
    clearInterval(ready)
    process.send?.('ready')
  }, 20)
}

async function until(isSo: () => boolean): Promise<void> {
  const began = performance.now()
  while (!isSo()) {
    if (performance.now() - began > 30_000) throw new Error('it never came')
    await wait(5)
  }
}

async function main(): Promise<void> {
  if (!wanted('sync.call')) return
  const home = mkdtempSync(join(tmpdir(), 'pendopo-bench-'))
  const hub = await startHubProcess(mkdtempSync(join(tmpdir(), 'pendopo-hub-')), { app: process.cwd() })
  let other: ChildProcess | null = null
  try {
    const desk = await firstDesk(join(home, 'desk'), hub)
    const counter = await aStation(join(home, 'counter'), desk, hub, 'counter')
    ;(await aStation(join(home, 'display'), desk, hub, 'display')).close()
    const seen = new Map<string, number>()
    let isReady = false
    other = fork(process.argv[1] ?? '', ['display', join(home, 'display')])
    other.on('message', (said: 'ready' | { readonly ticket: string; readonly at: number }) => {
      if (said === 'ready') isReady = true
      else seen.set(said.ticket, said.at)
    })
    const sync = inStep(counter, 'counter', () => undefined)
    const { ask } = sync
    if (ask === null) throw new Error('the counter is not enrolled')
    await until(() => isReady && sync.link().state === 'connected' && sync.hub().contactAt !== null)
    const fair = counter.checkin.fair()
    if (fair === null) throw new Error('no fair')
    const by = () => ({ requestId: systemPorts.newId(), counter: '1', operator: OPERATOR })
    const act = (what: Parameters<typeof actAtCounter>[2]) => {
      const done = actAtCounter(counter, by(), what)
      if (!done.ok) throw new Error(done.code)
    }
    act({ do: 'open' })
    for (let n = 0; n < CALLS; n += 1) {
      const given = await numberByHub(counter, ask, {
        requestId: systemPorts.newId(),
        service: SERVICE,
        class: 'normal',
        declaredBy: 'visitor',
        visitor: null,
        via: 'command',
        printing: false,
      })
      if (!given.ok) throw new Error(given.code)
    }
    const [answers, screens]: [number[], number[]] = [[], []]
    for (let n = 0; n < CALLS; n += 1) {
      // What was done before is sent by the time somebody presses again.
      await until(() => counter.log.pendingCount() === 0)
      await wait(100)
      const pressed = now()
      const called = await callAtCounter(counter, ask, by(), { do: 'call_next' })
      if (!called.ok || called.value.ticket === null) throw new Error(called.ok ? 'no ticket' : called.code)
      const { ticket } = called.value
      answers.push(now() - pressed)
      await until(() => seen.has(ticket))
      screens.push((seen.get(ticket) ?? NaN) - pressed)
      const version = () => counter.queue.reads(fair).ticket(ticket)?.version ?? 0
      act({ do: 'start', ticket, seen: version() })
      act({ do: 'finish', ticket, seen: version(), outcome: 'solved' })
    }
    for (const [name, took] of [
      ['answer', answers],
      ['screen', screens],
    ] as const)
      for (const p of [50, 95])
        printRow({ name: `sync.call.${name}.p${p}`, value: percentile(took, p), unit: 'ms', n: took.length })
    sync.stop()
    counter.close()
  } finally {
    other?.disconnect()
    await hub.hub.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

await (process.argv[2] === 'display' ? display(process.argv[3] ?? '') : main())
