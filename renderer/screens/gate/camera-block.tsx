import { CameraOff } from 'lucide-react'
import { useWords } from '../../i18n/words'
import type { ScannerState } from '../../scanner/scanner'
import { isCameraOff } from './attract-text'

interface Props {
  readonly state: ScannerState
  readonly hasHandScanner: boolean
  readonly showIn: (preview: HTMLVideoElement | null) => void
}

/** The mirrored picture with its aim; where there is none, the same block says so and the layout stays. */
export function CameraBlock({ state, hasHandScanner, showIn }: Props) {
  const { t } = useWords()
  return (
    <div className="camera" data-camera={state === 'stopped' ? 'starting' : state}>
      <video ref={showIn} className="camera-picture" aria-label={t('camera.picture')} playsInline muted />
      {isCameraOff(state) ? (
        <div className="camera-words" role="status">
          <CameraOff className="icon" aria-hidden="true" />
          <p>
            <b>{t('camera.off')}</b>
            {t(hasHandScanner ? 'camera.off.hand' : 'camera.off.type')}
          </p>
        </div>
      ) : (
        <>
          {state === 'running' ? null : <p className="camera-starting">{t('camera.starting')}</p>}
          <Aim />
        </>
      )}
    </div>
  )
}

/** An opened kawung; it closes round the tick on the result screen. */
function Aim() {
  return (
    <svg className="aim" viewBox="-400 -400 800 800" aria-hidden="true">
      {[
        'translate(-212 -212) rotate(45)',
        'translate(212 -212) rotate(-45)',
        'translate(-212 212) rotate(-45)',
        'translate(212 212) rotate(45)',
      ].map((petal) => (
        <g key={petal} transform={petal}>
          <ellipse rx="98" ry="48" />
          <ellipse rx="75" ry="30" />
        </g>
      ))}
    </svg>
  )
}
