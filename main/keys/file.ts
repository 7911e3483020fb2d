import { randomBytes, randomUUID } from 'node:crypto'
import {
  closeSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { err, ok } from '../../core/result/result'
import type { Result } from '../../core/result/result'
import { DATA_KEY_BYTES } from './adapter'
import type { KeyAdapter, KeyError } from './adapter'

const FILE = 'data.key'

/**
 * The data key in a file beside the data: protects nothing from who has the folder. Only for demonstration fairs
 * (`demo` of the set-up, which cannot be set later and every screen shows).
 */
export function fileAdapter(options: { readonly demo: boolean }): KeyAdapter {
  return {
    kind: 'file',
    async create(folder) {
      if (!options.demo) return err('key_file_needs_demo')
      const path = join(folder, FILE)
      // There already: a first start was cut off between this file and the settings. Nothing is sealed with it yet.
      writeUnlessThere(path, randomBytes(DATA_KEY_BYTES))
      const dataKey = read(path)
      return dataKey.ok ? ok({ dataKey: dataKey.value, kept: Buffer.alloc(0) }) : dataKey
    },
    async open(folder) {
      return options.demo ? read(join(folder, FILE)) : err('key_file_needs_demo')
    },
  }
}

/** Written beside its place and then linked there: whoever sees the file sees all of it, and the first one stays. */
function writeUnlessThere(path: string, key: Buffer): void {
  const partial = `${path}.${randomUUID()}.part`
  try {
    const file = openSync(partial, 'wx', 0o600)
    try {
      fchmodSync(file, 0o600)
      writeSync(file, key)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    linkSync(partial, path)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
  } finally {
    rmSync(partial, { force: true })
  }
}

function read(path: string): Result<Buffer, KeyError> {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return err('key_file_missing', { path })
    throw cause
  }
  try {
    // Windows has no such bits; there the folder's own rights guard it.
    if (process.platform !== 'win32' && (fstatSync(file).mode & 0o077) !== 0) {
      return err('key_file_open_to_others', { path })
    }
    const key = readFileSync(file)
    return key.length === DATA_KEY_BYTES ? ok(key) : err('key_file_damaged', { path })
  } finally {
    closeSync(file)
  }
}
