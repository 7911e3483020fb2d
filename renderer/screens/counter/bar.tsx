import { ChevronDown, Pause, Play, UserRound } from 'lucide-react'
import type { CounterView } from '../../../core/contract/counter'
import type { Link } from '../../../core/contract/queue'
import { capital } from '../../i18n/capital'
import { useWords } from '../../i18n/words'
import { keepFocus } from '../../parts/keep-focus'
import { linkWords, mayHaveMoved } from '../../parts/link-words'
import type { Action } from './actions'
import { KEY_CAPS } from './shortcuts'
import { useNow } from './use-now'

interface Props {
  readonly view: CounterView
  readonly pause: Action
  readonly onPause: (action: Action) => void
  readonly onOperator: () => void
  /** Somebody says that the hub is elsewhere now. */
  readonly onHubMoved: () => void
}

/** Which counter this is, whether it hears of the others, who works here, and the time. */
export function Bar({ view, pause, onPause, onOperator, onHubMoved }: Props) {
  const { t, text, times } = useWords()
  const services = servicesText(view, t, text)
  const who = view.signedIn?.name ?? view.signedIn?.code ?? ''
  return (
    <header className="ct-bar">
      <p className="ct-where">
        <b>{text(view.counter.name)}</b>
        <span className="st-cut st-muted" title={services}>
          {services}
        </span>
        {view.fair.demo ? <span className="ct-demo">{t('demo.mark')}</span> : null}
      </p>
      <LinkMark link={view.link} onHubMoved={onHubMoved} />
      <button
        type="button"
        className="ct-who"
        data-act="operator"
        aria-haspopup="dialog"
        onPointerDown={keepFocus}
        onClick={onOperator}
      >
        <UserRound className="st-i" aria-hidden="true" />
        <span className="spoken">{t('counter.operator')}</span>
        <span className="st-cut">{who}</span>
        <ChevronDown className="st-i st-i-s" aria-hidden="true" />
      </button>
      <span className="ct-status">
        <span className="st-muted">{statusText(view, t, times)}</span>
        <button
          type="button"
          className="st-btn st-btn-small"
          data-act="pause"
          aria-disabled={pause.press === null}
          title={pause.say === '' ? undefined : pause.say}
          onPointerDown={keepFocus}
          onClick={() => onPause(pause)}
        >
          {view.status === 'paused' ? (
            <Play className="st-i st-i-s" aria-hidden="true" />
          ) : (
            <Pause className="st-i st-i-s" aria-hidden="true" />
          )}
          {pause.title}
          <kbd>{KEY_CAPS.pause}</kbd>
        </button>
      </span>
      <Clock />
    </header>
  )
}

type Words = ReturnType<typeof useWords>

/** `Bapenda · Pajak tahunan (A), STNK (B)`; several agencies are all named. */
function servicesText(view: CounterView, t: Words['t'], text: Words['text']): string {
  const agencies = [...new Set(view.services.map((service) => service.agency.shortName))]
  const services = view.services.map(({ name, prefix }) => t('counter.service', { name: text(name), prefix }))
  return t('counter.services', { agency: agencies.join(', '), services: services.join(', ') })
}

function statusText({ status, since }: CounterView, t: Words['t'], times: Words['times']): string {
  if (status === 'closed' || since === null) return t('counter.closedNow')
  const time = times.time(since)
  return t(status === 'paused' ? 'counter.pausedSince' : 'counter.openSince', { time })
}

/** How this station stands to the others; a station that was never set up with a hub says nothing. */
function LinkMark({ link, onHubMoved }: { link: Link; onHubMoved: () => void }) {
  const words = useWords()
  if (link.state === 'alone') return null
  const { Icon, said, isBad } = linkWords(link, words)
  return (
    <>
      <span className="ct-link" role="status" data-link={link.state} data-bad={isBad ? '' : undefined}>
        <Icon className="st-i" aria-hidden="true" />
        {capital(said)}
      </span>
      {mayHaveMoved(link) ? (
        <button type="button" className="st-btn st-btn-small" data-act="hub_moved" onClick={onHubMoved}>
          {words.t('hub.moved.open')}
        </button>
      ) : null}
    </>
  )
}

function Clock() {
  const { times } = useWords()
  return <time className="ct-clock">{times.time(useNow(1_000))}</time>
}
