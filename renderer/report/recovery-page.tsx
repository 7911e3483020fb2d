import { useMemo } from 'react'
import type { RecoverySheet } from '../../core/contract/reports'
import { qrPath } from '../screens/dispenser/qr-path'
import { useWords } from '../i18n/words'
import { Section } from './parts'

/** Empty squares around a QR, as scanners need them. */
const QUIET = 4
/** How the keys are given to a folder again; what a command is called is no text of a language. */
const RESTORE = 'pendopo keys restore kunci.txt --data <folder>'

/** The keys of a fair as a picture and as words. In capitals the picture has the fewest squares. */
export function RecoveryPage({ sheet }: { sheet: RecoverySheet }) {
  const { t } = useWords()
  const { size, path } = useMemo(
    () => qrPath(sheet.lines.map((line) => line.join(' ').toUpperCase()).join(' ')),
    [sheet.lines],
  )
  const whole = size + 2 * QUIET
  return (
    <>
      <p className="rp-secret">{t('recovery.sheet.secret')}</p>
      <div className="rp-recovery">
        <figure>
          <svg viewBox={`${-QUIET} ${-QUIET} ${whole} ${whole}`} role="img" aria-label={t('recovery.sheet.picture')}>
            <path d={path} />
          </svg>
          <figcaption className="rp-muted">{t('recovery.sheet.picture')}</figcaption>
        </figure>
        <div>
          <p>{t('recovery.sheet.keep')}</p>
          <p>{t('recovery.sheet.use')}</p>
          <p>{t('recovery.sheet.how')}</p>
          <p>
            <code>{RESTORE}</code>
          </p>
        </div>
      </div>
      <Section title={t('recovery.sheet.words')} say={t('recovery.sheet.words.say')}>
        <ol className="rp-words">
          {sheet.lines.map((line) => (
            <li key={line[0]}>
              {line.map((word, at) => (
                // oxlint-disable-next-line react/no-array-index-key -- words have no other identity than their place
                <span key={at}>{word}</span>
              ))}
            </li>
          ))}
        </ol>
      </Section>
    </>
  )
}
