import { TriangleAlert } from 'lucide-react'
import type { Break } from '../../../../core/setup/breaking'
import { useWords } from '../../../i18n/words'
import { Modal } from '../../counter/modal'
import { breakText } from './setup-words'

/** What a change would break in the running fair, before it is made. */
export function AskDialog(props: { breaks: readonly Break[]; isBusy: boolean; onGo: () => void; onClose: () => void }) {
  const { breaks, isBusy, onGo, onClose } = props
  const words = useWords()
  const { t } = words
  return (
    <Modal
      name="setup_breaks"
      title={t('setup.asks.title')}
      say={t('setup.asks.say')}
      go={{ title: t('setup.asks.go'), isReady: !isBusy, onGo }}
      onClose={onClose}
    >
      <ul className="setup-breaks">
        {breaks.map((one, n) => (
          <li key={n} data-break={one.why}>
            <TriangleAlert className="st-i" aria-hidden="true" />
            <span>{breakText(one, words)}</span>
          </li>
        ))}
      </ul>
    </Modal>
  )
}

/** A row is to be removed, a PIN taken, an older set-up put back. */
export function SureDialog(props: {
  name: string
  title: string
  say: string
  go: string
  /** Why it cannot be done: pressing again would say the same. */
  mistakes?: readonly string[]
  /** Why it did not happen this time: it may be pressed again. */
  trouble: string | null
  isBusy: boolean
  onGo: () => void
  onClose: () => void
}) {
  const { name, title, say, go, mistakes = [], trouble, isBusy, onGo, onClose } = props
  return (
    <Modal
      name={name}
      title={title}
      say={say}
      go={{ title: go, isReady: !isBusy && mistakes.length === 0, onGo }}
      mistake={trouble}
      onClose={onClose}
    >
      {mistakes.length === 0 ? null : (
        <ul className="setup-breaks" role="alert">
          {mistakes.map((said) => (
            <li key={said}>
              <TriangleAlert className="st-i" aria-hidden="true" />
              <span>{said}</span>
            </li>
          ))}
        </ul>
      )}
    </Modal>
  )
}

export interface BothVersions {
  readonly label: string
  readonly mine: string
  readonly theirs: string
}

/** Two desks changed the same: both are shown, and the person says which holds. */
export function MeanwhileDialog(props: {
  isGone: boolean
  both: readonly BothVersions[]
  onMine: () => void
  onTheirs: () => void
  onClose: () => void
}) {
  const { isGone, both, onMine, onTheirs, onClose } = props
  const { t } = useWords()
  if (isGone)
    return (
      <Modal
        name="setup_meanwhile"
        title={t('setup.gone.title')}
        say={t('setup.gone.say')}
        go={{ title: t('setup.gone.go'), isReady: true, onGo: onTheirs }}
        onClose={onClose}
      >
        {null}
      </Modal>
    )
  return (
    <Modal
      name="setup_meanwhile"
      title={t('setup.meanwhile.title')}
      say={t('setup.meanwhile.say')}
      go={{ title: t('setup.meanwhile.mine'), isReady: true, onGo: onMine }}
      onClose={onClose}
    >
      <table className="setup-versions">
        <thead>
          <tr>
            <th scope="col">{t('setup.meanwhile.field')}</th>
            <th scope="col">{t('setup.meanwhile.theirs')}</th>
            <th scope="col">{t('setup.meanwhile.yours')}</th>
          </tr>
        </thead>
        <tbody>
          {both.map(({ label, mine, theirs }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{theirs}</td>
              <td>{mine}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <button type="button" className="st-btn" data-act="keep_theirs" onClick={onTheirs}>
          {t('setup.meanwhile.keep')}
        </button>
      </p>
    </Modal>
  )
}
