import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../db/connection'
import { keysForRoles } from '../../db/people/keys'
import { PeopleStore } from '../../db/people/store'
import { systemPorts } from '../app/ports'
import { openFairFolder, type FairFolder } from '../folder/fair-folder'
import { importFair, readFairFile } from './fair-file'
import { importRoster } from './import-roster'

let dir: string
let folder: FairFolder
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'pendopo-import-'))
  const read = readFairFile(readFileSync(join(import.meta.dirname, '../../assets/demo/fair.json'), 'utf8'))
  if (!read.ok) throw new Error(read.code)
  await importFair(join(dir, 'data'), read.file, systemPorts, {})
  const opened = await openFairFolder(join(dir, 'data'), systemPorts, {})
  if (!opened.ok) throw new Error(opened.code)
  folder = opened.value
})
afterEach(() => {
  folder.close()
  rmSync(dir, { recursive: true })
})

/** Imports these rows as a file; `with` replaces parts of the folder. */
async function importRows(rows: string, replaced: Partial<FairFolder> = {}) {
  const file = join(dir, 'roster.csv')
  writeFileSync(file, `kode,nama,kategori,no hp\n${rows}`)
  const fair = folder.checkin.fair()
  if (fair === null) throw new Error('no fair')
  const report = await importRoster({ ...folder, ...replaced }, fair, file)
  if (!report.ok) throw new Error(report.code)
  return report.value
}

describe('the same roster again', () => {
  it('changes nothing at a station that may not open contact rows, and a new name still arrives', async () => {
    await importRows('A1,Budi Santoso,umum,081234567890\n')
    const db = openDatabase(join(dir, 'data', 'people.sqlite'))
    const gate = new PeopleStore(db, { keys: keysForRoles(folder.keys, ['gate']), now: systemPorts.wall })
    try {
      const [row] = folder.people.findByPhone('081234567890')
      expect(gate.read(row ?? '', 'contact')).toMatchObject({ ok: false, code: 'no_key' })
      expect(await importRows('A1,Budi Santoso,umum,081234567890\n', { people: gate })).toMatchObject({
        updated: 0,
        unchanged: 1,
      })
      expect(await importRows('A1,Budi S. Santoso,umum,081234567890\n', { people: gate })).toMatchObject({ updated: 1 })
      expect(folder.people.read(row ?? '', 'contact')).toMatchObject({ ok: true, value: { phone: '081234567890' } })
    } finally {
      db.close()
    }
  })

  it('does not bring an erased contact row back', async () => {
    await importRows('A1,Budi Santoso,umum,081234567890\n')
    const [row] = folder.people.findByPhone('081234567890')
    folder.people.tombstone(row ?? '', { groups: ['contact'] })
    expect(await importRows('A1,Budi Santoso,umum,081234567890\n')).toMatchObject({ updated: 0, unchanged: 1 })
    expect(folder.people.read(row ?? '', 'contact')).toMatchObject({ ok: false, code: 'erased' })
  })
})
