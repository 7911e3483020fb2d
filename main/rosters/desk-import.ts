import type { WebContents } from 'electron'
import { statSync } from 'node:fs'
import { basename, extname } from 'node:path'
import type { RosterCheck, RosterView } from '../../core/contract/roster'
import { err, ok, type Detail, type Result } from '../../core/result/result'
import type { RosterSaid } from '../../core/roster/read-roster'
import type { Failure } from '../app/failures'
import type { FairFolder } from '../folder/fair-folder'
import { stampOf } from '../jobs/file-stamp'
import { PacedTelling, secondsLeft } from '../jobs/progress'
import type { KeyedJob, StartJob } from '../jobs/start-keyed-job'
import type { ImportProgress } from './import-roster'
import type { RosterResult, RosterTask } from './roster-job'
import type { RejectedFileStyle } from './rejected-file'

/** What the import at a desk needs of its surroundings. */
export interface DeskImportPorts {
  readonly start: StartJob<'roster'>
  /** Asks for a file to import; null: none. */
  readonly chooseFile: (from: WebContents) => Promise<string | null>
  /** Asks where to save; null: nowhere. */
  readonly choosePlace: (from: WebContents, suggested: string) => Promise<string | null>
  readonly rejectedStyle: () => RejectedFileStyle
  readonly changed: () => void
  readonly report: (what: string, thrown: unknown) => void
  /** An import was cut off after it was decided: it is carried out, then its windows are told. */
  readonly recover: () => Promise<void>
}

interface Chosen {
  readonly path: string
  readonly stamp: string
  readonly sheet: string | null
  readonly said: RosterSaid
}

/** The one import that the desks of this installation may be at: which window is at it, what it shows, what works on it. */
export class DeskImport {
  readonly #ports: DeskImportPorts
  #owner: WebContents | null = null
  #view: RosterView = { phase: 'none' }
  #chosen: Chosen | null = null
  #job: KeyedJob<RosterResult> | null = null
  readonly #telling: PacedTelling

  constructor(ports: DeskImportPorts) {
    this.#ports = ports
    this.#telling = new PacedTelling(ports.changed)
  }

  /** Is another window at it? One that is gone is at nothing. */
  isTaken(sender: WebContents): boolean {
    return this.#owner !== null && this.#owner !== sender && !this.#owner.isDestroyed() && this.#view.phase !== 'none'
  }

  view(): RosterView {
    return this.#view
  }

  async choose(folder: FairFolder, sender: WebContents): Promise<boolean> {
    const path = await this.#ports.chooseFile(sender)
    return path !== null && this.take(folder, sender, path)
  }

  /** Checks a file that a person chose, or let fall on the window. @returns false: another is under way */
  take(folder: FairFolder, sender: WebContents, path: string): boolean {
    if (this.#job !== null) return false
    this.#owner = sender
    const chosen = { path, stamp: stampOf(path), sheet: null, said: {} }
    // A folder can be let fall as well, and what reading would wait on for ever.
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) {
      this.#chosen = chosen
      this.#refuse('not_a_table')
    } else this.#check(folder, chosen, null)
    return true
  }

