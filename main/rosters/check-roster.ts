import { basename } from 'node:path'
import type { RosterCheck, RosterCheckColumn, RosterReject } from '../../core/contract/roster'
import { err, ok, type Result } from '../../core/result/result'
import { columnOf, headerKey, REPORT_HEADERS, type RosterColumn, type RosterColumns } from '../../core/roster/columns'
import { columnsProblem, type JudgedRow } from '../../core/roster/read-roster'
import { categoryKey, type RosterRow } from '../../core/roster/rows'
import type { Fair } from '../../core/setup/fair'
import type { FairFolder } from '../folder/fair-folder'
import { rulesOf, type ImportProgress, type RosterReading } from './import-roster'
import { guarded, openRosterFile, type RosterFile, type RosterFileError } from './open-file'
import { RosterPlan, type Reject } from './plan'

/** What is shown of a file; the counts are of all of it. */
const SHOWN = { columns: 60, rejected: 100, words: 100, people: 3, samples: 3, sampleLength: 60 }
/** So many rows are judged on one look at what is stored, and with no breath between. */
const READ_TOGETHER = 500

export interface CheckOptions extends RosterReading {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: ImportProgress) => void
}

/** Reads a whole roster file and says what importing it would come to. Nothing is written. */
export async function checkRoster(
  folder: FairFolder,
  fair: Fair,
  file: string,
  options: CheckOptions = {},
): Promise<Result<RosterCheck, RosterFileError | 'canceled'>> {
  const started = performance.now()
  const opened = await openRosterFile(file, rulesOf(folder, fair, options), options.sheet ?? null)
  if (!opened.ok) return opened
  return guarded<RosterCheck, RosterFileError | 'canceled'>(async () => {
    const tally = new Tally(folder, opened.value)
    const read = await eachRow(folder, opened.value, options, (row) => tally.add(row))
    return read.ok ? ok(tally.result(file, fair, performance.now() - started)) : read
  }).finally(() => opened.value.close())
}

/** The rows of a file that an import would reject now, all of them: what the desk saves to be corrected. */
export async function rejectedOf(
  folder: FairFolder,
  fair: Fair,
  file: string,
  options: CheckOptions,
): Promise<Result<readonly Reject[], RosterFileError | 'canceled'>> {
  const opened = await openRosterFile(file, rulesOf(folder, fair, options), options.sheet ?? null)
  if (!opened.ok) return opened
  return guarded<readonly Reject[], RosterFileError | 'canceled'>(async () => {
    const plan = new RosterPlan(folder, opened.value.roster.columns, { keep: false, isDryRun: true })
    const rejected: Reject[] = []
    const read = await eachRow(folder, opened.value, options, ({ judged }) => {
      const planned = judged.kind === 'row' ? plan.of(judged) : ({ do: 'reject', reject: judged } as const)
      if (planned.do === 'reject') rejected.push(planned.reject)
    })
    return read.ok ? ok(rejected) : read
  }).finally(() => opened.value.close())
}

/** Visits every row, with breaths in between in which a cancel comes in. */
async function eachRow(
  folder: FairFolder,
  { roster }: RosterFile,
  { signal, onProgress }: CheckOptions,
  visit: (row: JudgedRow) => void,
): Promise<Result<null, 'canceled'>> {
  let rows = 0
  for await (const portion of roster.rows()) {
    for (let from = 0; from < portion.length; from += READ_TOGETHER) {
      const some = portion.slice(from, from + READ_TOGETHER)
      folder.together(() => {
        for (const row of some) visit(row)
      })
      rows += some.length
      onProgress?.({ phase: 'reading', rows })
      await new Promise((done) => setImmediate(done))
      if (signal?.aborted === true) return err('canceled')
    }
  }
  return ok(null)
}

/** Column letters of a spreadsheet: 0 is A, 26 is AA. */
export function columnLetter(index: number): string {
  const rest = Math.floor(index / 26)
  return (rest === 0 ? '' : columnLetter(rest - 1)) + String.fromCharCode(65 + (index % 26))
}

/** A rejected row as the desk shows it; `letters`: the file's columns by their headers. */
export function shownReject(
  { line, column, value, reason, firstLine }: Reject,
  letters: Readonly<Record<string, string>>,
): RosterReject {
  return { line, letter: letters[column ?? ''] ?? null, value, reason, firstLine: firstLine ?? null }
}

/** Counts what a file holds, row by row. */
class Tally {
  #rows = 0
  readonly #opened: RosterFile
  readonly #columns: RosterColumns
  readonly #plan: RosterPlan
  readonly #isReadable: boolean
  readonly #counts = { added: 0, updated: 0, unchanged: 0, rejected: 0 }
  readonly #rejected: Reject[] = []
  readonly #people: RosterRow[] = []
  readonly #filled: number[]
  readonly #samples: Set<string>[]
  readonly #words = new Map<string, { word: string; category: string | null; count: number }>()

