import { statfsSync } from 'node:fs'
import { LogDamaged } from '../../db/log/rebuild'
import { DatabaseFromTheFuture } from '../../db/migrate'

/** What the world may do to us. Anything else that is thrown is a bug, `internal`. */
export type FailureCode =
  | 'disk_full'
  | 'folder_read_only'
  | 'database_busy'
  | 'database_damaged'
  | 'database_newer'
  | 'file_missing'
  | 'internal'

export interface Failure {
  readonly code: FailureCode
  readonly detail: Readonly<Record<string, string | number>>
}

/** With less than this left, a write error is taken for what it is: a full disk. */
const FULL_BYTES = 1_000_000

/** Puts what was thrown into one of our words; `folder` is where we were writing. */
export function failureOf(thrown: unknown, folder: string | null): Failure {
  const code = codeOf(thrown)
  const where = folder === null ? {} : { folder }
  if (thrown instanceof DatabaseFromTheFuture) {
    return { code: 'database_newer', detail: { file: thrown.file, found: thrown.found, known: thrown.known } }
  }
  if (thrown instanceof LogDamaged) return { code: 'database_damaged', detail: { ...where, reason: thrown.message } }
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL') return { code: 'disk_full', detail: where }
  if (code.startsWith('SQLITE_IOERR')) {
    return {
      code: folder !== null && freeBytes(folder) < FULL_BYTES ? 'disk_full' : 'database_damaged',
      detail: { ...where, reason: code },
    }
  }
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_CANTOPEN' || ['EROFS', 'EACCES', 'EPERM'].includes(code)) {
    return { code: 'folder_read_only', detail: { ...where, path: pathOf(thrown) ?? folder ?? '' } }
  }
  if (code.startsWith('SQLITE_BUSY') || code === 'SQLITE_LOCKED') return { code: 'database_busy', detail: where }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB')
    return { code: 'database_damaged', detail: { ...where, reason: code } }
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR')
    return { code: 'file_missing', detail: { path: pathOf(thrown) ?? '' } }
  return { code: 'internal', detail: { reason: thrown instanceof Error ? thrown.message : String(thrown) } }
}

/** Bytes that may still be written where this folder lies; Infinity when nobody can say. */
export function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return Infinity // the folder itself is the trouble then, and its own error says so
  }
}

function codeOf(thrown: unknown): string {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : ''
  return typeof code === 'string' ? code : ''
}

function pathOf(thrown: unknown): string | null {
  return typeof thrown === 'object' && thrown !== null && 'path' in thrown && typeof thrown.path === 'string'
    ? thrown.path
    : null
}