  /** Reads the file again, as a person says. @returns false: there is nothing to check now */
  recheck(folder: FairFolder, sheet: string | null, said: RosterSaid): boolean {
    if (this.#chosen === null || this.#job !== null) return false
    const before = this.#view.phase === 'checked' ? this.#view.check : null
    this.#check(folder, { ...this.#chosen, stamp: stampOf(this.#chosen.path), sheet, said }, before)
    return true
  }

  /** @returns false: there is nothing to import now */
  import(folder: FairFolder, actor: string, keep: boolean): boolean {
    const [chosen, view] = [this.#chosen, this.#view]
    if (chosen === null || this.#job !== null || view.phase !== 'checked') return false
    const { check } = view
    if (check.isUnsure || check.problem !== null) return false
    if (stampOf(chosen.path) !== chosen.stamp) {
      this.#show({ phase: 'refused', file: check.file, code: 'file_changed', detail: {} })
      return true
    }
    const letters = Object.fromEntries(check.columns.map(({ header, letter }) => [header, letter]))
    const people = keep ? check.added : check.added + check.updated
    this.#show({ phase: 'saving', check, step: 'reading', done: 0, total: check.rows, secondsLeft: null })
    const began = { reading: performance.now(), writing: 0 }
    const onProgress = (progress: ImportProgress) => {
      const step = progress.phase
      if (step === 'writing' && began.writing === 0) began.writing = performance.now()
      const [done, total] = step === 'reading' ? [progress.rows, check.rows] : [shareOf(progress, people), people]
      const left = secondsLeft(performance.now() - began[step], done / Math.max(1, total))
      this.#show({ phase: 'saving', check, step, done, total, secondsLeft: left }, true)
    }
    this.#run(folder, { do: 'import', ...whatOf(chosen), keep, actor, letters }, onProgress, (result) => {
      if (result.do !== 'import') return
      if (result.result.ok) this.#show({ phase: 'done', check, report: result.result.value })
      else if (result.result.code === 'canceled') this.#show({ phase: 'checked', check })
      else this.#refuse(result.result.code, result.result.detail)
    })
    return true
  }

  /** Stops what is under way, as far as it can be stopped. */
  cancel(): void {
    this.#job?.cancel()
  }

  /** Saves the rejected rows where a person says; null: nowhere, or the file is gone or another. */
  async saveRejected(
    folder: FairFolder,
    sender: WebContents,
  ): Promise<Result<{ rows: number } | null, 'file_changed' | 'not_now'>> {
    const [chosen, view] = [this.#chosen, this.#view]
    if (chosen === null || this.#job !== null || (view.phase !== 'checked' && view.phase !== 'done'))
      return err('not_now')
    const name = basename(chosen.path, extname(chosen.path))
    const out = await this.#ports.choosePlace(sender, name)
    if (out === null) return ok(null)
    if (stampOf(chosen.path) !== chosen.stamp) return err('file_changed')
    const task: RosterTask = { do: 'saveRejected', ...whatOf(chosen), out, style: this.#ports.rejectedStyle() }
    const ended = await this.#ports.start(folder, task, () => undefined).ended
    if (!ended.ok) throw new Error(ended.failure.code, { cause: ended.failure })
    const { result } = ended
    return result.do === 'saveRejected' && result.result.ok ? ok({ rows: result.result.value }) : err('file_changed')
  }

  /** Ends it, unless it is being written. @returns false: it is under way */
  leave(): boolean {
    if (this.#job !== null) return false
    this.#owner = null
    this.#chosen = null
    this.#show({ phase: 'none' })
    return true
  }

  #check(folder: FairFolder, chosen: Chosen, before: RosterCheck | null): void {
    this.#chosen = chosen
    const file = basename(chosen.path)
    this.#show({ phase: 'checking', file, rows: 0, check: before })
    this.#run(
      folder,
      { do: 'check', ...whatOf(chosen) },
      ({ phase, ...progress }) => {
        if (phase === 'reading' && 'rows' in progress)
          this.#show({ phase: 'checking', file, rows: progress.rows, check: before }, true)
      },
      (result) => {
        if (result.do !== 'check') return
        if (result.result.ok) this.#show({ phase: 'checked', check: result.result.value })
        else if (result.result.code === 'canceled')
          this.#show(before === null ? { phase: 'none' } : { phase: 'checked', check: before })
        else this.#refuse(result.result.code, result.result.detail)
      },
    )
  }

  #run(
    folder: FairFolder,
    task: RosterTask,
    onProgress: (progress: ImportProgress) => void,
    onEnd: (result: RosterResult) => void,
  ): void {
    const job = this.#ports.start(folder, task, onProgress)
    this.#job = job
    void job.ended.then(async (ended) => {
      // A process that was killed may have left a decided import behind: it is carried to its end first.
      if (!ended.ok && task.do === 'import') await this.#ports.recover()
      this.#job = null
      if (ended.ok) onEnd(ended.result)
      else this.#fail(ended.failure)
    })
  }

  #fail(failure: Failure): void {
    this.#ports.report('roster', new Error(`${failure.code} ${JSON.stringify(failure.detail)}`))
    // The path is no business of the page.
    this.#refuse(failure.code, {})
  }

  #refuse(code: string, detail: Detail = {}): void {
    this.#show({ phase: 'refused', file: this.#chosen === null ? '' : basename(this.#chosen.path), code, detail })
  }

  /** `isProgress`: one of many, told only now and then. */
  #show(view: RosterView, isProgress = false): void {
    this.#view = view
    this.#telling.tell(isProgress)
  }
}

const whatOf = ({ path, sheet, said }: Chosen) => ({ file: path, reading: { ...said, sheet } })

/** People written, of what is written of them. */
function shareOf({ done, total }: Extract<ImportProgress, { phase: 'writing' }>, people: number): number {
  return total === 0 ? people : Math.round((people * done) / total)
}
