import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { HUB_PORT } from '../core/hub/wire'
import { STATION_ROLES, type StationRole } from '../core/people/groups'
import { HubProblem } from './problem'

/** What the command line asks for. */
export type HubCommand =
  | { readonly does: 'help' }
  | { readonly does: 'run'; readonly data: string; readonly host: string; readonly port: number }
  | {
      readonly does: 'code'
      readonly data: string
      readonly roles: readonly StationRole[]
      readonly anotherFair: boolean
    }
  | { readonly does: 'backup' | 'restore'; readonly data: string; readonly file: string }
  | { readonly does: 'revoke'; readonly data: string; readonly station: string }

export const USAGE = `hub [--data <folder>] [--port <port>] [--host <address>]   serves stations until it is told to stop
hub code --role desk [--data <folder>]                     a code for the first desk, while the hub runs
hub backup|restore <file> [--data <folder>]
hub revoke <station> [--data <folder>]

Without --data: ${defaultFolder(process.platform, process.env)}; without --port: ${HUB_PORT}; without --host this computer alone
reaches it, --host 0.0.0.0 opens it to the network. DATABASE_URL names a PostgreSQL server; without it the hub runs its own.`

/** Where a hub keeps its data when nobody says where; as root a place that the user `postgres` can enter. */
export function defaultFolder(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): string {
  if (process.getuid?.() === 0) return '/var/lib/pendopo/hub'
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'pendopo', 'hub')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'pendopo', 'hub')
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'pendopo', 'hub')
}

/** @throws HubProblem usage, bad_role */
export function readArguments(
  argv: readonly string[],
  folder = defaultFolder(process.platform, process.env),
): HubCommand {
  const { values, positionals } = parse(argv)
  if (values.help === true) return { does: 'help' }
  const { data = folder } = values
  // An empty one is a variable that a script forgot to set: it must become no folder at all.
  if (data === '') throw usage('--data names no folder')
  const [word, name, more] = positionals
  if (more !== undefined || (name !== undefined && (word === 'code' || word === undefined)))
    throw usage(`"${more ?? name ?? ''}" is one word too many`)
  switch (word) {
    case undefined:
      return { does: 'run', data, host: values.host ?? '127.0.0.1', port: portOf(values.port ?? String(HUB_PORT)) }
    case 'code':
      return { does: 'code', data, roles: rolesOf(values.role), anotherFair: values['another-fair'] === true }
    case 'backup':
    case 'restore':
      if (name === undefined) throw usage(`${word} <file>`)
      return { does: word, data, file: name }
    case 'revoke':
      if (name === undefined) throw usage('revoke <station>')
      return { does: 'revoke', data, station: name }
    default:
      throw usage(`unknown command "${word}"`)
  }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      strict: true,
      options: {
        data: { type: 'string' },
        host: { type: 'string' },
        port: { type: 'string' },
        role: { type: 'string' },
        'another-fair': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (thrown) {
    throw usage(thrown instanceof Error ? thrown.message : String(thrown))
  }
}

const usage = (problem: string) => new HubProblem('usage', `${problem}\n${USAGE}`)

function portOf(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw usage(`--port "${text}" is no port: 0 to 65535`)
  return Number(text)
}

function rolesOf(text: string | undefined): StationRole[] {
  const words = (text ?? '').split(',').map((word) => word.trim())
  const roles = STATION_ROLES.filter((role) => words.includes(role))
  if (roles.length === 0 || roles.length !== words.length)
    throw new HubProblem('bad_role', `--role is one or more of ${STATION_ROLES.join(', ')}`)
  return roles
}
