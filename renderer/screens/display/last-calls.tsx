import { Volume2 } from 'lucide-react'
import type { ShownCall } from '../../../core/contract/display'
import { useWords } from '../../i18n/words'
import { TicketLabel } from '../../parts/ticket-label'

/** Rows beside the newest call. */
const ROWS = 6
/** Letters of a counter's name, or an agency's, above which it is set smaller. */
const LONG_COUNTER = 10
const LONG_AGENCY = 15

interface Props {
  readonly calls: readonly ShownCall[]
  readonly zones: readonly string[]
  /** The one heard now; its row is lit, since the voice may be behind the newest call. */
  readonly speaking: ShownCall | null
}

/** A-047 is set full, AB-1000 smaller, AB-K12-105 smaller still: the counter beside it stays in one line. */
const longOf = (label: string) => (label.length > 8 ? 'very' : label.length > 5 ? '' : undefined)

/** The calls before the newest one. */
export function LastCalls({ calls, zones, speaking }: Props) {
  const { t, text } = useWords()
  const rows = calls.slice(0, ROWS)
  return (
    <section className="last" aria-labelledby="last-title">
      <h2 id="last-title">
        {t('display.last')}
        {zones.length === 1 ? <span>{zones[0]}</span> : null}
      </h2>
      <ol>
        {rows.map((call) => {
          const counter = text(call.counter.name)
          const isSpeaking = speaking?.ticket === call.ticket
          return (
            <li key={call.ticket} data-speaking={isSpeaking ? '' : undefined}>
              <b className="ticket" data-long={longOf(call.label)}>
                <TicketLabel label={call.label} />
              </b>
              {isSpeaking ? <Volume2 className="icon" aria-hidden="true" /> : null}
              <span>
                <b data-long={counter.length > LONG_COUNTER ? '' : undefined}>{counter}</b>
                <span data-long={call.agency.length > LONG_AGENCY ? '' : undefined}>{call.agency}</span>
              </span>
            </li>
          )
        })}
        {Array.from({ length: ROWS - rows.length }, (_, i) => (
          <li key={`empty-${i}`} className="last-empty" aria-hidden="true" />
        ))}
      </ol>
    </section>
  )
}
