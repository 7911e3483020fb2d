import '@fontsource-variable/inter/opsz.css'
import { createRoot } from 'react-dom/client'
import { call } from '../api/call'
import { wearBrand } from '../app/brand'
import { Speak } from '../i18n/words'
import '../styles/tokens.css'
import './report.css'
import { ReportView } from './report-view'

/** The hidden page of one report: asks main what it is to show, lays it out, and says when it stands. */
async function layOut(): Promise<void> {
  const root = document.getElementById('root')
  if (root === null) throw new Error('index.html has no #root')
  const answer = await call('reports.page', null)
  // A page that holds no report shows nothing, and main has given it up.
  if (!answer.ok) return
  const { report, locale, logo } = answer.value
  document.documentElement.lang = locale
  wearBrand(report.fair.brand, document.documentElement)
  await Promise.all(['400', '600'].map((weight) => document.fonts.load(`${weight} 16px "Inter Variable"`)))
  createRoot(root).render(
    <Speak locale={locale} timeZone={report.fair.timeZone}>
      <ReportView report={report} logo={logo} onStands={() => void call('reports.laidOut', null)} />
    </Speak>,
  )
}

void layOut()
