import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/**
 * Writes a file whole or not at all: under a name of its own beside its place, onto the disk, then renamed. A failure
 * leaves what was there before. Only its owner may read it.
 * @throws NodeJS.ErrnoException whose `path` is the file that was asked for
 */
export function writeWhole<T>(file: string, write: (put: (text: string) => void) => T): T {
  // Not by process id: in a container the next process may have that of one that was killed here.
  const partial = join(dirname(file), `.${basename(file)}.${randomUUID()}.part`)
  let out: number | null = null
  try {
    const opened = openSync(partial, 'wx', 0o600)
    out = opened
    const written = write((text) => writeAll(opened, text))
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

function writeAll(out: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8')
  for (let at = 0; at < bytes.length;) at += writeSync(out, bytes, at)
}
