import { err, ok, type Detail, type Err, type Result } from '../../core/result/result'
import { setupImported, SETUP_STREAM } from '../../core/events/setup'
import { withVersions } from '../../core/setup/edit'
import type { Fair } from '../../core/setup/fair'
import { FairFile, withoutNames, type FairSetup } from '../../core/setup/schema'
import { daysBetween, isDate, localDate, shiftDays } from '../../core/time/zone'
import type { LogPorts } from '../../db/log/event-log'
import {
  holdsFair,
  makeFairFolder,
  openFairFolder,
  type FairFolder,
  type FolderError,
  type KeyMeans,
} from '../folder/fair-folder'
import { logoProblem, pngOfDataUrl, type LogoProblem } from '../../core/setup/logo'
import { addLogo, logoOf, type Logo } from './picture'
import { staffRow } from './staff'
import { contextOf } from './context'

export type FairFileProblem = { readonly path: string; readonly message: string }
export type ImportFairError =
  FolderError | 'not_json' | 'bad_fair_file' | 'bad_start' | 'other_fair' | 'demo_is_for_ever' | 'number_is_for_ever'

/** Reads a fair file; every problem is named by its place in the file. */
export function readFairFile(
  text: string,
):
  | { ok: true; file: FairFile; logo: Logo | null }
  | { ok: false; code: 'not_json' | 'bad_fair_file'; problems: FairFileProblem[] } {
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (thrown) {
    return {
      ok: false,
      code: 'not_json',
      problems: [{ path: '', message: thrown instanceof Error ? thrown.message : String(thrown) }],
    }
  }
  const taken = takeLogo(json)
  if ('problem' in taken)
    return { ok: false, code: 'bad_fair_file', problems: [{ path: 'brand.logo', message: LOGO_WORDS[taken.problem] }] }
  const read = FairFile.safeParse(taken.json)
  if (read.success) return { ok: true, file: read.data, logo: taken.logo }
  return {
    ok: false,
    code: 'bad_fair_file',
    problems: read.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
  }
}

const LOGO_WORDS: Readonly<Record<LogoProblem, string>> = {
  logo_not_png: 'not a PNG as a data URL',
  logo_too_large: 'a logo has 60 kB and 512 pixels a side at most',
}

