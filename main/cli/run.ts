import { resolve } from 'node:path'
import type { Locale } from '../../core/contract/app'
import { failureOf } from '../app/failures'
import { systemPorts } from '../app/ports'
import { isMessage, say, systemLocale } from '../i18n'
import type { SafeStorage } from '../keys/keychain'
import type { PrintPage } from '../reports/make-report'
import { readArguments, type Arguments } from './arguments'
import type { Command } from './command'
import { COMMANDS } from './commands'
import { isForHub, runForHub, type RunHub } from './hub-folder'
import { EXIT, EXIT_NEEDS_ELECTRON, failed, refused, type Outcome } from './outcome'
import { commandWorld, NeedsElectron } from './world'

export interface CliPorts {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly out: (line: string) => void
  readonly err: (line: string) => void
  readonly readPassphrase: () => string
  /** In Electron only. */
  readonly safeStorage?: SafeStorage
  /** In Electron: how the hub's program is run there. */
  readonly runHub?: RunHub
  /** In Electron only: lays pages out and prints them. */
  readonly print?: PrintPage
}

/**
 * Runs one headless command (docs/protocol.md) and returns its exit code: 0 done, 2 refused with a reason, 1 failed. With
 * `--json` one object on one line, the last of standard output; all else goes to standard error.
 */
export async function runCli(argv: readonly string[], ports: CliPorts): Promise<number> {
  const locale = systemLocale(ports.env)
  const args = readArguments(argv)
  if ('problem' in args)
    return report(refused('usage', { problem: args.problem }), argv.includes('--json'), locale, ports)
  const json = args.options.json === true
  if (args.options.help === true) {
    ports.err(usage(locale, args.words))
    return EXIT.done
  }
  if (args.words.length === 0) {
    ports.err(usage(locale))
    return report(refused('command_missing'), json, locale, ports)
  }
  // An empty one is a variable that a script forgot to set: it must not become the folder we happen to stand in.
  const told = args.options.data ?? ports.env['PENDOPO_DATA_DIR'] ?? ''
  const dir = told === '' ? null : resolve(told)
  try {
    return report(await runCommand(args, dir, locale, ports), json, locale, ports)
  } catch (thrown) {
    if (thrown instanceof NeedsElectron) return EXIT_NEEDS_ELECTRON
    const failure = failureOf(thrown, dir)
    if (failure.code === 'internal' && thrown instanceof Error) ports.err(thrown.stack ?? thrown.message)
    return report(failed(failure.code, failure.detail), json, locale, ports)
  }
}

async function runCommand(args: Arguments, dir: string | null, locale: Locale, ports: CliPorts): Promise<Outcome> {
  if (isForHub(args.words, dir))
    return dir === null
      ? refused('option_missing', { option: '--data' })
      : runForHub(args.words, dir, args.options.role, ports.runHub)
  const command = findCommand(args.words)
  // The first word of several commands, and no second: those that there are.
  if (command === null && begins(args.words.join(' '))) ports.err(usage(locale, args.words))
  if (command === null)
    return refused(LATER.has(args.words.slice(0, 2).join(' ')) ? 'not_yet' : 'unknown_command', {
      command: args.words.join(' '),
    })
  const words = args.words.slice(command.name.split(' ').length)
  if (words.length !== command.takes.length)
    return refused('usage', { problem: `pendopo ${command.name} ${command.takes.join(' ')}` })
  const foreign = Object.keys(args.options).find(
    (name) => !['data', 'json', 'passphrase-stdin'].includes(name) && !command.options.some((own) => own === name),
  )
  if (foreign !== undefined) return refused('unknown_option', { option: `--${foreign}`, command: command.name })
  if (dir === null && command.hasOwnFolder !== true) return refused('option_missing', { option: '--data' })
  if (command.needsElectron === true && ports.print === undefined) throw new NeedsElectron()
  const passphrase = args.options['passphrase-stdin'] === true ? ports.readPassphrase() : undefined
  const means = { passphrase, safeStorage: ports.safeStorage }
  const hub = ports.env['PENDOPO_HUB'] ?? ''
  const { print } = ports
  const given = { dir: dir ?? '', options: args.options, locale, ports: systemPorts, means, ...(print && { print }) }
  return command.run(commandWorld(hub === '' ? given : { ...given, hub }), words)
}

