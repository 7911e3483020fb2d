import type { WebContents } from 'electron'
import { basename } from 'node:path'
import type { CodesView } from '../../core/contract/codes'
import type { IssueRequest } from '../commands/issue-codes'
import type { FairFolder } from '../folder/fair-folder'
import { PacedTelling } from '../jobs/progress'
import type { KeyedJob, StartJob } from '../jobs/start-keyed-job'
import type { CodesResult } from './codes-job'

/** What the making of codes at a desk needs of its surroundings. */
export interface DeskCodesPorts {
  readonly start: StartJob<'codes'>
  readonly changed: () => void
  readonly report: (what: string, thrown: unknown) => void
}

/** The one making of codes that the desks of this installation may be at: which window is at it, and what it shows. */
export class DeskCodes {
  #owner: WebContents | null = null
  #view: CodesView = { phase: 'none' }
  #job: KeyedJob<CodesResult> | null = null
  readonly #telling: PacedTelling

  constructor(private readonly ports: DeskCodesPorts) {
    this.#telling = new PacedTelling(ports.changed)
  }

  /** Is another window at it? One that is gone is at nothing. */
  isTaken(sender: WebContents): boolean {
    return this.#owner !== null && this.#owner !== sender && !this.#owner.isDestroyed() && this.#view.phase !== 'none'
  }

  get isBusy(): boolean {
    return this.#job !== null
  }

  view(): CodesView {
    return this.#view
  }

  make(folder: FairFolder, request: IssueRequest, sender: WebContents): void {
    this.#owner = sender
    const file = basename(request.out)
    this.#show({ phase: 'making', file, step: 'making', done: 0, total: request.count })
    const job = this.ports.start(folder, request, ({ step, done, total }) => {
      const isNews = this.#view.phase !== 'making' || this.#view.step !== step
      this.#show({ phase: 'making', file, step, done, total }, !isNews)
    })
    this.#job = job
    void job.ended.then((ended) => {
      this.#job = null
      if (!ended.ok) {
        const { code, detail } = ended.failure
        this.ports.report('codes', new Error(`${code} ${JSON.stringify(detail)}`))
        this.#show({ phase: 'refused', file, code })
      } else if (ended.result.ok) this.#show({ phase: 'done', file, codes: ended.result.value.codes })
      else if (ended.result.code === 'canceled') this.#show({ phase: 'none' })
      else this.#show({ phase: 'refused', file, code: ended.result.code })
    })
  }

  /** Stops what is under way, as far as it can be stopped. */
  cancel(): void {
    this.#job?.cancel()
  }

  /** Ends it. @returns false: it is under way */
  leave(): boolean {
    if (this.#job !== null) return false
    this.#owner = null
    this.#show({ phase: 'none' })
    return true
  }

  /** `isOneOfMany`: told only now and then. */
  #show(view: CodesView, isOneOfMany = false): void {
    this.#view = view
    this.#telling.tell(isOneOfMany)
  }
}
