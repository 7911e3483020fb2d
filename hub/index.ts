import { assertNever } from '../core/result/result'
import { backupHub, restoreHub } from './commands/backup'
import { runningHub, withDatabase } from './commands/beside'
import { makeFirstCode } from './commands/code'
import { revokeHere } from './commands/revoke'
import { readArguments, USAGE, type HubCommand } from './arguments'
import { systemPorts } from './ports'
import { HubProblem } from './problem'
import { causeOf, sayTo } from './say'
import { startHub } from './start'

// The hub as a program: without a word it serves until it is told to stop; with one it does that and ends. Standard
// output carries the answer alone, everything else goes to standard error: the log as lines of JSON, what a person typed
// wrong in words.

const say = sayTo((line) => process.stderr.write(line), systemPorts.now)
const databaseUrl = process.env['DATABASE_URL'] === '' ? null : (process.env['DATABASE_URL'] ?? null)

let isServing = false
try {
  const command = readArguments(process.argv.slice(2).filter((word) => word !== '--json'))
  if (command.does === 'run') {
    await serve(command)
    isServing = true
  } else if (command.does === 'help') process.stderr.write(`${USAGE}\n`)
  else process.stdout.write(`${JSON.stringify(await answer(command))}\n`)
} catch (thrown) {
  process.exitCode = report(thrown)
}
// As a process of the app nothing ends by itself; what was written must be out before.
if (!isServing && parentPort() !== undefined) process.stdout.write('', () => process.exit())

async function serve({ data, host, port }: Extract<HubCommand, { does: 'run' }>): Promise<void> {
  const hub = await startHub({ data, host, port, databaseUrl }, systemPorts, say)
  process.stdout.write(`${hub.url}\n`)
  let isStopping = false
  const stop = (signal: string) => {
    if (isStopping) return
    isStopping = true
    say('info', 'stopping', { signal })
    hub.stop().then(
      () => process.exit(0),
      (thrown: unknown) => {
        say('error', 'stop_failed', causeOf(thrown))
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop(signal))
  // As a process of the app (main/hub): its word to stop comes as a message.
  parentPort()?.on('message', ({ data }) => {
    if (data === 'stop') stop('app')
  })
}

/** The way to the app that started this program, in Electron's utility process only. */
function parentPort(): { on(event: 'message', listener: (message: { data: unknown }) => void): void } | undefined {
  return (process as { parentPort?: ReturnType<typeof parentPort> }).parentPort
}

async function answer(command: Exclude<HubCommand, { does: 'run' | 'help' }>): Promise<object> {
  // A code is of no use without the address to go with it.
  const hub = command.does === 'code' ? runningHub(command.data) : null
  return withDatabase<object>(command.data, databaseUrl, say, (db) => {
    switch (command.does) {
      case 'code':
        return makeFirstCode(db, command, hub ?? { url: '', fingerprint: '' }, systemPorts)
      case 'backup':
        return backupHub(db, command.file, systemPorts)
      case 'restore':
        return restoreHub(db, command.file, systemPorts)
      case 'revoke':
        return revokeHere(db, command.station, systemPorts)
      default:
        return assertNever(command)
    }
  })
}

/** Exit 2: refused with a reason; 1: failed. */
function report(thrown: unknown): 1 | 2 {
  if (thrown instanceof HubProblem) {
    const isRun = process.argv.slice(2).every((word) => !['code', 'backup', 'restore', 'revoke'].includes(word))
    const { code, message, detail } = thrown
    if (!isRun) process.stdout.write(`${JSON.stringify({ code, message, ...detail })}\n`)
    else if (code === 'usage' || process.stderr.isTTY) process.stderr.write(`${message}\n`)
    else say('error', 'problem', { code, message, ...detail })
    return 2
  }
  say('error', 'failed', causeOf(thrown))
  return 1
}
