import { ArrowRight } from 'lucide-react'
import { useState } from 'react'
import type { ShownCall } from '../../../core/contract/display'
import { useWords } from '../../i18n/words'
import { TicketLabel } from '../../parts/ticket-label'
import { counterSign } from './counter-name'
import { useFit } from './use-fit'

/** Letters of a label, of a counter's word and of its mark that have room at full size; longer ones are set tighter. */
const SHORT_LABEL = 6
const SHORT_WORD = 7
const SHORT_MARK = 3
/** Agency and service stand in one line up to so many letters. */
const ONE_LINE = 36

/** The newest call, read across the hall: the number, and the counter as a sign. A call that comes in flashes twice. */
export function NewestCall({ call, zones }: { call: ShownCall; zones: readonly string[] }) {
  const { t, text } = useWords()
  const key = `${call.ticket} ${call.counter.code} ${call.calls} ${call.at}`
  // What stood there when the display was opened is no news.
  const [first] = useState(key)
  const counter = text(call.counter.name)
  const service = text(call.service)
  return (
    <section className="call" key={key} data-fresh={key === first ? undefined : ''} role="status" aria-live="assertive">
      <h1 className="call-say">
        <span>{call.calls > 1 ? t('display.again', { n: call.calls }) : t('display.number')}</span>
        <span className="call-for" data-long={call.agency.length + service.length > ONE_LINE ? '' : undefined}>
          <b>{call.agency}</b> <span>{service}</span>
        </span>
      </h1>
      <Number key={call.label} label={call.label} />
      <Sign key={counter} name={counter} zone={zones.length === 1 ? null : call.zone} />
    </section>
  )
}

/** One of a machine's own series has two hyphens, which must stay hyphens from across the hall. */
const longOf = (label: string) => (/-.*-/.test(label) ? 'very' : label.length > SHORT_LABEL ? '' : undefined)

function Number({ label }: { label: string }) {
  const line = useFit<HTMLParagraphElement>()
  return (
    <div className="call-number">
      <p className="ticket" ref={line} data-long={longOf(label)}>
        <TicketLabel label={label} />
      </p>
    </div>
  )
}

function Sign({ name, zone }: { name: string; zone: string | null }) {
  const { word, mark } = counterSign(name)
  const line = useFit<HTMLParagraphElement>()
  return (
    <div className="call-to">
      <p ref={line} data-shape={shapeOf(word, mark)}>
        <ArrowRight className="icon" aria-hidden="true" />
        <span className="call-where">
          <span className="call-line">
            {word === '' ? null : <span className="call-word">{word}</span>}{' '}
            {mark === '' ? null : <b className="n">{mark}</b>}
          </span>
          {zone === null ? null : <span className="call-zone">{zone}</span>}
        </span>
      </p>
    </div>
  )
}

/** How word and mark share the sign, so that the mark stays as large as it can. */
function shapeOf(word: string, mark: string): 'side' | 'two-lines' | 'over' | 'words' {
  if (mark === '') return 'words'
  if (mark.length > SHORT_MARK) return 'over'
  return word.length > SHORT_WORD ? 'two-lines' : 'side'
}
