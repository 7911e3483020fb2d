import { parseArgs } from 'node:util'
import { STATION_ROLES, type StationRole } from '../core/people/groups'
import { HubProblem } from './problem'

/** What the command line asks for. */
export type HubCommand =
  | { readonly does: 'run'; readonly data: string; readonly host: string; readonly port: number }
  | {
      readonly does: 'code'
      readonly data: string
      readonly roles: readonly StationRole[]
      readonly anotherFair: boolean
    }
  | { readonly does: 'backup' | 'restore'; readonly data: string; readonly file: string }
  | { readonly does: 'revoke'; readonly data: string; readonly station: string }

export const USAGE = `hub --data <folder> --port <port> [--host <host>]
hub code --data <folder> --role desk[,<role>…]
hub backup|restore <file> --data <folder>
hub revoke <station> --data <folder>`

/** @throws HubProblem usage, bad_role */
export function readArguments(argv: readonly string[]): HubCommand {
  const { values, positionals } = parse(argv)
  const { data = '' } = values
  if (data === '') throw usage('--data <folder> is missing')
  const [word, name] = positionals
  switch (word) {
    case undefined:
      return { does: 'run', data, host: values.host ?? '127.0.0.1', port: portOf(values.port) }
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
      },
    })
  } catch (thrown) {
    throw usage(thrown instanceof Error ? thrown.message : String(thrown))
  }
}

const usage = (problem: string) => new HubProblem('usage', `${problem}\n${USAGE}`)

function portOf(text: string | undefined): number {
  const port = Number(text)
  if (text === undefined || !Number.isInteger(port) || port < 0 || port > 65_535)
    throw usage('--port <0…65535> is missing or no port')
  return port
}

function rolesOf(text: string | undefined): StationRole[] {
  const words = (text ?? '').split(',').map((word) => word.trim())
  const roles = STATION_ROLES.filter((role) => words.includes(role))
  if (roles.length === 0 || roles.length !== words.length)
    throw new HubProblem('bad_role', `--role is one or more of ${STATION_ROLES.join(', ')}`)
  return roles
}
