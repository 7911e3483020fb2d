import type { WebContents } from 'electron'
import type { ReportPage } from '../../core/contract/reports'
import { openReportWindow } from '../windows/window'

/** How long the pages of a report may take to stand, ms: thousands of rows on a slow computer need seconds. */
const LAY_OUT_MS = 120_000

/** Whoever asked for a report took it back. */
class ReportCanceled extends Error {
  constructor() {
    super('the report was canceled')
  }
}

/** The hidden pages that hold a report now. A page asks for its own report: nothing of it stands in an address. */
export class ReportWindows {
  readonly #pages = new Map<WebContents, { readonly page: ReportPage; readonly stands: () => void }>()

  /** What this page is to show; null: it is none of ours. */
  pageOf(sender: WebContents): ReportPage | null {
    return this.#pages.get(sender)?.page ?? null
  }

  /** The page says that it stands; false: it is none of ours. */
  laidOut(sender: WebContents): boolean {
    const page = this.#pages.get(sender)
    page?.stands()
    return page !== undefined
  }

  /**
   * The report as a PDF on A4, each page numbered. `footer`: what stands beside the number, plain text.
   * @throws ReportCanceled when `signal` says so; Error when the page does not come in time
   */
  toPdf(page: ReportPage, footer: { left: string; page: string }, signal?: AbortSignal): Promise<Uint8Array> {
    return this.#laidOut(
      page,
      (contents) =>
        contents.printToPDF({
          printBackground: true,
          pageSize: 'A4',
          // Inches; the foot has room for the number.
          margins: { top: 0.59, bottom: 0.79, left: 0.59, right: 0.59 },
          displayHeaderFooter: true,
          headerTemplate: '<span></span>',
          footerTemplate: footerOf(footer),
          generateTaggedPDF: true,
          generateDocumentOutline: true,
        }),
      signal,
    )
  }

  /** On paper: the system's own dialog asks for the printer. `trouble`: it has none, or the printer refused. */
  toPaper(page: ReportPage): Promise<'printed' | 'canceled' | 'trouble'> {
    return this.#laidOut(
      page,
      (contents) =>
        new Promise((resolve) => {
          contents.print({ silent: false, printBackground: true, pageSize: 'A4' }, (isDone, reason) =>
            resolve(isDone ? 'printed' : /cancel/i.test(reason) ? 'canceled' : 'trouble'),
          )
        }),
    )
  }

  async #laidOut<T>(page: ReportPage, print: (contents: WebContents) => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (signal?.aborted === true) throw new ReportCanceled()
    const { window, load } = openReportWindow()
    const { webContents } = window
    let cancel: () => void = () => undefined
    const canceled = new Promise<never>((_resolve, fail) => {
      cancel = () => fail(new ReportCanceled())
    })
    // Nobody may be waiting for it any more when it comes.
    canceled.catch(() => undefined)
    signal?.addEventListener('abort', cancel)
    let timer: NodeJS.Timeout | undefined
    try {
      await Promise.race([
        canceled,
        new Promise<void>((stands, fail) => {
          timer = setTimeout(() => fail(new Error('the report did not stand in time')), LAY_OUT_MS)
          this.#pages.set(webContents, { page, stands })
          webContents.once('render-process-gone', () => fail(new Error('the page of a report ended')))
          load()
        }),
      ])
      return await Promise.race([canceled, print(webContents)])
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
      this.#pages.delete(webContents)
      if (!window.isDestroyed()) window.destroy()
    }
  }
}

/** Chromium fills in the numbers by their classes; the text is ours or the set-up's, and stays text. */
function footerOf({ left, page }: { left: string; page: string }): string {
  const [before = '', middle = '', after = ''] = escaped(page).split(/\{n\}|\{of\}/)
  return `<div style="display:flex;justify-content:space-between;width:100%;padding:0 0.59in;font:400 8px 'Inter','Noto Sans',sans-serif;color:#5b5751"><span>${escaped(left)}</span><span>${before}<span class="pageNumber"></span>${middle}<span class="totalPages"></span>${after}</span></div>`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter)