/** Takes the picture out of a file: what stands for it in the set-up is its hash. */
function takeLogo(json: unknown): { json: unknown; logo: Logo | null } | { problem: LogoProblem } {
  if (!isObject(json) || !isObject(json['brand'])) return { json, logo: null }
  const { brand } = json
  const url = brand['logo']
  if (typeof url !== 'string' || !url.startsWith('data:')) return { json, logo: null }
  const png = pngOfDataUrl(url)
  const problem = png === null ? 'logo_not_png' : logoProblem(png)
  if (png === null || problem !== null) return { problem: problem ?? 'logo_not_png' }
  const logo = logoOf(png)
  return { json: { ...json, brand: { ...brand, logo: logo.sha256 } }, logo }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Moves every date of a fair so that day 1 falls on `start` (`2026-10-13`, or `today` in the fair's own zone). */
export function startOn(file: FairFile, start: string, now: number): FairFile | null {
  const day = start === 'today' ? localDate(now, file.timeZone) : start
  const first = file.days[0]
  if (!isDate(day) || first === undefined) return null
  const by = daysBetween(first, day)
  const move = (local: string) => shiftDays(local, by)
  const span = <T extends { from: string; to: string }>(given: T): T => ({
    ...given,
    from: move(given.from),
    to: move(given.to),
  })
  return {
    ...file,
    days: file.days.map(move),
    lists: file.lists.map((list) => ({ ...list, windows: list.windows.map(span) })),
    sessions: file.sessions.map(span),
  }
}

/**
 * Imports a set-up: makes the folder of a new fair, or replaces the set-up of the same fair. The same set-up again
 * changes nothing. `beforeIt`: what the folder is to remember with it, done before the set-up is in the log.
 */
export async function importFair(
  dir: string,
  file: FairFile,
  ports: LogPorts,
  means: KeyMeans,
  { logo = null, beforeIt }: { readonly logo?: Logo | null; readonly beforeIt?: (folder: FairFolder) => void } = {},
): Promise<
  Result<{ fair: string; changed: boolean; lists: number; services: number; staff: number }, ImportFairError>
> {
  const opened = holdsFair(dir)
    ? await openExisting(dir, ports, { ...means, demo: file.demo })
    : await makeFairFolder(dir, ports, { ...means, demo: file.demo })
  if (!opened.ok) return opened
  const folder = opened.value
  try {
    const misfit = whyNot(folder.checkin.fair(), file)
    if (misfit !== null) return misfit
    const { setup, staffNames } = withoutNames(file)
    putStaffNames(folder, staffNames)
    beforeIt?.(folder)
    // Looked at again under the write lock: another import of a first fair may have come before.
    const imported = folder.log.transact((append) => {
      const before = folder.checkin.fair()
      const late = whyNot(before, file)
      if (late !== null) return late
      const used = folder.setups.everUsed()
      const moved = used.misnumbered(file.categories)
      if (moved !== null) return err('number_is_for_ever', { category: moved.code, number: moved.number })
      const body = { fair: before?.id ?? ports.newUuid(), setup: withVersions(setup, used) }
      const changed =
        before === null || JSON.stringify(before.setup) !== JSON.stringify(setupImported.schema.parse(body).setup)
      if (!changed) return ok(false)
      const ctx = contextOf({ ports })
      if (logo !== null) addLogo(folder, logo, append, ctx)
      append(setupImported.make(SETUP_STREAM, body, ctx))
      return ok(true)
    })
    if (!imported.ok) return imported
    const changed = imported.value
    return ok({
      fair: file.code,
      changed,
      lists: file.lists.length,
      services: file.services.length,
      staff: file.staff.length,
    })
  } finally {
    folder.close()
  }
}

/** Why this file cannot become the set-up of a folder; null: it can. */
function whyNot(here: Fair | null, file: FairFile): Err<'other_fair' | 'demo_is_for_ever'> | null {
  if (here === null) return null
  if (here.setup.code !== file.code) return err('other_fair', { here: here.setup.code, file: file.code })
  return here.setup.demo === file.demo ? null : err('demo_is_for_ever', { fair: file.code })
}

/** The whole set-up as a file again, with the names of staff. */
export function exportFair(folder: FairFolder): FairFile | null {
  const setup = folder.checkin.fair()?.setup
  return setup === undefined ? null : withNames(folder, setup)
}

/** A set-up of the log with the names of its staff; who has none that this station can open goes by the code. */
export function withNames(folder: Pick<FairFolder, 'people'>, setup: FairSetup): FairFile {
  const staff = setup.staff.map(({ code, role }) => {
    const row = folder.people.read(staffRow(code), 'staff')
    return { code, name: row.ok ? row.value.name : code, role }
  })
  return { ...setup, staff }
}

/** A folder whose making was cut off has a log without a set-up: it is made to the end. */
async function openExisting(
  dir: string,
  ports: LogPorts,
  means: KeyMeans & { demo: boolean },
): Promise<Result<FairFolder, FolderError>> {
  const opened = await openFairFolder(dir, ports, means)
  return !opened.ok && opened.code === 'no_fair' ? makeFairFolder(dir, ports, means) : opened
}

/** Before the event that names them; a PIN that was set stays. */
export function putStaffNames(folder: FairFolder, names: ReadonlyMap<string, string>): void {
  const changed = [...names].flatMap(([code, name]) => {
    const row = folder.people.read(staffRow(code), 'staff')
    if (row.ok && row.value.name === name) return []
    return [
      {
        visitor: staffRow(code),
        group: 'staff' as const,
        fields: { name, verifier: row.ok ? row.value.verifier : null },
      },
    ]
  })
  if (changed.length > 0) folder.people.put(changed)
}

/** The first problems of a fair file, for a message. */
export const problemDetail = (problems: readonly FairFileProblem[]): Detail => ({
  count: problems.length,
  first: problems
    .slice(0, 5)
    .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
    .join('\n  '),
})
