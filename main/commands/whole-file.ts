import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

/**
 * Writes a file whole or not at all: under a name of its own beside its place, onto the disk, then renamed. A failure
 * leaves what was there before. Only its owner may read it.
 * @throws NodeJS.ErrnoException whose `path` is the file that was asked for
 */
export function writeWhole<T>(file: string, write: (put: (part: string | Uint8Array) => void) => T): T {
  const partial = new PartialFile(file)
  try {
    const written = write((part) => partial.put(part))
    partial.finish()
    return written
  } catch (thrown) {
    throw partial.abandon(thrown)
  }
}

/** A file that grows under a name of its own until it is whole. */
export interface WholeFile {
  /** Bytes written so far. */
  readonly size: number
  put(part: string | Uint8Array): void
  /** Writes over bytes that were put already. */
  patch(at: number, bytes: Uint8Array): void
}

/**
 * As `writeWhole`, for a file that takes its time: whatever `write` awaits, nobody sees the file before it is whole, and a
 * failure leaves what was there before.
 * @throws NodeJS.ErrnoException whose `path` is the file that was asked for
 */
export async function writeWholeSlowly<T>(file: string, write: (out: WholeFile) => Promise<T>): Promise<T> {
  const partial = new PartialFile(file)
  try {
    const written = await write(partial)
    partial.finish()
    return written
  } catch (thrown) {
    throw partial.abandon(thrown)
  }
}

/** The file while it has not its own name yet. */
class PartialFile implements WholeFile {
  // Not by process id: in a container the next process may have that of one that was killed here.
  readonly #path: string
  #out: number | null = null
  #size = 0

  constructor(private readonly file: string) {
    this.#path = join(dirname(file), `.${basename(file)}.${randomUUID()}.part`)
  }

  get size(): number {
    return this.#size
  }

  put(part: string | Uint8Array): void {
    this.#size += writeAll(this.#open(), part)
  }

  patch(at: number, bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length;)
      done += writeSync(this.#open(), bytes, done, bytes.length - done, at + done)
  }

  finish(): void {
    const out = this.#open()
    fsyncSync(out)
    closeSync(out)
    this.#out = null
    renameSync(this.#path, this.file)
  }

  /** Removes what there is of it. @returns what to throw: an error of the system names the file that was asked for */
  abandon(thrown: unknown): unknown {
    if (this.#out !== null) closeSync(this.#out)
    rmSync(this.#path, { force: true })
    if (thrown instanceof Error && 'path' in thrown && thrown.path === this.#path) thrown.path = this.file
    return thrown
  }

  #open(): number {
    this.#out ??= openSync(this.#path, 'wx', 0o600)
    return this.#out
  }
}

/**
 * Writes a folder of files whole or not at all, as `writeWholeSlowly` writes a file. `folder` must not be there yet.
 * @throws NodeJS.ErrnoException whose `path` is the folder that was asked for
 */
export async function writeWholeFolder<T>(
  folder: string,
  write: (put: (name: string, bytes: Uint8Array) => void) => Promise<T>,
): Promise<T> {
  const place = resolve(folder)
  const partial = join(dirname(place), `.${basename(place)}.${randomUUID()}.part`)
  const names: string[] = []
  try {
    mkdirSync(partial, { mode: 0o700 })
    const written = await write((name, bytes) => {
      withFile(join(partial, name), 'wx', (out) => writeAll(out, bytes))
      names.push(name)
    })
    // Onto the disk when all are there: one after the other each would wait for the disk by itself.
    for (const name of names) withFile(join(partial, name), 'r', fsyncSync)
    renameSync(partial, place)
    return written
  } catch (thrown) {
    rmSync(partial, { recursive: true, force: true })
    if (thrown instanceof Error && 'path' in thrown && String(thrown.path).startsWith(partial)) thrown.path = folder
    throw thrown
  }
}

function withFile(path: string, flags: 'wx' | 'r', work: (file: number) => void): void {
  const file = openSync(path, flags, 0o600)
  try {
    work(file)
  } finally {
    closeSync(file)
  }
}

/** @returns how many bytes that were */
function writeAll(out: number, part: string | Uint8Array): number {
  const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : part
  for (let at = 0; at < bytes.length;) at += writeSync(out, bytes, at)
  return bytes.length
}
