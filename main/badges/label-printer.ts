import { randomUUID } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Label } from '../../core/badges/badge'
import type { BadgePrinter } from '../../core/contract/badge'
import type { BadgeTrouble } from '../../core/projections/badge'
import { err, ok, type Result } from '../../core/result/result'
import { writeWhole } from '../commands/whole-file'
import type { LabelMaker, LabelSheet } from './label-window'

/** How long the system's printing may take to say yes or no, ms. */
const PRINT_MS = 30_000

/** Is this a folder that files can be put into? */
export const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory()

/**
 * Brings one label out. `timeout`: nobody knows whether it came; every other trouble: it did not.
 * @param at wall clock, UTC ms: names the file of a label, since a name of a person must not stand in a list of files
 */
export async function printLabel(
  maker: LabelMaker,
  printer: BadgePrinter,
  label: Label,
  at: number,
): Promise<Result<null, BadgeTrouble>> {
  if (printer.kind === 'none') return err('no_printer')
  if (printer.kind === 'pdf' && !isFolder(printer.folder)) return err('no_printer')
  if (printer.kind === 'os' && !(await maker.printers()).includes(printer.name)) return err('no_printer')
  const sheet = await maker.layOut(label)
  try {
    return printer.kind === 'pdf' ? await toFile(sheet, printer.folder, at) : await toPrinter(sheet, printer.name)
  } finally {
    sheet.close()
  }
}

async function toFile(sheet: LabelSheet, folder: string, at: number): Promise<Result<null, BadgeTrouble>> {
  const pdf = await sheet.toPdf()
  const time = new Date(at).toISOString().replaceAll(/[-:]/g, '').replace('.', '-')
  writeWhole(join(folder, `badge-${time}-${randomUUID().slice(0, 8)}.pdf`), (put) => put(pdf))
  return ok(null)
}

async function toPrinter(sheet: LabelSheet, name: string): Promise<Result<null, BadgeTrouble>> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((done) => {
    timer = setTimeout(() => done('late'), PRINT_MS)
  })
  const done = await Promise.race([sheet.print(name), late])
  clearTimeout(timer)
  if (done === 'late') return err('timeout')
  return done ? ok(null) : err('refused')
}