/** The survey's commands come later and say so. */
const LATER: ReadonlySet<string> = new Set(['survey import', 'export survey', 'report skm'])

function findCommand(words: readonly string[]): Command | null {
  return COMMANDS.find((command) => command.name.split(' ').every((word, i) => words[i] === word)) ?? null
}

function report(outcome: Outcome, json: boolean, locale: Locale, ports: CliPorts): number {
  if (outcome.end === 'done') {
    ports.out(json ? JSON.stringify(outcome.answer) : pretty(outcome.answer))
    return EXIT.done
  }
  const key = `error.${outcome.code}`
  const words = outcome.end === 'refused' ? (outcome.words ?? outcome.detail) : outcome.detail
  const message = isMessage(key) ? say(locale, key, words) : outcome.code
  ports.err(message)
  if (json) {
    const object =
      outcome.end === 'failed'
        ? { error: { code: outcome.code, message } }
        : outcome.answer !== undefined && 'outcome' in outcome.answer
          ? outcome.answer
          : { code: outcome.code, message, ...outcome.detail, ...outcome.answer }
    ports.out(JSON.stringify(object))
  } else if (outcome.end === 'refused' && outcome.answer !== undefined) {
    ports.out(pretty(outcome.answer))
  }
  return EXIT[outcome.end]
}

/** For people: one line a fact, tables as such lines too. */
function pretty(answer: object): string {
  return Object.entries(answer)
    .map(([name, value]) => {
      if (!Array.isArray(value)) return `${name}: ${rowText(value)}`
      return [`${name}: ${value.length === 0 ? '–' : ''}`, ...value.map((row) => `  ${rowText(row)}`)]
        .join('\n')
        .trimEnd()
    })
    .join('\n')
}

function rowText(row: unknown): string {
  if (typeof row !== 'object' || row === null) return String(row)
  const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
  return Object.entries(row)
    .map(([name, value]) => `${name} ${Array.isArray(value) ? value.map(textOf).join(' ') : textOf(value)}`)
    .join(' · ')
}

/** How the commands go; of those alone that begin with the words asked for, when there are any. */
function usage(locale: Locale, asked: readonly string[] = []): string {
  const lines = [...COMMANDS.map((command) => ({ name: command.name, line: lineOf(command) })), ...OF_A_HUB]
  const wanted = [asked.slice(0, 2), asked.slice(0, 1)].map((words) => words.join(' ')).find(begins)
  const shown = wanted === undefined ? lines : lines.filter(({ name }) => isOf(name, wanted))
  return [say(locale, 'cli.usage'), ...shown.map(({ line }) => `  pendopo ${line}`)].join('\n')
}

/** Worked in a hub's folder by the hub's own program (hub-folder.ts). */
const OF_A_HUB = ['hub backup <file>', 'hub restore <file>', 'hub revoke <station>'].map((line) => ({
  name: line.split(' ').slice(0, 2).join(' '),
  line: `${line} --data <hub's dir> [--json]`,
}))

const isOf = (name: string, words: string): boolean => name === words || name.startsWith(`${words} `)

/** Is there a command that begins with these words? */
const begins = (words: string): boolean =>
  words !== '' && [...COMMANDS, ...OF_A_HUB].some(({ name }) => isOf(name, words))

const lineOf = (command: Command): string =>
  [
    command.name,
    ...command.takes,
    ...command.options.map((option) => `[--${option}]`),
    command.hasOwnFolder === true ? '[--json]' : '--data <dir> [--json]',
  ].join(' ')
