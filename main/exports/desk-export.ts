import { basename } from 'node:path'
import type { ExportPreview, ExportsView } from '../../core/contract/exports'
import type { FairFolder } from '../folder/fair-folder'
import { PacedTelling, secondsLeft } from '../jobs/progress'
import type { KeyedJob, StartJob } from '../jobs/start-keyed-job'
import type { ExportResult, ExportTask } from './export-job'

/** What exporting at a desk needs of its surroundings. */
export interface DeskExportPorts {
  readonly start: StartJob<'export'>
  readonly changed: () => void
  readonly report: (what: string, thrown: unknown) => void
}

/** The one export that the desks of this installation may be writing, and how the last one ended. */
export class DeskExport {
  #view: ExportsView = { writing: null, last: null }
  #job: KeyedJob<ExportResult> | null = null
  readonly #telling: PacedTelling

  constructor(private readonly ports: DeskExportPorts) {
    this.#telling = new PacedTelling(ports.changed)
  }

  get isWriting(): boolean {
    return this.#job !== null
  }

  view(): ExportsView {
    return this.#view
  }

  async preview(
    folder: FairFolder,
    request: Extract<ExportTask, { do: 'preview' }>['request'],
  ): Promise<ExportPreview> {
    const ended = await this.ports.start(folder, { do: 'preview', request }, () => undefined).ended
    if (!ended.ok) throw new Error(ended.failure.code, { cause: ended.failure })
    if (ended.result.do !== 'preview') throw new Error('the job answered something else')
    return ended.result.preview
  }

  /** Begins to write; only when nothing is being written. */
  write(folder: FairFolder, request: Extract<ExportTask, { do: 'write' }>['request']): void {
    const file = basename(request.file)
    const began = performance.now()
    this.#show({ writing: { file, done: 0, total: 0, secondsLeft: null }, last: null })
    const job = this.ports.start(folder, { do: 'write', request }, ({ done, total }) => {
      const left = secondsLeft(performance.now() - began, done / Math.max(1, total))
      this.#show({ writing: { file, done, total, secondsLeft: left }, last: null }, true)
    })
    this.#job = job
    void job.ended.then((ended) => {
      this.#job = null
      if (!ended.ok) {
        this.ports.report('export', new Error(`${ended.failure.code} ${JSON.stringify(ended.failure.detail)}`))
        this.#show({ writing: null, last: { is: 'failed', file, code: ended.failure.code } })
      } else if (ended.result.do === 'write') {
        const { result } = ended.result
        this.#show({
          writing: null,
          last: result.ok ? { is: 'done', file, rows: result.value.rows } : { is: 'failed', file, code: result.code },
        })
      }
    })
  }

  cancel(): void {
    this.#job?.cancel()
  }

  /** `isProgress`: one of many, told only now and then. */
  #show(view: ExportsView, isProgress = false): void {
    this.#view = view
    this.#telling.tell(isProgress)
  }
}
