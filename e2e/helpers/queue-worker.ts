import { existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { systemPorts } from '../../main/app/ports'
import { actAtCounter } from '../../main/commands/queue/act'
import { issueNumber } from '../../main/commands/queue/issue'
import { openFairFolder } from '../../main/folder/fair-folder'

/**
 * One process of the crowd: `issue <count>` gives numbers, `call <counter> <file>` waits for the starting file and then
 * calls, serves and finishes until nobody waits. Prints the tickets it touched, one a line.
 */
const [dir = '', what = '', first = '', second = ''] = process.argv.slice(2)
const SERVICE = 'pajak-tahunan'
const say = (ticket: string) => process.stdout.write(`${ticket}\n`)

const opened = await openFairFolder(dir, systemPorts, {})
if (!opened.ok) throw new Error(opened.code)
const folder = opened.value
const fair = folder.checkin.fair()
if (fair === null) throw new Error('no fair')
if (what === 'issue') {
  for (let n = 0; n < Number(first); n += 1) {
    const issued = issueNumber(folder, {
      requestId: systemPorts.newId(),
      service: SERVICE,
      class: n % 7 === 0 ? 'priority' : 'normal',
      declaredBy: 'staff',
      visitor: null,
      via: 'command',
      printing: false,
    })
    if (!issued.ok) throw new Error(issued.code)
    say(issued.value.ticket ?? '')
  }
} else {
  const by = { counter: first, operator: 'cli' }
  const act = (does: Parameters<typeof actAtCounter>[2]) =>
    actAtCounter(folder, { ...by, requestId: systemPorts.newId() }, does)
  const open = act({ do: 'open' })
  if (!open.ok) throw new Error(open.code)
  process.stderr.write('ready\n')
  while (!existsSync(second)) await wait(1)
  for (;;) {
    const called = act({ do: 'call_next' })
    if (!called.ok) {
      if (called.code === 'nobody_waiting') break
      throw new Error(called.code)
    }
    const ticket = called.value.ticket ?? ''
    say(ticket)
    // What an operator does with it: the version is the one after the step before.
    for (const does of ['start', 'finish'] as const) {
      const seen = folder.queue.reads(fair).ticket(ticket)?.version ?? 0
      const done = act(does === 'start' ? { do: does, ticket, seen } : { do: does, ticket, seen, outcome: 'solved' })
      if (!done.ok) throw new Error(done.code)
    }
  }
}
folder.close()
