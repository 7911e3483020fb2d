import { ArrowRight } from 'lucide-react'
import { useState } from 'react'
import type { ShownCall } from '../../../core/contract/display'
import { useWords } from '../../i18n/words'
import { counterSign } from './counter-name'
import { useFit } from './use-fit'

/** Longest word of a counter that stands in one line before its number. */
const SHORT_WORD = 7

/** The newest call, read across the hall: the number, and the counter as a sign. A call that comes in flashes twice. */
export function NewestCall({ call, zones }: { call: ShownCall; zones: readonly string[] }) {
  const { t, text } = useWords()
  const key = `${call.ticket} ${call.counter.code} ${call.calls} ${call.at}`
  // What stood there when the display was opened is no news.
  const [first] = useState(key)
  const counter = text(call.counter.name)
  return (
    <section className="call" key={key} data-fresh={key === first ? undefined : ''} role="status" aria-live="assertive">
      <h1 className="call-say">
        <span>{call.calls > 1 ? t('display.again', { n: call.calls }) : t('display.number')}</span>
        <span className="call-for">
          <b>{call.agency}</b> {text(call.service)}
        </span>
      </h1>
      <Number key={call.label} label={call.label} />
      <Sign key={counter} name={counter} zone={zones.length === 1 ? null : call.zone} />
    </section>
  )
}

function Number({ label }: { label: string }) {
  const line = useFit<HTMLParagraphElement>()
  return (
    <div className="call-number">
      <p className="ticket" ref={line}>
        <TicketLabel label={label} />
      </p>
    </div>
  )
}

function Sign({ name, zone }: { name: string; zone: string | null }) {
  const { word, mark } = counterSign(name)
  const line = useFit<HTMLParagraphElement>()
  const isLong = mark !== '' && word.length > SHORT_WORD
  return (
    <div className="call-to">
      <p ref={line} data-words={mark === '' ? '' : undefined} data-long={isLong ? '' : undefined}>
        <ArrowRight className="icon" aria-hidden="true" />
        {word === '' ? null : <span className="call-word">{word}</span>}{' '}
        {mark === '' ? null : <b className="n">{mark}</b>}
      </p>
      {zone === null ? null : <p className="call-zone">{zone}</p>}
    </div>
  )
}

/** A number as it stands on the slip: the hyphen a little higher, in the middle of the capitals. */
export function TicketLabel({ label }: { label: string }) {
  const [prefix, number] = label.split('-')
  return number === undefined ? (
    label
  ) : (
    <>
      {prefix}
      <i>-</i>
      <b className="n">{number}</b>
    </>
  )
}
