import type { Locale } from '../../core/contract/app'
import type { Report, ReportPage, ReportStep } from '../../core/contract/reports'
import { writeWhole } from '../commands/whole-file'
import { say } from '../i18n'
import { pagesOf } from './pages'

/** Lays a page out and prints it; the real one is ReportWindows. */
export type PrintPage = (
  page: ReportPage,
  footer: { readonly left: string; readonly page: string },
  signal?: AbortSignal,
) => Promise<Uint8Array>

/** Turns counted figures into a file: whole under its name, or not at all. @returns how many pages it has */
export async function makeReport(
  report: Report,
  {
    locale,
    logo,
    file,
    print,
    signal,
    onStep = () => undefined,
  }: {
    readonly locale: Locale
    /** PNG of the fair's picture, base64; null: none. */
    readonly logo: string | null
    readonly file: string
    readonly print: PrintPage
    readonly signal?: AbortSignal
    readonly onStep?: (step: ReportStep) => void
  },
): Promise<{ readonly pages: number; readonly file: string }> {
  onStep('laying_out')
  const left = say(locale, `report.foot.${report.kind}`, { fair: report.fair.name[locale] })
  const pdf = await print(
    { report, locale, logo },
    { left, page: say(locale, 'report.page', { n: '{n}', of: '{of}' }) },
    signal,
  )
  onStep('writing')
  writeWhole(file, (put) => put(pdf))
  return { pages: pagesOf(pdf), file }
}
