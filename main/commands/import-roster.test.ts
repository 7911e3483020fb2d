import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canonicalIds } from '../../db/testing/ids'
import { openFairFolder, type FairFolder } from '../folder/fair-folder'
import { importFair, readFairFile } from './fair-file'
import { importRoster } from './import-roster'

const DAY = 86_400_000
let place: string
let folder: FairFolder
let wall = Date.UTC(2026, 9, 13)
const ports = { wall: () => wall, uptime: () => wall, newId: canonicalIds(1), newUuid: canonicalIds(2) }

beforeEach(async () => {
  place = mkdtempSync(join(tmpdir(), 'pendopo-import-'))
  const read = readFairFile(readFileSync(join(import.meta.dirname, '../../assets/demo/fair.json'), 'utf8'))
  if (!read.ok) throw new Error(read.code)
  await importFair(join(place, 'data'), read.file, ports, {})
  const opened = await openFairFolder(join(place, 'data'), ports, {})
  if (!opened.ok) throw new Error(opened.code)
  folder = opened.value
})
afterEach(() => {
  folder.close()
  rmSync(place, { recursive: true })
})

async function load(text: string) {
  const fair = folder.checkin.fair()
  if (fair === null) throw new Error('no fair')
  const file = join(place, 'roster.csv')
  writeFileSync(file, text)
  const report = await importRoster(folder, fair, file)
  if (!report.ok) throw new Error(report.code)
  return report.value
}

describe('an import', () => {
  it('sweeps what an import left that was cut off a day ago, and nothing younger', async () => {
    const fields = { name: 'Setengah Jadi' }
    folder.people.put([{ visitor: 'old-orphan', group: 'greet', fields }])
    wall += DAY
    folder.people.put([{ visitor: 'young-orphan', group: 'greet', fields }])
    wall += 1
    await load('kode,nama,kategori\nA1,Siti,umum\n')
    expect(folder.people.read('old-orphan', 'greet').ok).toBe(false)
    expect(folder.people.read('young-orphan', 'greet').ok).toBe(true)
    expect(folder.people.counts().staff.rows).toBe(8)
  })

  it('keeps the people of earlier imports, however long ago', async () => {
    await load('kode,nama,kategori\nA1,Siti,umum\n')
    wall += 30 * DAY
    expect(await load('kode,nama,kategori\nA1,Siti,umum\nA2,Budi,umum\n')).toMatchObject({ added: 1, unchanged: 1 })
    expect(folder.people.counts().greet.rows).toBe(2)
  })

  it('does not bring back who was erased', async () => {
    const text = 'kode,nama,kategori\nA1,Siti,umum\n,Budi,umum\n'
    await load(text)
    const { lookupHmac } = await import('../../db/people/keys')
    const siti = folder.roster.byCode(lookupHmac(folder.keys, 'code', 'A1'))
    folder.people.tombstone(siti?.visitor ?? '', { keepHash: Buffer.from(siti?.codeHmac ?? '', 'hex') })
    expect(await load(text)).toMatchObject({ added: 0, unchanged: 1, rejected: [{ line: 2, reason: 'erased' }] })
  })
})
