import '@fontsource-variable/inter/opsz.css'
import { createRoot } from 'react-dom/client'
import { call } from '../api/call'
import '../styles/tokens.css'
import './label.css'
import './page.css'
import { LabelView } from './label-view'

/** The hidden page of one label: asks main what it is to show, lays it out, and says when it stands. */
async function layOut(): Promise<void> {
  const root = document.getElementById('root')
  if (root === null) throw new Error('index.html has no #root')
  const answer = await call('badge.label', null)
  // A page that holds no label shows nothing, and main has given it up.
  if (!answer.ok) return
  const label = answer.value
  const page = new CSSStyleSheet()
  // The page's size is that of the label; set through the CSSOM, which the CSP allows.
  page.replaceSync(`@page { size: ${label.widthMm}mm ${label.heightMm}mm; margin: 0 }`)
  document.adoptedStyleSheets = [page]
  document.documentElement.lang = label.locale
  await document.fonts.load('600 16px "Inter Variable"', label.name ?? undefined)
  createRoot(root).render(<LabelView label={label} onStands={() => void call('badge.laidOut', null)} />)
}

void layOut()
