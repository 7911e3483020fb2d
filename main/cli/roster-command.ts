import { accessSync, constants } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { columnOf, headerKey, ROSTER_COLUMNS, type ColumnChoice } from '../../core/roster/columns'
import { err, ok, type Result } from '../../core/result/result'
import { importRoster } from '../rosters/import-roster'
import { startPeopleWriter } from '../rosters/people-writer'
import { reasonText, writeRejected } from '../rosters/rejected-file'
import type { Command } from './command'
import { aFile } from './files'
import { done, refused } from './outcome'

/** `--map "Column title=column"`, as often as needed. */
function readMap(given: readonly string[]): Result<ColumnChoice, 'bad_map'> {
  const choice: Record<string, ColumnChoice[string]> = {}
  for (const text of given) {
    const at = text.lastIndexOf('=')
    const header = headerKey(text.slice(0, Math.max(0, at)))
    const word = text.slice(at + 1).trim()
    const column = /^(ignore|abaikan)$/i.test(word) ? 'ignore' : columnOf(word)
    if (header === '' || column === null) return err('bad_map', { map: text, known: ROSTER_COLUMNS.join(', ') })
    choice[header] = column
  }
  return ok(choice)
}

export const IMPORT_ROSTER_COMMAND: Command = {
  name: 'import roster',
  takes: ['<file>'],
  options: ['sheet', 'map', 'keep', 'report'],
  run: (world, [path = '']) =>
    world.withFolder(async (folder) => {
      const fair = folder.checkin.fair()
      if (fair === null) return refused('no_fair', { folder: world.dir })
      const { sheet = null, map = [], keep = false, report: out } = world.options
      const columns = readMap(map)
      if (!columns.ok) return refused(columns.code, columns.detail)
      // Before anything is imported: a list of the rejected rows that cannot be written would come too late.
      if (out !== undefined) accessSync(dirname(resolve(out)), constants.W_OK)
      const reading = { sheet, columns: columns.value }
      const imported = await importRoster(folder, fair, aFile(path), {
        ...reading,
        keep,
        startWriter: startPeopleWriter,
        onProgress: (progress) =>
          progress.phase === 'reading'
            ? world.progress('progress.roster', { rows: progress.rows })
            : world.progress('progress.rosterWriting', { done: progress.done, total: progress.total }),
      })
      if (!imported.ok) return refused(imported.code, { file: path, ...imported.detail })
      if (out !== undefined) {
        const style = { locale: world.locale, separator: ',', hasMark: false } as const
        const written = await writeRejected(folder, { file: path, fair, reading }, imported.value.rejected, out, style)
        if (!written.ok) return refused(written.code, { file: path, ...written.detail })
      }
      // In words beside the code: who runs it by hand reads them here and nowhere else.
      const rejected = imported.value.rejected.map((reject) => ({
        ...reject,
        message: reasonText(world.locale, reject),
      }))
      return done({ ...imported.value, rejected })
    }),
}
