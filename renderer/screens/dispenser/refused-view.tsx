import {
  ArrowLeft,
  CalendarX2,
  Clock,
  Coffee,
  ConciergeBell,
  LayoutGrid,
  RotateCw,
  Signpost,
  Store,
  Ticket,
  type LucideIcon,
} from 'lucide-react'
import { useWords } from '../../i18n/words'
import { Ring } from '../../parts/icons'
import { LanguageButton } from '../../parts/language-button'
import { posterSize } from '../../parts/poster-size'
import { useHeading } from '../../parts/use-heading'
import { useEscape } from '../../parts/use-keys'
import type { DispenserScreen } from './dispenser-machine'
import { TicketLabel } from '../../parts/ticket-label'
import { refusalOf, type RefusalPicture, type RefusalWords } from './refusal'
import type { ViewProps } from './view-props'

type Props = ViewProps & { screen: Extract<DispenserScreen, { at: 'refused' }> }

const PICTURES: Readonly<Record<RefusalPicture, LucideIcon>> = {
  clock: Clock,
  coffee: Coffee,
  ticket: Ticket,
  counter: Store,
  signpost: Signpost,
  calendar: CalendarX2,
  retry: RotateCw,
  bell: ConciergeBell,
}

/** No number now: one huge word, what to do instead, and the way on. */
export function RefusedView({ screen, view, model, clock, onLanguage }: Props) {
  const words = useWords()
  const { t } = words
  const { send } = model
  const refusal = refusalOf(screen, view, words, clock)
  const Picture = PICTURES[refusal.picture]
  const onBack = () => send({ type: 'back' })
  useEscape(onBack)
  return (
    <section className="kiosk result refused" role="status" data-tone="attention" data-code={screen.code}>
      <div className="seal">
        <Ring seconds={(screen.until - screen.since) / 1000} turn={screen.until} />
        <Picture className="icon" aria-hidden="true" />
      </div>
      <div className="verdict">
        <h1 className="poster" data-size={posterSize(refusal.poster)} {...useHeading()}>
          {refusal.poster}
        </h1>
        {refusal.held === null ? null : (
          <p className="ticket" data-held>
            <TicketLabel label={refusal.held} />
          </p>
        )}
        <p className="say">{refusal.say}</p>
      </div>
      <div className="next">
        <div className="next-buttons">
          <button type="button" className="btn btn-on" onClick={() => send({ type: 'another' })}>
            <LayoutGrid className="icon" aria-hidden="true" />
            {t('refusal.other')}
          </button>
          <Action action={refusal.action} screen={screen} model={model} />
        </div>
      </div>
      <footer className="foot">
        <button type="button" className="btn btn-on" onClick={onBack}>
          <ArrowLeft className="icon" aria-hidden="true" />
          {t('action.back')}
        </button>
        <LanguageButton look="on" onChoose={onLanguage} />
        <button type="button" className="btn btn-on" onClick={() => send({ type: 'done' })}>
          {t('number.done')}
        </button>
      </footer>
    </section>
  )
}

function Action({ action, screen, model }: Pick<Props, 'screen' | 'model'> & { action: RefusalWords['action'] }) {
  const { t } = useWords()
  const { request } = screen
  if (action === 'retry') {
    return (
      <button type="button" className="btn btn-yes" disabled={model.state.asked !== null} onClick={model.retry}>
        <RotateCw className="icon" aria-hidden="true" />
        {t('action.retry')}
      </button>
    )
  }
  if (action === 'normal' && request.is === 'issue') {
    return (
      <button type="button" className="btn btn-yes" onClick={() => model.take(request.service, 'normal')}>
        <Ticket className="icon" aria-hidden="true" />
        {t('refusal.normal')}
      </button>
    )
  }
  return null
}
