import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

/**
 * Writes a file whole or not at all: under a name of its own beside its place, onto the disk, then renamed. A failure
 * leaves what was there before. Only its owner may read it.
 * @throws NodeJS.ErrnoException whose `path` is the file that was asked for
 */
export function writeWhole<T>(file: string, write: (put: (part: string | Uint8Array) => void) => T): T {
  // Not by process id: in a container the next process may have that of one that was killed here.
  const partial = join(dirname(file), `.${basename(file)}.${randomUUID()}.part`)
  let out: number | null = null
  try {
    const opened = openSync(partial, 'wx', 0o600)
    out = opened
    const written = write((part) => writeAll(opened, part))
    fsyncSync(opened)
    closeSync(opened)
    out = null
    renameSync(partial, file)
    return written
  } catch (thrown) {
    if (out !== null) closeSync(out)
    rmSync(partial, { force: true })
    if (thrown instanceof Error && 'path' in thrown && thrown.path === partial) thrown.path = file
    throw thrown
  }
}

/**
 * Writes a folder of files whole or not at all, as `writeWhole` writes a file. `folder` must not be there yet.
 * @throws NodeJS.ErrnoException whose `path` is the folder that was asked for
 */
export function writeWholeFolder<T>(folder: string, write: (put: (name: string, bytes: Uint8Array) => void) => T): T {
  const place = resolve(folder)
  const partial = join(dirname(place), `.${basename(place)}.${randomUUID()}.part`)
  try {
    mkdirSync(partial, { mode: 0o700 })
    const written = write((name, bytes) => {
      const out = openSync(join(partial, name), 'wx', 0o600)
      try {
        writeAll(out, bytes)
        fsyncSync(out)
      } finally {
        closeSync(out)
      }
    })
    renameSync(partial, place)
    return written
  } catch (thrown) {
    rmSync(partial, { recursive: true, force: true })
    if (thrown instanceof Error && 'path' in thrown && String(thrown.path).startsWith(partial)) thrown.path = folder
    throw thrown
  }
}

function writeAll(out: number, part: string | Uint8Array): void {
  const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : part
  for (let at = 0; at < bytes.length;) at += writeSync(out, bytes, at)
}
