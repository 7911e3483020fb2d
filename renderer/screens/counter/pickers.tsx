import { Search } from 'lucide-react'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import type { ServiceFace } from '../../../core/contract/queue'
import { TicketClass } from '../../../core/events/queue'
import { useWords, type MessageId } from '../../i18n/words'
import { matchServices } from './services'

interface ServicePickerProps {
  readonly services: readonly ServiceFace[]
  /** Code of the one picked. */
  readonly picked: string | null
  readonly onPick: (service: string | null) => void
}

/** So many are seen at a glance; above that one types to find. */
const AT_A_GLANCE = 6

/** Services to pick from: type a few letters, go through them with the arrows. */
export function ServicePicker({ services, picked, onPick }: ServicePickerProps) {
  const { t, text } = useWords()
  const [typed, setTyped] = useState('')
  const name = useId()
  const matches = matchServices(services, typed, text)
  const search = (wanted: string) => {
    setTyped(wanted)
    const found = matchServices(services, wanted, text)
    if (!found.some((service) => service.code === picked)) onPick(found[0]?.code ?? null)
  }
  const step = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    const at = matches.findIndex((service) => service.code === picked)
    const to = matches[Math.min(matches.length - 1, Math.max(0, at + by))]
    if (to !== undefined) onPick(to.code)
  }
  return (
    <fieldset className="ct-picker">
      <legend className="spoken">{t('counter.field.service')}</legend>
      {services.length > AT_A_GLANCE ? (
        <label className="st-field">
          <Search className="st-i" aria-hidden="true" />
          <span className="spoken">{t('counter.search')}</span>
          <input
            autoComplete="off"
            maxLength={120}
            placeholder={t('counter.search')}
            value={typed}
            onChange={(event) => search(event.target.value)}
            onKeyDown={step}
          />
        </label>
      ) : null}
      <ul data-few={services.length > AT_A_GLANCE ? undefined : ''}>
        {matches.map((service) => (
          <ServiceOption
            key={service.code}
            group={name}
            service={service}
            isPicked={service.code === picked}
            onPick={onPick}
          />
        ))}
        {matches.length === 0 ? <li className="ct-none st-muted">{t('counter.search.none')}</li> : null}
      </ul>
    </fieldset>
  )
}

interface ServiceOptionProps {
  readonly group: string
  readonly service: ServiceFace
  readonly isPicked: boolean
  readonly onPick: (service: string) => void
}

function ServiceOption({ group, service, isPicked, onPick }: ServiceOptionProps) {
  const { text } = useWords()
  const place = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isPicked) place.current?.scrollIntoView({ block: 'nearest' })
  }, [isPicked])
  return (
    <li ref={place}>
      <label data-service={service.code}>
        <input type="radio" className="spoken" name={group} checked={isPicked} onChange={() => onPick(service.code)} />
        <span className="st-prefix">{service.prefix}</span>
        <span>{text(service.name)}</span>
        <span className="st-muted st-cut">{service.agency.shortName}</span>
      </label>
    </li>
  )
}

const CLASS: Readonly<Record<TicketClass, MessageId>> = {
  normal: 'counter.class.normal',
  priority: 'counter.class.priority',
}

/** General or priority. */
export function ClassPicker({ of, onPick }: { of: TicketClass; onPick: (of: TicketClass) => void }) {
  const { t } = useWords()
  return (
    <Options
      legend={t('counter.fact.class')}
      options={TicketClass.options.map((value) => ({ value, title: t(CLASS[value]) }))}
      picked={of}
      onPick={onPick}
    />
  )
}

interface OptionsProps<T extends string> {
  readonly legend: string
  readonly options: readonly { readonly value: T; readonly title: string }[]
  readonly picked: T
  readonly onPick: (value: T) => void
}

/** A few options of which one holds. */
export function Options<T extends string>({ legend, options, picked, onPick }: OptionsProps<T>) {
  const name = useId()
  return (
    <fieldset className="ct-options">
      <legend>{legend}</legend>
      <div className="st-seg">
        {options.map(({ value, title }) => (
          <label key={value} data-option={value}>
            <input
              type="radio"
              className="spoken"
              name={name}
              checked={value === picked}
              onChange={() => onPick(value)}
            />
            {title}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
