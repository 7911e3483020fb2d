import { ArrowLeft, HeartHandshake } from 'lucide-react'
import type { Purpose, Sign } from '../../../../core/setup/schema'
import { useWords, type MessageId } from '../../../i18n/words'
import { DIRECTION_ICON } from '../../../parts/icons'
import { LanguageButton } from '../../../parts/language-button'
import { useHeading } from '../../../parts/use-heading'
import type { WalkInProps } from './walk-in-props'

const WHERE: Readonly<Record<Sign['direction'], MessageId>> = {
  left: 'direction.left.where',
  right: 'direction.right.where',
  ahead: 'direction.ahead.where',
  back: 'direction.back.where',
}

/** A required purpose was refused: what that means, that nothing is stored, and where people help. */
export function DeclinedView({ gate, purpose, onBack, onLeave, onLanguage }: WalkInProps & { purpose: Purpose }) {
  const { t, text } = useWords()
  const { help } = gate.gate
  const Arrow = DIRECTION_ICON[help.direction]
  return (
    <section className="kiosk result declined" data-tone="attention" data-step="declined" role="status">
      <div className="seal">
        <HeartHandshake className="icon" aria-hidden="true" />
      </div>
      <div className="verdict">
        <h1 className="poster" data-size={3} {...useHeading()}>
          {t('walkIn.declined')}
        </h1>
        <p className="say">{t('walkIn.declined.say', { purpose: text(purpose.name) })}</p>
      </div>
      <div className="next">
        <p className="sign">
          <span className="sign-arrow">
            <Arrow className="icon" aria-hidden="true" />
          </span>
          <span>
            <b>{text(help.place)}</b>
            {t('walkIn.declined.help', { where: t(WHERE[help.direction]) })}
          </span>
        </p>
      </div>
      <footer className="foot">
        <button type="button" className="btn btn-on" onClick={onBack}>
          <ArrowLeft className="icon" aria-hidden="true" />
          {t('action.back')}
        </button>
        <LanguageButton look="on" onChoose={onLanguage} />
        <button type="button" className="btn btn-on" onClick={onLeave}>
          {t('walkIn.leave')}
        </button>
      </footer>
    </section>
  )
}
