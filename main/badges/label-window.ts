import type { WebContents } from 'electron'
import type { Label } from '../../core/badges/badge'
import { openLabelWindow } from '../windows/window'

/** A label that stands on its hidden page, ready to be printed. */
export interface LabelSheet {
  /** One page of exactly the label's size. */
  toPdf(): Promise<Uint8Array>
  /** Gives it to a printer of the system; false: the system refused it. */
  print(printer: string): Promise<boolean>
  close(): void
}

/** Lays labels out. */
export interface LabelMaker {
  /** @throws Error when the page does not come in time */
  layOut(label: Label): Promise<LabelSheet>
  /** Names of the printers the system knows. */
  printers(): Promise<readonly string[]>
}

/** How long a page may take to stand, ms: a slow computer that starts a page process needs seconds. */
const LAY_OUT_MS = 20_000
const MICRONS_PER_MM = 1_000
const MM_PER_INCH = 25.4

/** The hidden pages that hold a label now. A page asks for its own label: nothing personal stands in an address. */
export class LabelWindows implements LabelMaker {
  readonly #pages = new Map<WebContents, { readonly label: Label; readonly stands: () => void }>()

  constructor(private readonly anyWindow: () => WebContents | null) {}

  /** What this page is to show; null: it is none of ours. */
  labelOf(sender: WebContents): Label | null {
    return this.#pages.get(sender)?.label ?? null
  }

  /** The page says that it stands; false: it is none of ours. */
  laidOut(sender: WebContents): boolean {
    const page = this.#pages.get(sender)
    page?.stands()
    return page !== undefined
  }

  async printers(): Promise<readonly string[]> {
    const known = (await this.anyWindow()?.getPrintersAsync()) ?? []
    return known.map(({ name }) => name)
  }

  async layOut(label: Label): Promise<LabelSheet> {
    const page = openLabelWindow()
    const { window } = page
    const { webContents } = window
    const close = () => {
      this.#pages.delete(webContents)
      if (!window.isDestroyed()) window.destroy()
    }
    try {
      await new Promise<void>((stands, fail) => {
        const timer = setTimeout(() => fail(new Error('the label did not stand in time')), LAY_OUT_MS)
        const end = (work: () => void) => () => {
          clearTimeout(timer)
          work()
        }
        this.#pages.set(webContents, { label, stands: end(stands) })
        webContents.once(
          'render-process-gone',
          end(() => fail(new Error('the page of a label ended'))),
        )
        page.load()
      })
    } catch (thrown) {
      close()
      throw thrown
    }
    const { widthMm, heightMm } = label
    return {
      toPdf: () =>
        webContents.printToPDF({
          printBackground: true,
          pageSize: { width: widthMm / MM_PER_INCH, height: heightMm / MM_PER_INCH },
          margins: { top: 0, bottom: 0, left: 0, right: 0 },
          preferCSSPageSize: true,
        }),
      print: (deviceName) =>
        new Promise((resolve) => {
          webContents.print(
            {
              silent: true,
              printBackground: true,
              deviceName,
              // Without it the system's A4 is taken.
              pageSize: { width: widthMm * MICRONS_PER_MM, height: heightMm * MICRONS_PER_MM },
              margins: { marginType: 'none' },
            },
            (isDone) => resolve(isDone),
          )
        }),
      close,
    }
  }
}
