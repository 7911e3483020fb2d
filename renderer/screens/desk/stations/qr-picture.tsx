import { qrPath } from '../../dispenser/qr-path'

/** Empty squares around a QR, as cameras need them. */
const QUIET = 2

/** A QR that another computer's camera, or a hand scanner, reads off this screen. */
export function QrPicture({ text, label }: { text: string; label: string }) {
  const { size, path } = qrPath(text)
  const whole = size + 2 * QUIET
  return (
    <svg viewBox={`${-QUIET} ${-QUIET} ${whole} ${whole}`} role="img" aria-label={label} data-picture={text}>
      <path d={path} />
    </svg>
  )
}
