import { deflateRawSync } from 'node:zlib'

/** A part of an archive for tests; `size` and `isEncrypted`: what the archive says of it, true or not. */
export interface TestPart {
  readonly name: string
  readonly content: string | Buffer
  readonly size?: number
  readonly isEncrypted?: boolean
}

/** A ZIP archive made by hand: its lies are ours. */
export function aZip(parts: readonly TestPart[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, content, size, isEncrypted = false } of parts) {
    const bytes = Buffer.from(content)
    const packed = deflateRawSync(bytes)
    const label = Buffer.from(name)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(8, 8)
    local.writeUInt16LE(label.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(isEncrypted ? 1 : 0, 8)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(size ?? bytes.length, 24)
    entry.writeUInt16LE(label.length, 28)
    entry.writeUInt32LE(at, 42)
    locals.push(local, label, packed)
    directory.push(entry, label)
    at += local.length + label.length + packed.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(
    directory.reduce((sum, part) => sum + part.length, 0),
    12,
  )
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, ...directory, end])
}

const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relations = (rows: readonly (readonly [id: string, type: string, target: string])[]) =>
  `<Relationships>${rows.map(([id, type, target]) => `<Relationship Id="${id}" Type="${REL}/${type}" Target="${target}"/>`).join('')}</Relationships>`

/** A workbook made by hand; `sheets` holds what stands within sheetData of each. `more` replaces or adds parts. */
export function aWorkbook(sheets: Readonly<Record<string, string>>, more: readonly TestPart[] = []): Buffer {
  const names = Object.keys(sheets)
  const parts: TestPart[] = [
    { name: '_rels/.rels', content: relations([['rId1', 'officeDocument', 'xl/workbook.xml']]) },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns:r="${REL}"><sheets>${names.map((name, n) => `<sheet name="${name}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`).join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: relations([
        ...names.map((_, n): [string, string, string] => [`rId${n + 1}`, 'worksheet', `worksheets/sheet${n + 1}.xml`]),
        ['rId90', 'sharedStrings', 'sharedStrings.xml'],
        ['rId91', 'styles', 'styles.xml'],
      ]),
    },
    ...names.map((name, n) => ({
      name: `xl/worksheets/sheet${n + 1}.xml`,
      content: `<worksheet><sheetData>${sheets[name] ?? ''}</sheetData></worksheet>`,
    })),
  ]
  const replaced = new Set(more.map(({ name }) => name))
  return aZip([...parts.filter(({ name }) => !replaced.has(name)), ...more])
}

/** A workbook that unpacks to three gigabytes, as it says itself. */
export const aBomb = (): Buffer => aWorkbook({ A: '' }, [{ name: 'xl/media/x.bin', content: 'x', size: 3_000_000_000 }])
