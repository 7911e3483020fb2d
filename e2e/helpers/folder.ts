import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { APP, pendopo, type CommandResult } from './command'

export const DEMO = { fair: join(APP, 'assets/demo/fair.json'), roster: join(APP, 'assets/demo/roster.csv') }

/** A new place for data, and its removal. */
export function tempFolder(): { dir: string; remove: () => void } {
  const dir = mkdtempSync(join(tmpdir(), 'pendopo-e2e-'))
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) }
}

const made = new Map<string, Promise<string>>()

/** Fills a folder with a copy of one that a worker makes once: making it takes longer than most tests. */
export async function fillWithCopy(
  dir: string,
  name: string,
  make: () => Promise<{ dir: string; remove: () => void }>,
): Promise<void> {
  const first =
    made.get(name) ??
    make().then((folder) => {
      process.once('exit', folder.remove)
      return folder.dir
    })
  made.set(name, first)
  cpSync(await first, dir, { recursive: true, preserveTimestamps: true })
  chmodSync(dir, 0o700)
}

/** Makes the demo fair in a folder, day 1 today, with its roster. All of a worker are copies: one station of one fair. */
export const makeDemo = (into: string): Promise<void> =>
  fillWithCopy(into, 'demo', async () => {
    const { dir, remove } = tempFolder()
    sure(await pendopo(['fair', 'import', DEMO.fair, '--start', 'today', '--data', dir, '--json']))
    sure(await pendopo(['import', 'roster', DEMO.roster, '--data', dir, '--json']))
    return { dir, remove }
  })

/** The demo roster's people: code, name, category, in the file's order. */
export function roster(): { code: string; name: string; category: string }[] {
  const rows = readFileSync(DEMO.roster, 'utf8').trim().split('\n').slice(1)
  return rows.map((row) => {
    const cells = [...row.matchAll(/("((?:[^"]|"")*)"|[^,]*)(?:,|$)/g)].map((cell) =>
      (cell[2] ?? cell[1] ?? '').replaceAll('""', '"'),
    )
    return { code: cells[0] ?? '', name: cells[1] ?? '', category: cells[3] ?? '' }
  })
}

/** Fails with what the command said, when it did not end well. */
export function sure(result: CommandResult): Record<string, unknown> {
  if (result.code !== 0 || result.answer === null)
    throw new Error(`the command ended with ${result.code}: ${result.stderr}\n${result.stdout}`)
  return result.answer
}
