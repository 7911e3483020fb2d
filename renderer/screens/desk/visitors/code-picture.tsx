import { useMemo } from 'react'
import { useWords } from '../../../i18n/words'
import { qrPath } from '../../dispenser/qr-path'

/** Empty squares around a QR, as scanners need them. */
const QUIET = 4

/** A code as a QR to be photographed or scanned from the screen. */
export function CodePicture({ code }: { code: string }) {
  const { t } = useWords()
  const { size, path } = useMemo(() => qrPath(code), [code])
  const whole = size + 2 * QUIET
  return (
    <figure className="desk-qr">
      <svg viewBox={`${-QUIET} ${-QUIET} ${whole} ${whole}`} role="img" aria-label={t('person.code.picture')}>
        <path d={path} />
      </svg>
      <figcaption className="st-muted">{t('person.code.say')}</figcaption>
    </figure>
  )
}
