import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { HubProblem } from '../problem'

/** Whom PostgreSQL runs as. Null: whoever the hub runs as. */
export type Owner = { readonly uid: number; readonly gid: number } | null

const USER = 'postgres'

/** PostgreSQL refuses to run as root: then it is the system's user `postgres`, made when there is none. */
export function databaseOwner(): Owner {
  if (process.getuid?.() !== 0) return null
  const found = lookUp()
  if (found !== null) return found
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', USER])
  const made = lookUp()
  if (made !== null) return made
  throw new HubProblem(
    'no_postgres_user',
    `as root the database runs as the user "${USER}", which is missing and could not be made: make it, or start the hub as an ordinary user`,
  )
}

function lookUp(): Owner {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((row) => row.startsWith(`${USER}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) }
}

/**
 * Makes the hub's folder and in it PostgreSQL's. As root the folder becomes 711 (enter, not read), the inner one belongs
 * to `postgres`. A folder above that lets `postgres` not through is named, and left as it is.
 */
export function makeFolders(data: string, owner: Owner): { readonly pg: string } {
  const pg = join(resolve(data), 'pg')
  makeFolder(data)
  try {
    if (owner !== null) chmodSync(data, 0o711)
    mkdirSync(pg, { recursive: true, mode: 0o700 })
    if (owner !== null) chownSync(pg, owner.uid, owner.gid)
  } catch (thrown) {
    throw notWritable(data, thrown)
  }
  const bars = owner === null ? null : whatBars(resolve(data), owner)
  if (bars !== null)
    throw new HubProblem(
      'folder_bars',
      `the user "${USER}" may not enter ${bars}: choose another folder for the hub, or allow it with: chmod o+x ${bars}`,
      { folder: bars },
    )
  return { pg }
}

/** Makes the hub's folder, for whoever runs the hub alone. */
export function makeFolder(data: string): void {
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 })
  } catch (thrown) {
    throw notWritable(data, thrown)
  }
}

function notWritable(data: string, thrown: unknown): HubProblem {
  const { code = 'unknown', path = data } = thrown as NodeJS.ErrnoException
  return new HubProblem('folder_not_writable', `the hub's folder cannot be made (${code}): ${path}`, { folder: path })
}

/** The uppermost folder on the way to `path` that this user may not pass through; null: none. */
function whatBars(path: string, owner: { readonly uid: number; readonly gid: number }): string | null {
  const above = dirname(path)
  const higher = above === path ? null : whatBars(above, owner)
  if (higher !== null) return higher
  const { mode, uid, gid } = statSync(path)
  const bit = uid === owner.uid ? 0o100 : gid === owner.gid ? 0o010 : 0o001
  return (mode & bit) === 0 ? path : null
}
