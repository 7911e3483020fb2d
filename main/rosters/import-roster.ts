import { setTimeout as sleep } from 'node:timers/promises'
import { err, ok, type Result } from '../../core/result/result'
import { headerKey, type RosterColumns } from '../../core/roster/columns'
import { columnsProblem, type RosterRules, type RosterSaid } from '../../core/roster/read-roster'
import type { Fair } from '../../core/setup/fair'
import type { StagedEvent } from '../../db/log/import-runs'
import type { StagedRow } from '../../db/people/staging'
import { freeBytes } from '../app/failures'
import type { FairFolder } from '../folder/fair-folder'
import { endAbandoned, hold, letGo, Pace, takeBack, writeEvents } from './carry-out'
import { guarded, openRosterFile, type RosterFile, type RosterFileError } from './open-file'
import { writerHere, type PeopleWriter } from './people-writer'
import { RosterPlan, type Reject } from './plan'
import { recall, remember } from './remembered'

export interface RosterReport {
  readonly added: number
  readonly updated: number
  readonly unchanged: number
  readonly rejected: readonly Reject[]
}

/** How a file is to be read, as a person says now; what was said before of such a file (`remembered.ts`) comes after. */
export interface RosterReading extends RosterSaid {
  readonly sheet?: string | null
}

export interface ImportOptions extends RosterReading {
  /** People who are registered already stay as they are. */
  readonly keep?: boolean
  /** Staff code of who imports; left out for a script's import. */
  readonly actor?: string | null
  /** Begins what seals and writes the personal rows; left out, this thread does it. */
  readonly startWriter?: (folder: FairFolder) => PeopleWriter
  /** Takes everything back, until `onProgress` says that it is being written. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: ImportProgress) => void
}

/** `reading`: rows read so far; `writing`: decided, it cannot be taken back any more, people written of all. */
export type ImportProgress =
  | { readonly phase: 'reading'; readonly rows: number }
  | { readonly phase: 'writing'; readonly done: number; readonly total: number }

export type ImportError = RosterFileError | 'unknown_header' | 'canceled'

const DAY_MS = 86_400_000
const SIGN_MS = 10_000
/** So many rows are judged on one look at what is stored. */
const READ_TOGETHER = 500
/** So many people are staged in one transaction. */
const STAGED_TOGETHER = 1_000
/** Who waits for the write lock looks every millisecond (db/turn.ts), and finds it free in such a gap. */
const GAP_MS = 3
/** Scans write to the log; to the personal rows only who registers somebody new. */
const PACE = { people: { ms: 40, least: 1_000 }, events: { ms: 20, least: 250 } } as const
/** What one person takes on the disk: staged, as an event and its read model, with their copies in the journals. */
const BYTES_A_PERSON = 6_000

/** How the fair reads a file of which this was said. */
export function rulesOf({ settings }: Pick<FairFolder, 'settings'>, fair: Fair, reading: RosterReading): RosterRules {
  return {
    categories: fair.setup.categories.map(({ code, name }) => ({ code, names: [name.id, name.en] })),
    saidOf: (headers) => {
      const before = recall(settings, headers)
      return {
        columns: { ...before.columns, ...reading.columns },
        words: { ...before.words, ...reading.words },
      }
    },
  }
}

/**
 * Imports a roster file: all of it or, when it is refused, canceled or something fails, nothing. The same file again
 * changes nothing. Rows that cannot be taken are listed with their line and reason, the others are imported.
 *
 * Everything is decided and staged first, beside what everybody reads; one small commit decides it; then it is written
 * portion by portion with pauses, so that the gates never wait for more than one of them
 * (docs/decisions/0017-imports.md).
 */
export async function importRoster(
  folder: FairFolder,
  fair: Fair,
  file: string,
  options: ImportOptions = {},
): Promise<Result<RosterReport, ImportError>> {
  endAbandoned(folder)
  const opened = await openRosterFile(file, rulesOf(folder, fair, options), options.sheet ?? null)
  if (!opened.ok) return err(opened.code, opened.detail)
  const report = await guarded(async () => importOpened(folder, opened.value, options)).finally(() =>
    opened.value.close(),
  )
  // What an import left behind that was cut off between its files, once nobody can be at it any more.
  folder.people.sweepOrphans({ isNamed: folder.roster.isNamed, olderThan: folder.ports.wall() - DAY_MS })
  return report
}

async function importOpened(
  folder: FairFolder,
  opened: RosterFile,
  options: ImportOptions,
): Promise<Result<RosterReport, ImportError>> {
  if (opened.isUnsure) {
    const names = opened.sheets.filter(({ isRecognised }) => isRecognised).map(({ name }) => name)
    return err('which_sheet', { sheets: names.join(', ') })
  }
  const { columns } = opened.roster
  const unknown = unknownHeader(columns, options)
  if (unknown !== null) return err('unknown_header', { header: unknown, known: columns.headers.join(', ') })
  const problem = columnsProblem(columns)
  if (!problem.ok) return problem
  const run = folder.ports.newUuid()
  const { wall } = folder.ports
  const writer = options.startWriter?.(folder) ?? writerHere(folder.staging)
  // After it: what is held is let go of below, whatever happens.
  hold(run)
  let isDecided = false
  try {
    folder.imports.begin({ id: run, pid: process.pid, actor: options.actor ?? null, at: wall() })
    const staged = await stage(folder, writer, opened, run, options)
    if (!staged.ok) return staged
    const { counts, people, events } = staged.value
    // From here on it is carried out, by this process or the next one that opens the folder.
    if (people > 0 || events > 0) {
      folder.imports.decide(run, wall())
      isDecided = true
      counts.taken = await write(folder, writer, run, { people, events }, options)
    }
    remember(folder.settings, columns.headers, options)
    const { added, updated, unchanged, taken, rejected } = counts
    return ok({ added: added - taken, updated, unchanged: unchanged + taken, rejected })
  } finally {
    // First: what it is at may still stage rows.
    await writer.close()
    if (!isDecided) while (takeBack(folder, run)) await breath()
    letGo(run)
  }
}

/** A column that somebody spoke of and that the file does not have; null: none. */
function unknownHeader({ headers }: RosterColumns, { columns = {} }: RosterSaid): string | null {
  const known = new Set(headers.map(headerKey))
  return Object.keys(columns).find((header) => !known.has(header)) ?? null
}

interface Counts {
  added: number
  updated: number
  unchanged: number
  /** Added, but another import was faster. */
  taken: number
  readonly rejected: Reject[]
}

/** Reads and decides row after row, and stages what is to be written. */
async function stage(
  folder: FairFolder,
  writer: PeopleWriter,
  { roster }: RosterFile,
  run: string,
  { keep = false, signal, onProgress }: ImportOptions,
): Promise<Result<{ counts: Counts; people: number; events: number }, 'canceled' | 'no_rows'>> {
  const plan = new RosterPlan(folder, roster.columns, { keep, isDryRun: false })
  const counts: Counts = { added: 0, updated: 0, unchanged: 0, taken: 0, rejected: [] }
  const signs = signsOfLife(folder, run)
  let rows = 0
  const staged = { people: 0, events: 0 }
  let people: StagedRow[] = []
  let events: StagedEvent[] = []
  // The writer is one portion behind: while it seals, the next is read.
  let sealing = Promise.resolve()
  const putPeople = async ({ isLast }: { isLast: boolean }): Promise<void> => {
    // What the disk itself would say a little later; asked before, since taking back needs room as well.
    if (freeBytes(folder.dir) < (staged.people + people.length) * BYTES_A_PERSON)
      throw Object.assign(new Error('no room for the import'), { code: 'ENOSPC' })
    await sealing
    sealing = writer.stage(run, people, { isLast })
    // Told where it is waited for: before the next portion, and at the end.
    sealing.catch(() => undefined)
    staged.people += people.length
    people = []
    signs.give()
  }
  const putEvents = (): void => {
    folder.imports.stage(run, events, staged.people + people.length)
    staged.events += events.length
    events = []
    signs.give()
  }
  for await (const portion of roster.rows()) {
    for (let from = 0; from < portion.length; from += READ_TOGETHER) {
      const some = portion.slice(from, from + READ_TOGETHER)
      const plans = folder.together(() =>
        some.map(({ judged }) =>
          judged.kind === 'row' ? plan.of(judged) : ({ do: 'reject', reject: judged } as const),
        ),
      )
      for (const planned of plans) {
        if (planned.do === 'reject') counts.rejected.push(plainReject(planned.reject))
        else if (planned.do === 'none') counts.unchanged += 1
        else {
          counts[planned.do === 'add' ? 'added' : 'updated'] += 1
          // Only when more follow: with the last of them all must be on the disk.
          if (planned.people.length > 0 && people.length >= STAGED_TOGETHER * 2) await putPeople({ isLast: false })
          people.push(...planned.people)
          if (planned.event !== null) events.push(planned.event)
          if (events.length >= STAGED_TOGETHER) putEvents()
        }
      }
      rows += some.length
      onProgress?.({ phase: 'reading', rows })
      await breath()
      if (signal?.aborted === true) return err('canceled')
    }
  }
  if (rows === 0) return err('no_rows')
  if (people.length > 0) await putPeople({ isLast: true })
  if (events.length > 0) putEvents()
  await sealing
  if (signal?.aborted === true) return err('canceled')
  return ok({ counts, ...staged })
}

/**
 * Carries a decided import out: the writer its personal rows, and behind it this thread the events that name them, each
 * with a gap after every portion in which whoever waits comes in.
 * @returns how many people another import had brought already
 */
async function write(
  folder: FairFolder,
  writer: PeopleWriter,
  run: string,
  { people, events }: { people: number; events: number },
  { onProgress }: ImportOptions,
): Promise<number> {
  const signs = signsOfLife(folder, run)
  const pace = { people: new Pace(PACE.people), events: new Pace(PACE.events) }
  const done = { people: 0, events: 0, taken: 0 }
  const tell = () => {
    signs.give()
    // A person is two personal rows and an event.
    onProgress?.({ phase: 'writing', done: done.people + done.events, total: people + events })
  }
  const state = { isPublished: false, isStopped: false }
  const publish = async (): Promise<void> => {
    while (!state.isStopped) {
      const started = performance.now()
      const rows = await writer.publish(run, pace.people.rows)
      state.isPublished = rows === 0
      if (state.isPublished) break
      pace.people.took(rows, performance.now() - started)
      done.people += rows
      tell()
      await sleep(GAP_MS)
    }
  }
  const publishing = publish()
  // Told where it is waited for.
  publishing.catch(() => undefined)
  try {
    for (;;) {
      const started = performance.now()
      const isLast = state.isPublished
      const portion = writeEvents(folder, run, pace.events.rows, isLast ? Infinity : done.people)
      if (portion === null && isLast) return done.taken
      if (portion === null || portion.events === 0) {
        // Nothing to write before more people are: their failing ends it here too.
        await Promise.race([publishing, sleep(GAP_MS)])
        continue
      }
      pace.events.took(portion.events, performance.now() - started)
      done.events += portion.events
      done.taken += portion.taken
      tell()
      await sleep(GAP_MS)
    }
  } finally {
    state.isStopped = true
  }
}

/** Says now and then that somebody is at the import: each time is a commit of its own. */
function signsOfLife({ imports, ports }: FairFolder, run: string): { give: () => void } {
  let given = ports.wall()
  return {
    give: () => {
      const now = ports.wall()
      if (Math.abs(now - given) < SIGN_MS) return
      given = now
      imports.touch(run, process.pid, now)
    },
  }
}

/** Lets messages in (a cancel), and other writers. */
const breath = (): Promise<void> => new Promise((done) => setImmediate(done))

function plainReject({ line, column, value, reason, firstLine }: Reject): Reject {
  return { line, column, value, reason, ...(firstLine === undefined ? {} : { firstLine }) }
}
