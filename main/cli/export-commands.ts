import {
  EXPORT_ASKS,
  EXPORT_FORMATS,
  EXPORT_NAMES,
  type ExportFormat,
  type ExportName,
} from '../../core/contract/exports'
import { findNamed, type Fair, type FairList } from '../../core/setup/fair'
import { exportRows } from '../exports/export'
import type { ExportRequest } from '../exports/request'
import type { Command } from './command'
import { done, refused, type Outcome } from './outcome'
import type { CommandWorld } from './world'

/** `export attendance|scans|visitors|tickets|log`. */
export const EXPORT_COMMANDS: readonly Command[] = EXPORT_NAMES.map((what) => ({
  name: `export ${what}`,
  takes: [],
  options: [
    'format',
    'out',
    'separator',
    'bom',
    ...(EXPORT_ASKS[what].lists ? (['list'] as const) : []),
    ...(EXPORT_ASKS[what].days ? (['day'] as const) : []),
    ...(what === 'log' ? [] : (['personal'] as const)),
  ],
  run: (world) =>
    world.withFolder(async (folder) => {
      const fair = folder.checkin.fair()
      if (fair === null) return refused('no_fair', { folder: world.dir })
      const request = readRequest(world, fair, what)
      if ('end' in request) return request
      const abort = new AbortController()
      const cancel = () => abort.abort()
      // Ctrl+C ends the export and leaves no file behind, under any name.
      process.once('SIGINT', cancel)
      process.once('SIGTERM', cancel)
      try {
        const written = await exportRows(folder, fair, request, {
          signal: abort.signal,
          onProgress: (did, total) => world.progress('progress.export', { done: did, total }),
        })
        return written.ok ? done(written.value) : refused(written.code)
      } finally {
        process.off('SIGINT', cancel)
        process.off('SIGTERM', cancel)
      }
    }),
}))

function readRequest({ options, locale }: CommandWorld, fair: Fair, what: ExportName): ExportRequest | Outcome {
  const { format = 'csv', out, list, day = [], separator = ',', bom = false, personal } = options
  if (out === undefined) return refused('option_missing', { option: '--out' })
  if (!isFormat(format)) return refused('unknown_format', { format })
  if (!/^(,|;|\t|tab)$/.test(separator)) return refused('bad_separator', { separator })
  if (personal?.trim() === '') return refused('reason_missing')
  let lists: FairList[] | null = null
  if (list !== undefined) {
    const found = findNamed(fair.lists, list)
    if (found === null) return refused('unknown_list', { list, known: fair.lists.map((row) => row.code).join(', ') })
    lists = [found]
  }
  const unknown = day.find((one) => !fair.setup.days.includes(one))
  if (unknown !== undefined) return refused('bad_day', { day: unknown, known: fair.setup.days.join(', ') })
  return {
    what,
    format,
    file: out,
    locale,
    separator: separator === 'tab' ? '\t' : separator,
    hasMark: bom,
    lists,
    days: day.length === 0 ? null : day,
    personal:
      personal === undefined
        ? null
        : { reason: personal.trim(), columns: ['name', 'phone', 'email', 'code'], actor: null },
  }
}

const isFormat = (format: string): format is ExportFormat => EXPORT_FORMATS.some((known) => known === format)
