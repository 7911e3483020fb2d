import { Camera, ScanLine } from 'lucide-react'
import { useWords, type MessageId } from '../../../i18n/words'
import type { Scan } from '../../../scanner/scanner'
import { BadgePrinterSettings } from '../../../parts/badges/badge-printer-settings'
import './devices-sheet.css'
import './rows.css'
import { Sheet } from './sheet'

/** When each device last read something, UTC ms; null: not yet. */
export type DeviceReads = Readonly<Record<Scan['via'], number | null>>

/** Tries what the gate reads with; nothing of it is recorded. */
export function DevicesSheet({ reads, onLeave }: { reads: DeviceReads; onLeave: () => void }) {
  const { t, times } = useWords()
  const row = (via: Scan['via'], name: MessageId, say: MessageId) => {
    const at = reads[via]
    const Icon = via === 'camera' ? Camera : ScanLine
    return (
      <li data-device={via} data-read={at === null ? undefined : ''}>
        <Icon className="icon" aria-hidden="true" />
        <p>
          <b>{t(name)}</b>
          <span>{t(say)}</span>
        </p>
        <span role="status">
          {at === null ? t('gp.devices.waiting') : t('gp.devices.read', { time: times.seconds(at) })}
        </span>
      </li>
    )
  }
  return (
    <Sheet title={t('gp.devices')} onLeave={onLeave}>
      <p className="gp-who">
        <span>{t('gp.devices.say')}</span>
      </p>
      <ul className="gp-rows gp-devices">
        {row('camera', 'gp.health.camera', 'gp.devices.camera')}
        {row('wedge', 'gp.health.hand', 'gp.devices.hand')}
      </ul>
      <div className="gp-badges">
        <BadgePrinterSettings isTouched />
      </div>
      <div className="gp-acts">
        <button type="button" className="gp-big gp-primary" onClick={onLeave}>
          {t('gp.devices.done')}
        </button>
      </div>
    </Sheet>
  )
}
