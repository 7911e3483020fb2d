import { useLayoutEffect, useMemo, useRef } from 'react'
import type { Label } from '../../core/badges/badge'
import { Flower } from '../parts/icons'
import { qrPath } from '../screens/dispenser/qr-path'
import { contrast } from '../app/brand'
import { fitted } from './fit'

/** No name is printed smaller than this, mm: it is read at arm's length. */
const LEAST_NAME_MM = 3.4
const WHITE = '#ffffff'
const BLACK = '#000000'

/** A label as it is printed; everything is measured in millimetres and in shares of the label's own size. */
export function LabelView({ label, onStands }: { label: Label; onStands: () => void }) {
  const { widthMm, heightMm, color, locale } = label
  const name = useRef<HTMLParagraphElement>(null)
  const qr = useMemo(() => (label.code === null ? null : qrPath(label.code)), [label.code])
  useLayoutEffect(() => {
    const place = name.current
    if (place !== null) {
      const most = Math.min(heightMm * 0.26, widthMm * 0.19)
      place.style.overflowWrap = 'normal'
      const size = fitted(most, LEAST_NAME_MM, (mm) => {
        place.style.fontSize = `${mm}mm`
        return place.scrollWidth <= place.clientWidth && place.scrollHeight <= place.clientHeight
      })
      place.style.fontSize = `${size}mm`
      // One word longer than the label is broken rather than cut.
      if (place.scrollWidth > place.clientWidth) place.style.overflowWrap = 'anywhere'
    }
    const picture = document.querySelector<HTMLImageElement>('img.badge-mark')
    // A picture that cannot be drawn must not keep the label from being printed.
    if (picture === null) onStands()
    else void picture.decode().then(onStands, onStands)
  }, [heightMm, widthMm, onStands])
  const on = contrast(color, WHITE) >= contrast(color, BLACK) ? WHITE : BLACK
  const style = {
    '--w': `${widthMm}mm`,
    '--h': `${heightMm}mm`,
    '--unit': `${Math.min(widthMm, heightMm * 1.4) / 100}mm`,
    '--strip': color,
    '--on-strip': on,
  } as React.CSSProperties
  return (
    <main className="badge" data-shape={widthMm > heightMm ? 'wide' : 'tall'} data-code={qr !== null} style={style}>
      <p className="badge-fair">
        {label.logo === null ? (
          <Flower className="badge-mark" />
        ) : (
          <img className="badge-mark" src={`data:image/png;base64,${label.logo}`} alt="" />
        )}
        <span>{label.fair[locale]}</span>
        {label.isCopy ? <CopyMark /> : null}
      </p>
      <p className="badge-name" ref={name}>
        {label.name ?? ''}
      </p>
      <p className="badge-from">{label.institution ?? ''}</p>
      {qr === null ? null : (
        <svg className="badge-qr" viewBox={`-4 -4 ${qr.size + 8} ${qr.size + 8}`} aria-hidden="true">
          <path d={qr.path} />
        </svg>
      )}
      <p className="badge-kind">{label.category[locale]}</p>
    </main>
  )
}

/** Two sheets, one over the other: another of these is out. */
function CopyMark() {
  return (
    <svg className="badge-copy" viewBox="0 0 24 24" aria-hidden="true">
      <rect x="3" y="3" width="12" height="12" rx="2" />
      <rect x="9" y="9" width="12" height="12" rx="2" />
    </svg>
  )
}
