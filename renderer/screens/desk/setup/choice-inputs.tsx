import { ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import { AGENCY_ICONS } from '../../../../core/setup/parts'
import { brandTokens, contrast } from '../../../app/brand'
import { useWords, type MessageId } from '../../../i18n/words'
import { AGENCY_ICON } from '../../../parts/agency-icons'
import type { Option } from './fields'
import { typed, useForm, useValue } from './form-context'
import { aria, type At } from './plain-inputs'

/** One of a few, side by side; null where none of them is a choice too. */
export function OneInput({ options, none, ...at }: At & { options: readonly Option[]; none: MessageId | null }) {
  const { t } = useWords()
  const { value, put, isWrong } = useValue(at.path)
  const name = useId()
  const all = [...(none === null ? [] : [{ value: null, label: none }]), ...options]
  return (
    <div className="st-seg" role="radiogroup" {...aria(at, isWrong)} aria-invalid={undefined}>
      {all.map((option) => (
        <label key={option.value ?? ''}>
          <input
            className="spoken"
            type="radio"
            name={name}
            value={option.value ?? ''}
            checked={(value ?? null) === option.value}
            onChange={() => put(option.value)}
          />
          {t(option.label)}
        </label>
      ))}
    </div>
  )
}

interface Choice {
  readonly value: string
  readonly label: string
}

/** Several of many: ticked one by one; many of them are searched. */
export function ManyInput({ choices, ...at }: At & { choices: readonly Choice[] }) {
  const { t } = useWords()
  const { value, put, isWrong } = useValue(at.path)
  const [search, setSearch] = useState('')
  const chosen = Array.isArray(value) ? value.map(typed) : []
  const isMany = choices.length > MANY
  const wanted = search.trim().toLowerCase()
  const shown = choices.filter(({ label }) => label.toLowerCase().includes(wanted))
  return (
    <div className="setup-many" role="group" {...aria(at, isWrong)} aria-invalid={undefined}>
      {isMany ? (
        <p className="setup-many-top">
          <label className="st-field">
            <input
              type="search"
              value={search}
              placeholder={t('setup.search')}
              aria-label={t('setup.search')}
              onChange={({ target }) => setSearch(target.value)}
            />
          </label>
          <span className="st-muted">{t('setup.chosen', { n: chosen.length })}</span>
        </p>
      ) : null}
      {choices.length === 0 ? <p className="st-muted">{t('setup.noChoices')}</p> : null}
      <ul data-many={isMany ? '' : undefined}>
        {shown.map((choice) => (
          <li key={choice.value}>
            <label>
              <input
                type="checkbox"
                value={choice.value}
                checked={chosen.includes(choice.value)}
                onChange={({ target }) =>
                  put(
                    target.checked
                      ? choices.map((one) => one.value).filter((one) => one === choice.value || chosen.includes(one))
                      : chosen.filter((one) => one !== choice.value),
                  )
                }
              />
              <span>{choice.label}</span>
            </label>
          </li>
        ))}
      </ul>
    </div>
  )
}

const MANY = 12

/** One of many. `none`: what it says where nothing may be chosen; null: something must. */
export function SelectInput({ choices, none, ...at }: At & { choices: readonly Choice[]; none: string | null }) {
  const { t } = useWords()
  const { value, put, isWrong } = useValue(at.path)
  const held = typed(value)
  return (
    <span className="st-field desk-choice setup-select">
      <select
        value={held}
        {...aria(at, isWrong)}
        onChange={({ target }) => put(target.value === '' ? null : target.value)}
      >
        {none !== null || !choices.some((choice) => choice.value === held) ? (
          <option value="">{none ?? t('setup.choose')}</option>
        ) : null}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      <ChevronDown className="st-i st-i-s" aria-hidden="true" />
    </span>
  )
}

const BLACK = '#000000'
const WHITE = '#ffffff'
const SAMPLE = 'Aa'
/** Text is read on it, by WCAG AA. */
const READABLE = 4.5
const FIRST_COLOR = '#0e5a5a'

/** A colour, with how white and black can be read on it. */
export function ColorInput({ isEmptyNull, ...at }: At & { isEmptyNull: boolean }) {
  const { t } = useWords()
  const { value, put, isWrong } = useValue(at.path)
  const text = typed(value)
  const isColor = /^#[0-9a-f]{6}$/i.test(text)
  const tokens = isColor ? brandTokens(text) : null
  return (
    <div className="setup-color">
      <input
        type="color"
        value={isColor ? text : FIRST_COLOR}
        aria-label={t('setup.color.pick')}
        onChange={({ target }) => put(target.value)}
      />
      <span className="st-field" data-width="short">
        <input
          value={text}
          placeholder={FIRST_COLOR}
          maxLength={7}
          autoComplete="off"
          spellCheck={false}
          {...aria(at, isWrong)}
          onChange={({ target }) => put(isEmptyNull && target.value.trim() === '' ? null : target.value.trim())}
        />
      </span>
      {tokens === null ? null : (
        <ul className="setup-swatches" role="status">
          {([WHITE, BLACK] as const).map((ink) => {
            const reached = contrast(text, ink)
            return (
              <li key={ink} data-chosen={(tokens.onBrand === 'light') === (ink === WHITE) ? '' : undefined}>
                <span className="setup-swatch" style={{ background: text, color: ink }} aria-hidden="true">
                  {SAMPLE}
                </span>
                {t(ink === WHITE ? 'setup.color.white' : 'setup.color.black', { ratio: reached.toFixed(1) })}{' '}
                <span className={reached >= READABLE ? 'st-muted' : 'st-over'}>
                  {t(reached >= READABLE ? 'setup.color.good' : 'setup.color.poor')}
                </span>
              </li>
            )
          })}
          <li className="st-muted">{t(tokens.onBrand === 'light' ? 'setup.color.onWhite' : 'setup.color.onBlack')}</li>
        </ul>
      )}
    </div>
  )
}

/** An area of the hall: one that counters have, or a new one. */
export function ZoneInput(at: At) {
  const { file } = useForm()
  const { value, put, isWrong } = useValue(at.path)
  const id = useId()
  return (
    <span className="st-field" data-width="wide">
      <input
        value={typed(value)}
        list={id}
        maxLength={40}
        autoComplete="off"
        {...aria(at, isWrong)}
        onChange={({ target }) => put(target.value)}
      />
      <datalist id={id}>
        {[...new Set(file.counters.map(({ zone }) => zone))].map((zone) => (
          <option key={zone} value={zone}>
            {zone}
          </option>
        ))}
      </datalist>
    </span>
  )
}

const INDONESIA = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']

export function TimeZoneInput(at: At) {
  const { t } = useWords()
  const { value } = useValue(at.path)
  const words: Record<string, MessageId> = {
    'Asia/Jakarta': 'setup.zone.wib',
    'Asia/Makassar': 'setup.zone.wita',
    'Asia/Jayapura': 'setup.zone.wit',
  }
  const others = Intl.supportedValuesOf('timeZone').filter((zone) => !INDONESIA.includes(zone))
  const held = typed(value)
  const zones = [...INDONESIA, ...(others.includes(held) || INDONESIA.includes(held) ? [] : [held]), ...others]
  return (
    <SelectInput
      {...at}
      none={null}
      choices={zones.map((zone) => {
        const word = words[zone]
        return { value: zone, label: word === undefined ? zone.replaceAll('_', ' ') : t(word) }
      })}
    />
  )
}

export function IconInput(at: At) {
  const { t } = useWords()
  const { value, put } = useValue(at.path)
  const name = useId()
  return (
    <div className="setup-icons" role="radiogroup" aria-label={at.label} data-path={at.path}>
      {AGENCY_ICONS.map((icon) => {
        const Icon = AGENCY_ICON[icon]
        return (
          <label key={icon} title={t(`setup.icon.${icon}`)}>
            <input
              className="spoken"
              type="radio"
              name={name}
              value={icon}
              checked={value === icon}
              onChange={() => put(icon)}
            />
            <Icon className="st-i" aria-hidden="true" />
            <span className="spoken">{t(`setup.icon.${icon}`)}</span>
          </label>
        )
      })}
    </div>
  )
}
