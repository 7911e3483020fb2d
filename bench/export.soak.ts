import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { streamXlsxRows } from 'hucre/xlsx'
import { exportRows } from '../main/exports/export'
import { MOST_ROWS } from '../main/spreadsheets/workbook-writer'
import { aDayOfScans, scansRequest } from './a-day-of-scans'
import { printRow, wanted } from './report'

/**
 * `npm run bench:soak -- --only export`: more scans than one sheet holds, exported as a workbook that another library reads
 * back: two sheets under the same header, every scan in one of them, none twice.
 */
const SCANS = 1_050_000

async function main(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'pendopo-soak-export-'))
  try {
    const folder = await aDayOfScans(join(home, 'fair'), SCANS)
    const fair = folder.checkin.fair()
    if (fair === null) throw new Error('no fair')
    const file = join(home, 'all.xlsx')
    const began = performance.now()
    const written = await exportRows(folder, fair, scansRequest(file, 'xlsx'))
    const took = performance.now() - began
    folder.close()
    if (!written.ok || written.value.rows !== SCANS) throw new Error('rows are missing')
    printRow({ name: 'export.sheets.write', value: took, unit: 'ms', n: SCANS })
    const bytes = readFileSync(file)
    const seen = new Set<string>()
    const sheets = [await sheetRows(bytes, 0, seen), await sheetRows(bytes, 1, seen)]
    printRow({ name: 'export.sheets.second', value: sheets[1]?.rows ?? 0, unit: 'rows', n: SCANS })
    const twice = sheets.reduce((sum, { rows }) => sum + rows, 0) - seen.size
    printRow({ name: 'export.sheets.lost', value: SCANS - seen.size, unit: 'rows', n: SCANS })
    printRow({ name: 'export.sheets.twice', value: twice, unit: 'rows', n: SCANS })
    if (seen.size !== SCANS || twice !== 0 || sheets[0]?.rows !== MOST_ROWS - 1) throw new Error('rows differ')
    if (sheets[0].header === '' || sheets[0].header !== sheets[1]?.header) throw new Error('headers differ')
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

/** The rows below a sheet's header; what stands in their last column, the scan, goes into `seen`. */
async function sheetRows(bytes: Buffer, sheet: number, seen: Set<string>): Promise<{ header: string; rows: number }> {
  let header: string | null = null
  let rows = 0
  for await (const { values } of streamXlsxRows(bytes, { sheet })) {
    if (header === null) {
      header = values.join('\t')
      continue
    }
    rows += 1
    seen.add(String(values.at(-1)))
  }
  return { header: header ?? '', rows }
}

if (wanted('export')) await main()
