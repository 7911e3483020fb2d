import { BadgePrinterSettings } from '../../../parts/badges/badge-printer-settings'
import './badges-section.css'

/** The label printer of the desk's own computer. */
export function BadgesSection() {
  return (
    <main className="desk-main desk-badges">
      <BadgePrinterSettings isTouched={false} />
    </main>
  )
}
