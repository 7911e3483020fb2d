import { Camera, CameraOff } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { useWords } from '../../i18n/words'
import { CameraScanner } from '../../scanner/camera-scanner'
import type { ScannerState } from '../../scanner/scanner'

/** Whether the camera looks for a picture instead of somebody typing. */
export function CameraButton({ isOn, onSwitch }: { isOn: boolean; onSwitch: () => void }) {
  const { t } = useWords()
  const Icon = isOn ? CameraOff : Camera
  return (
    <button type="button" className="btn btn-quiet" data-act="camera" aria-pressed={isOn} onClick={onSwitch}>
      <Icon className="icon" aria-hidden="true" />
      {t(isOn ? 'start.join.camera.off' : 'start.join.camera')}
    </button>
  )
}

/** The camera while a code is looked for; it is let go as soon as one is read. */
export function JoinCamera({ onText }: { onText: (text: string) => void }) {
  const { t } = useWords()
  const [state, setState] = useState<ScannerState>('starting')
  const heard = useEffectEvent(onText)
  const [show, setShow] = useState<HTMLVideoElement | null>(null)
  useEffect(() => {
    if (show === null) return undefined
    const camera = new CameraScanner({ onScan: ({ text }) => heard(text), onState: setState })
    camera.start()
    camera.showIn(show)
    return () => void camera.stop()
  }, [show])
  const isOff = state === 'missing' || state === 'denied' || state === 'lost'
  return (
    <div className="join-camera" data-camera={state}>
      <video ref={setShow} aria-label={t('camera.picture')} playsInline muted />
      {state === 'running' ? null : <p role="status">{t(isOff ? 'start.join.camera.none' : 'camera.starting')}</p>}
    </div>
  )
}
