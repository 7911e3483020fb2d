import { readFileSync, statSync } from 'node:fs'

/** A folder opens like a file and fails only when it is read, by an error that does not say where. */
export function aFile(path: string): string {
  if (statSync(path).isDirectory()) throw Object.assign(new Error(`${path} is a folder`), { code: 'EISDIR', path })
  return path
}

/** @throws ENOENT, EISDIR … (failures.ts puts them into words) */
export function readText(path: string): string {
  return readFileSync(aFile(path), 'utf8')
}
