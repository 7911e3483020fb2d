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
  const id = useId()
  const list = useRef<HTMLUListElement>(null)
  const matches = matchServices(services, typed, text)
  const at = matches.findIndex((service) => service.code === picked)
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [picked, typed])
  const search = (wanted: string) => {
    setTyped(wanted)
    const found = matchServices(services, wanted, text)
    if (!found.some((service) => service.code === picked)) onPick(found[0]?.code ?? null)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by !== 0) {
      event.preventDefault()
      const to = matches[Math.min(matches.length - 1, Math.max(0, at + by))]
      if (to !== undefined) onPick(to.code)
    } else if (event.key === 'Enter' && event.target === list.current) {
      list.current?.closest('form')?.requestSubmit()
    }
  }
  const option = (code: string) => `${id}-${code}`
  const active = at < 0 || picked === null ? undefined : option(picked)
  const hasSearch = services.length > AT_A_GLANCE
  return (
    <div className="ct-picker" onKeyDown={onKeyDown}>
      {hasSearch ? (
        <label className="st-field">
          <Search className="st-i" aria-hidden="true" />
          <span className="spoken">{t('counter.search')}</span>
          <input
            role="combobox"
            aria-expanded="true"
            aria-controls={id}
            aria-activedescendant={active}
            autoComplete="off"
            maxLength={120}
            placeholder={t('counter.search')}
            value={typed}
            onChange={(event) => search(event.target.value)}
          />
        </label>
      ) : null}
      <ul
        ref={list}
        id={id}
        role="listbox"
        aria-label={t('counter.field.service')}
        aria-activedescendant={hasSearch ? undefined : active}
        tabIndex={hasSearch ? -1 : 0}
      >
        {matches.map((service) => (
          <li
            key={service.code}
            id={option(service.code)}
            role="option"
            aria-selected={service.code === picked}
            data-service={service.code}
            onClick={() => onPick(service.code)}
          >
            <span className="st-prefix">{service.prefix}</span>
            <span>{text(service.name)}</span>
            <span className="st-muted st-cut">{service.agency.shortName}</span>
          </li>
        ))}
        {matches.length === 0 ? <li className="st-muted">{t('counter.search.none')}</li> : null}
      </ul>
    </div>
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
