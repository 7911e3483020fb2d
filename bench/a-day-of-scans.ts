import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '../db/connection'
import { systemPorts } from '../main/app/ports'
import { importFair, readFairFile, startOn } from '../main/commands/fair-file'
import type { ExportRequest } from '../main/exports/request'
import { openFairFolder, type FairFolder } from '../main/folder/fair-folder'

/** Makes a folder of the demo fair with so many scans of today, by a quarter as many visitors, and opens it. */
export async function aDayOfScans(dir: string, scans: number): Promise<FairFolder> {
  const read = readFairFile(readFileSync('assets/demo/fair.json', 'utf8'))
  const file = read.ok ? startOn(read.file, 'today', Date.now()) : null
  if (file === null) throw new Error('the demo fair does not read')
  await importFair(dir, file, systemPorts, {})
  fill(dir, scans)
  const opened = await openFairFolder(dir, systemPorts, {})
  if (!opened.ok) throw new Error(opened.code)
  return opened.value
}

/**
 * Rows as the folds leave them, of scans spread over the day, of visitors who come in no order. What the events themselves
 * say is not exported here: they are as long as real ones.
 */
function fill(dir: string, scans: number): void {
  const visitors = scans / 4
  const db = openDatabase(join(dir, 'log.sqlite'))
  const first = Date.now() - 8 * 3_600_000
  const id = (kind: string, n: string) => `printf('0190${kind}-%04x-7000-8000-%012x', ${n} >> 16, ${n})`
  db.exec(`
    BEGIN;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${visitors})
    INSERT INTO visitor (id, category, institution, status, source)
    SELECT ${id('aaaa', 'i')}, 'umum', CASE WHEN i % 3 = 0 THEN 'Dinas Kependudukan ' || (i % 400) END, 'active', 'roster' FROM n;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${scans})
    INSERT INTO event_log (event_id, chain, station_seq, stream, type, text, hash)
    SELECT ${id('bbbb', 'i')}, 'bench', i, 'bench', 'bench', printf('%.450c', 'x'), zeroblob(32) FROM n;
    INSERT INTO scan (seq, list, visitor, gate, direction, outcome, reason, via, effective_at)
    SELECT seq, 'pintu-hari-1', ${id('aaaa', `(seq * 7919 % ${visitors} + 1)`)}, 'pintu-utara',
           CASE WHEN seq % 5 = 0 THEN 'exit' ELSE 'entry' END, CASE WHEN seq % 50 = 0 THEN 'refused' ELSE 'admitted' END,
           CASE WHEN seq % 50 = 0 THEN 'already_admitted' WHEN seq % 5 = 0 THEN 'exit' END, 'camera',
           ${first} + (seq * ${Math.floor((7 * 3_600_000) / scans)})
    FROM event_log WHERE chain = 'bench';
    COMMIT;
  `)
  db.close()
}

/** All scans, as a person asks for them. */
export const scansRequest = (file: string, format: 'xlsx' | 'csv'): ExportRequest => ({
  what: 'scans',
  format,
  file,
  locale: 'id',
  separator: ',',
  hasMark: false,
  lists: null,
  days: null,
  personal: null,
})
