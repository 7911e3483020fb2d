import type { Locale } from '../../core/contract/app'
import type { Report, ReportFailure, ReportKind, ReportsView } from '../../core/contract/reports'
import { failureOf } from '../app/failures'
import { makeReport, type PrintPage } from './make-report'

export interface DeskReportsPorts {
  /** Counts in a process of its own; null: the folder has no fair. */
  readonly count: (kind: ReportKind) => Promise<Report | null>
  readonly print: PrintPage
  /** PNG of the fair's picture, base64; null: none. */
  readonly logo: () => string | null
  readonly changed: () => void
  readonly report: (what: string, thrown: unknown) => void
}

const FAILURES: readonly ReportFailure[] = ['disk_full', 'folder_read_only', 'file_missing', 'internal']

/** The report that is made, or was made last, for all desks of this installation: one at a time. */
export class DeskReports {
  #view: ReportsView = { phase: 'idle' }
  #abort: AbortController | null = null

  constructor(private readonly ports: DeskReportsPorts) {}

  view(): ReportsView {
    return this.#view
  }

  /**
   * `choosePlace`: where to save, as a person chose; null: nowhere. `not_now`: one is being made.
   * @returns whether a place was chosen; the report itself comes later
   */
  async make(
    kind: ReportKind,
    locale: Locale,
    choosePlace: () => Promise<string | null>,
  ): Promise<'started' | 'no_place' | 'not_now'> {
    if (this.#abort !== null) return 'not_now'
    const abort = (this.#abort = new AbortController())
    const file = await choosePlace()
    if (file === null) {
      this.#abort = null
      return 'no_place'
    }
    void this.#run(kind, locale, file, abort)
    return 'started'
  }

  /** Ends the one under way; nothing of it stays behind. */
  cancel(): void {
    this.#abort?.abort()
  }

  async #run(kind: ReportKind, locale: Locale, file: string, abort: AbortController): Promise<void> {
    const { signal } = abort
    try {
      this.#show({ phase: 'running', kind, step: 'counting' })
      const report = await this.ports.count(kind)
      if (report === null) throw new Error('the folder has no fair')
      if (signal.aborted) throw new Error('canceled while it was counted')
      const { pages } = await makeReport(report, {
        locale,
        logo: this.ports.logo(),
        file,
        print: this.ports.print,
        signal,
        onStep: (step) => this.#show({ phase: 'running', kind, step }),
      })
      this.#end({ phase: 'done', kind, file, pages })
    } catch (thrown) {
      if (signal.aborted) this.#end({ phase: 'idle' })
      else {
        const { code } = failureOf(thrown, null)
        this.ports.report('report', thrown)
        this.#end({ phase: 'failed', kind, code: FAILURES.find((known) => known === code) ?? 'internal' })
      }
    }
  }

  #end(view: ReportsView): void {
    this.#abort = null
    this.#show(view)
  }

  #show(view: ReportsView): void {
    this.#view = view
    this.ports.changed()
  }
}