  constructor(folder: FairFolder, opened: RosterFile) {
    this.#opened = opened
    this.#columns = opened.roster.columns
    this.#plan = new RosterPlan(folder, this.#columns, { keep: false, isDryRun: true })
    this.#isReadable = columnsProblem(this.#columns).ok
    this.#filled = this.#columns.headers.map(() => 0)
    this.#samples = this.#columns.headers.map(() => new Set())
  }

  add({ source, judged }: JudgedRow): void {
    this.#rows += 1
    if ('fields' in source) this.#look(source.fields)
    if (!this.#isReadable) return
    const planned = judged.kind === 'row' ? this.#plan.of(judged) : ({ do: 'reject', reject: judged } as const)
    if (planned.do === 'reject') {
      this.#counts.rejected += 1
      if (this.#rejected.length < SHOWN.rejected) this.#rejected.push(planned.reject)
      return
    }
    this.#counts[planned.do === 'add' ? 'added' : planned.do === 'update' ? 'updated' : 'unchanged'] += 1
    if (judged.kind === 'row' && this.#people.length < SHOWN.people) this.#people.push(judged)
  }

  result(file: string, fair: Fair, ms: number): RosterCheck {
    const { sheet, sheets, isUnsure } = this.#opened
    const problem = columnsProblem(this.#columns)
    const { headers } = this.#columns
    const letters = Object.fromEntries(headers.map((header, index) => [header, columnLetter(index)]))
    const words = [...this.#words].toSorted(([, a], [, b]) => b.count - a.count)
    return {
      file: basename(file),
      sheets: [...sheets],
      sheet,
      isUnsure,
      ms: Math.round(ms),
      columns: this.#shownColumns(),
      columnCount: headers.length,
      problem: problem.ok ? null : { code: problem.code, detail: problem.detail ?? {} },
      rows: this.#rows,
      ...this.#counts,
      firstRejected: this.#rejected.map((reject) => shownReject(reject, letters)),
      words: words.slice(0, SHOWN.words).map(([key, { word, category, count }]) => ({ key, word, category, count })),
      wordCount: words.length,
      firstPeople: this.#people.map(({ name, category, institution, phone, code }) => ({
        name,
        category,
        institution,
        phone,
        code,
      })),
      categories: fair.setup.categories.map(({ code, name }) => ({ code, name })),
    }
  }

  #look(fields: readonly string[]): void {
    const { at, headers } = this.#columns
    for (let index = 0; index < headers.length; index += 1) {
      const field = fields[index]
      if (field === undefined || field === '' || field.trim() === '') continue
      this.#filled[index] = (this.#filled[index] ?? 0) + 1
      const samples = this.#samples[index]
      if (samples !== undefined && samples.size < SHOWN.samples) samples.add(shortened(field.trim()))
    }
    const word = at.category === undefined ? '' : (fields[at.category] ?? '').trim()
    if (word === '') return
    const key = categoryKey(word)
    // Its own, whatever else is amiss with the rows that have it.
    const category = this.#opened.roster.words.get(key) ?? null
    const known = this.#words.get(key) ?? { word: shortened(word), category, count: 0 }
    known.count += 1
    this.#words.set(key, known)
  }

  /** Those that are used, then the others as they stand, as many as a person can look through. */
  #shownColumns(): RosterCheckColumn[] {
    const { headers, at } = this.#columns
    const becomes = new Map(Object.entries(at).map(([column, index]) => [index, column as RosterColumn]))
    const named = [...headers.keys()].filter((index) => {
      const header = headers[index] ?? ''
      return header !== '' && !Object.values(REPORT_HEADERS).some((own) => own.some((word) => word === header))
    })
    const shown = new Set([...named.filter((index) => becomes.has(index)), ...named].slice(0, SHOWN.columns))
    return named
      .filter((index) => shown.has(index))
      .map((index) => {
        const header = headers[index] ?? ''
        const column = becomes.get(index) ?? null
        return {
          letter: columnLetter(index),
          header,
          key: headerKey(header),
          samples: [...(this.#samples[index] ?? [])],
          becomes: column,
          isChosen: column !== columnOf(header),
          filled: this.#rows === 0 ? 0 : (this.#filled[index] ?? 0) / this.#rows,
        }
      })
  }
}

function shortened(text: string): string {
  return text.length > SHOWN.sampleLength ? `${text.slice(0, SHOWN.sampleLength)}…` : text
}
