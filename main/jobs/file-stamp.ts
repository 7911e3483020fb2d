import { statSync } from 'node:fs'

/** Changes when the file does; a file that is gone is another. */
export function stampOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat === undefined ? 'gone' : `${stat.size}/${stat.mtimeMs}/${stat.ino}`
}
