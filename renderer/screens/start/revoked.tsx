import type { Boot } from '../../../core/contract/app'
import { useWords } from '../../i18n/words'
import { JoinForm } from './join-form'
import { Start, StartFrame } from './start-frame'

type Props = Extract<Boot, { phase: 'revoked' }>

/** The hub took this computer out of the fair: says what was wiped and what is kept, and takes a new code. */
export function Revoked({ locale, fair, ...facts }: Props) {
  return (
    <Start phase="revoked" locale={locale} fair={fair}>
      <RevokedFrame fair={fair} {...facts} />
    </Start>
  )
}

function RevokedFrame({ fair, at, pending, asksPassphrase }: Omit<Props, 'locale' | 'phase'>) {
  const { t, times } = useWords()
  return (
    <StartFrame fair={fair} title={t('start.revoked')} lead={t('start.revoked.say', { moment: times.moment(at) })}>
      <div className="revoked">
        <p role="status">{t('start.revoked.pending', { n: pending })}</p>
        <JoinForm passphrase={asksPassphrase ? 'asked' : null} />
      </div>
    </StartFrame>
  )
}
