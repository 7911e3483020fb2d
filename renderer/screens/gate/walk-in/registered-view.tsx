import { Check, Printer, Tag } from 'lucide-react'
import { useMemo } from 'react'
import type { Locale } from '../../../../core/contract/app'
import type { GateView } from '../../../../core/contract/gate'
import type { BadgeState, WalkInAnswer } from '../../../../core/contract/walk-in'
import type { Sign } from '../../../../core/setup/schema'
import { useViewOf } from '../../../api/views'
import { useWords, type MessageId } from '../../../i18n/words'
import { DIRECTION_ICON, Ring } from '../../../parts/icons'
import { LanguageButton } from '../../../parts/language-button'
import { useHeading } from '../../../parts/use-heading'
import { qrPath } from '../../dispenser/qr-path'
import { REGISTERED_MS } from '../gate-machine'
import { greetingSize } from '../greeting-size'

interface Props {
  readonly gate: GateView
  readonly requestId: string
  readonly answer: WalkInAnswer
  readonly onDone: () => void
  readonly onLanguage: (locale: Locale) => void
}

const WHERE: Readonly<Record<Sign['direction'], MessageId>> = {
  left: 'direction.left.where',
  right: 'direction.right.where',
  ahead: 'direction.ahead.where',
  back: 'direction.back.where',
}

/** How often the label is asked for without a push, ms: a push may be lost. */
const REREAD_MS = 2_000

/** Registered and let in: the code to photograph, how the label comes along, and where to go. */
export function RegisteredView({ gate, requestId, answer, onDone, onLanguage }: Props) {
  const { t, text, times } = useWords()
  const { scan, code } = answer
  const qr = useMemo(() => (code === null ? null : qrPath(code)), [code])
  const badge = useViewOf('walkIn.badge', { requestId }, (told) => (told === 'waiting' ? REREAD_MS : false))
  const name = scan.visitor?.name ?? null
  const { sign } = scan
  const Arrow = sign === null ? null : DIRECTION_ICON[sign.direction]
  return (
    <section className="kiosk result registered" data-tone="go" data-outcome="admitted" data-reason="">
      <div className="registered-hello" role="status">
        <div className="seal">
          <Ring seconds={REGISTERED_MS / 1_000} turn={0} />
          <Check className="icon" aria-hidden="true" />
        </div>
        <h1 className="poster" data-size={3} {...useHeading()}>
          {t('result.admitted')}
        </h1>
        <p className="who">
          {name === null ? null : (
            <b
              data-name
              data-size={greetingSize(name, { width: 920, lines: 2 })}
              data-wide={greetingSize(name, { width: 700, lines: 2 })}
            >
              {name}
            </b>
          )}
          {scan.visitor === null ? null : <span data-category>{text(scan.visitor.category)}</span>}
        </p>
      </div>
      <div className="registered-code">
        {qr === null ? null : (
          <svg viewBox={`-4 -4 ${qr.size + 8} ${qr.size + 8}`} role="img" aria-label={t('walkIn.code.picture')}>
            <path d={qr.path} />
          </svg>
        )}
        <p>
          <b>{t('walkIn.code')}</b>
          {t('walkIn.code.say')}
        </p>
      </div>
      <div className="next">
        <BadgeLine state={badge.data ?? answer.badge} help={gate.gate.help} />
        {sign === null || Arrow === null ? null : (
          <p className="sign">
            <span className="sign-arrow">
              <Arrow className="icon" aria-hidden="true" />
            </span>
            <span>
              <b>{text(sign.place)}</b>
              {sign.text === null ? null : text(sign.text)}
            </span>
          </p>
        )}
      </div>
      <footer className="foot">
        <span>{t('result.time', { time: times.time(scan.at) })}</span>
        <LanguageButton look="on" onChoose={onLanguage} />
        <button type="button" className="btn btn-on" onClick={onDone}>
          {t('walkIn.done')}
        </button>
      </footer>
    </section>
  )
}

/** The door does not wait for the label: whoever has none is told where it will be. */
function BadgeLine({ state, help }: { state: BadgeState; help: Sign }) {
  const { t, text } = useWords()
  if (state === 'none') return null
  const Icon = state === 'waiting' ? Printer : Tag
  return (
    <p className="registered-badge" role="status" data-badge={state}>
      <Icon className="icon" aria-hidden="true" />
      <span>
        {state === 'waiting'
          ? t('walkIn.badge.waiting')
          : state === 'printed'
            ? t('walkIn.badge.printed')
            : t('walkIn.badge.trouble', { place: text(help.place), where: t(WHERE[help.direction]) })}
      </span>
    </p>
  )
}
