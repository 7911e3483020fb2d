import { stampOf } from '../jobs/file-stamp'
import { statSync } from 'node:fs'
import { basename } from 'node:path'
import type { WebContents } from 'electron'
import type { OnlineDecision, OnlineReading, OnlineView } from '../../core/contract/online'
import type { FairFolder } from '../folder/fair-folder'
import type { StartJob } from '../jobs/start-keyed-job'
import type { OnlineResult, OnlineTask } from './online-job'

export interface DeskOnlinePorts {
  readonly start: StartJob<'online'>
  readonly changed: () => void
  /** Attendance was written, or people registered. */
  readonly wrote: () => void
  readonly report: (what: string, thrown: unknown) => void
}

/** The one list of participants that the desks of this installation may be at: chosen, looked at, decided, written. */
export class DeskOnline {
  #owner: WebContents | null = null
  #view: OnlineView = { phase: 'none' }
  #path = ''
  #stamp = ''
  #isWorking = false

  constructor(private readonly ports: DeskOnlinePorts) {}

  /** Is another window at it? One that is gone is at nothing. */
  isTaken(sender: WebContents): boolean {
    return this.#owner !== null && this.#owner !== sender && !this.#owner.isDestroyed() && this.#view.phase !== 'none'
  }

  view(): OnlineView {
    return this.#view
  }

  /** Checks a file that a person chose. @returns false: one is being worked on */
  take(folder: FairFolder, sender: WebContents, path: string, reading: OnlineReading): boolean {
    if (this.#isWorking) return false
    this.#owner = sender
    this.#path = path
    this.#stamp = stampOf(path)
    const file = basename(path)
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === false)
      this.#show({ phase: 'refused', file, code: 'not_a_table' })
    else this.#check(folder, reading)
    return true
  }

  /** Reads the file again. @returns false: there is none to read now */
  recheck(folder: FairFolder, reading: OnlineReading): boolean {
    if (this.#isWorking || this.#view.phase !== 'checked') return false
    this.#stamp = stampOf(this.#path)
    this.#check(folder, reading)
    return true
  }

  /** @returns false: there is nothing to write now */
  write(
    folder: FairFolder,
    said: { decisions: Readonly<Record<string, OnlineDecision>>; category: string; actor: string },
  ): boolean {
    const view = this.#view
    if (this.#isWorking || view.phase !== 'checked') return false
    const { file, reading, check } = view
    if (stampOf(this.#path) !== this.#stamp) {
      this.#show({ phase: 'refused', file, code: 'file_changed' })
      return true
    }
    this.#show({ phase: 'writing', file, reading, check })
    this.#run(folder, { do: 'write', file: this.#path, reading, ...said }, (result) => {
      if (result.do !== 'write') return
      const done = result.result
      this.#show(
        done.ok ? { phase: 'done', file, reading, report: done.value } : { phase: 'refused', file, code: done.code },
      )
      this.ports.wrote()
    })
    return true
  }

  /** @returns false: it is being worked on */
  leave(): boolean {
    if (this.#isWorking) return false
    this.#owner = null
    this.#show({ phase: 'none' })
    return true
  }

  #check(folder: FairFolder, reading: OnlineReading): void {
    const file = basename(this.#path)
    this.#show({ phase: 'checking', file, reading })
    this.#run(folder, { do: 'check', file: this.#path, reading }, (result) => {
      if (result.do !== 'check') return
      const checked = result.result
      this.#show(
        checked.ok
          ? { phase: 'checked', file, reading, check: checked.value }
          : { phase: 'refused', file, code: checked.code },
      )
    })
  }

  #run(folder: FairFolder, task: OnlineTask, onEnd: (result: OnlineResult) => void): void {
    this.#isWorking = true
    void this.ports
      .start(folder, task, () => undefined)
      .ended.then((ended) => {
        this.#isWorking = false
        if (ended.ok) return onEnd(ended.result)
        this.ports.report('online', new Error(`${ended.failure.code} ${JSON.stringify(ended.failure.detail)}`))
        this.#show({ phase: 'refused', file: basename(task.file), code: ended.failure.code })
      })
  }

  #show(view: OnlineView): void {
    this.#view = view
    this.ports.changed()
  }
}
