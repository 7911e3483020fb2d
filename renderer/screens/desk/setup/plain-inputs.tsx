import { ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import { readTimeOfDay } from '../../../../core/setup/windows'
import { brandTokens, contrast } from '../../../app/brand'
import { useWords, type MessageId } from '../../../i18n/words'
import { AGENCY_ICON } from '../../../parts/agency-icons'
import { AGENCY_ICONS } from '../../../../core/setup/parts'
import type { Option } from './fields'
import { typed, useForm, useValue } from './form-context'

interface At {
  readonly path: string
  /** What it is called, by a screen reader too. */
  readonly label: string
  /** Id of the sentence beside it, and of what is wrong. */
  readonly describedBy: string | undefined
}

/** What ties an input to its name, and to what is wrong with it. */
export const aria = ({ label, describedBy, path }: At, isWrong: boolean) => ({
  'aria-label': label,
  'aria-describedby': describedBy,
  'aria-invalid': isWrong,
  'data-path': path,
})

export function TextInput({ maxLength, width, ...at }: At & { maxLength: number; width?: 'short' | 'wide' }) {
  const { value, put, isWrong } = useValue(at.path)
  return (
    <span className="st-field" data-width={width ?? 'wide'}>
      <input
        value={typed(value)}
        maxLength={maxLength}
        autoComplete="off"
        {...aria(at, isWrong)}
        onChange={({ target }) => put(target.value)}
      />
    </span>
  )
}

/** Digits alone are a number, nothing is none, anything else stays what it is and is told to be wrong. */
export function NumberInput({ asOr = null, ...at }: At & { asOr?: null }) {
  const { value, put, isWrong } = useValue(at.path)
  const read = (text: string): unknown => {
    const plain = text.trim().replace(',', '.')
    if (plain === '') return asOr
    return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : text
  }
  return (
    <span className="st-field" data-width="short">
      <input
        inputMode="numeric"
        value={typed(value)}
        maxLength={12}
        autoComplete="off"
        {...aria(at, isWrong)}
        onChange={({ target }) => put(read(target.value))}
      />
    </span>
  )
}

/** A time of day, typed as people do (`8`, `8.30`); put in order when it is left. Empty is null. */
export function TimeInput({ value, onValue, ...at }: At & { value: unknown; onValue: (time: string | null) => void }) {
  const { isWrong } = useValue(at.path)
  const [draft, setDraft] = useState<string | null>(null)
  return (
    <span className="st-field" data-width="time">
      <input
        inputMode="numeric"
        value={draft ?? typed(value)}
        placeholder="00:00"
        maxLength={8}
        autoComplete="off"
        {...aria(at, isWrong)}
        onChange={({ target }) => {
          setDraft(target.value)
          onValue(target.value.trim() === '' ? null : (readTimeOfDay(target.value) ?? target.value))
        }}
        onBlur={() => setDraft(null)}
      />
    </span>
  )
}

export function BothInput({
  isLong,
  isEmptyNull,
  max,
  ...at
}: At & { isLong: boolean; isEmptyNull: boolean; max?: number | undefined }) {
  const { t } = useWords()
  const { value, put } = useValue(at.path)
  const text = (value ?? { id: '', en: '' }) as { id: string; en: string }
  const change = (more: Partial<typeof text>) => {
    const next = { ...text, ...more }
    put(isEmptyNull && next.id.trim() === '' && next.en.trim() === '' ? null : next)
  }
  return (
    <div className="setup-both" data-long={isLong ? '' : undefined}>
      {(['id', 'en'] as const).map((language) => (
        <OneLanguage
          key={language}
          {...at}
          path={`${at.path}.${language}`}
          language={language}
          named={t(language === 'id' ? 'setup.language.id' : 'setup.language.en')}
          value={text[language]}
          isLong={isLong}
          max={max ?? (isLong ? 2_000 : 400)}
          onValue={(typedText) => change({ [language]: typedText })}
        />
      ))}
    </div>
  )
}

function OneLanguage(
  props: At & {
    language: 'id' | 'en'
    named: string
    value: string
    isLong: boolean
    max: number
    onValue: (value: string) => void
  },
) {
  const { language, named, value, isLong, max, onValue, ...at } = props
  const { isWrong } = useValue(at.path)
  const ties = { ...aria(at, isWrong), 'aria-label': `${at.label}, ${named}`, lang: language }
  return (
    <div>
      <span className="st-muted" aria-hidden="true">
        {named}
      </span>
      {isLong ? (
        <textarea rows={5} maxLength={max} value={value} {...ties} onChange={({ target }) => onValue(target.value)} />
      ) : (
        <span className="st-field">
          <input
            value={value}
            maxLength={max}
            autoComplete="off"
            {...ties}
            onChange={({ target }) => onValue(target.value)}
          />
        </span>
      )}
    </div>
  )
}

export function YesInput(at: At) {
  const { t } = useWords()
  const { value, put } = useValue(at.path)
  return <Switch {...at} isOn={value === true} onTurn={put} words={[t('setup.yes'), t('setup.no')]} />
}

/** Something that is there or not; it begins with what most people want. */
export function SwitchInput({ begins, ...at }: At & { begins: unknown }) {
  const { t } = useWords()
  const { value, put } = useValue(at.path)
  const isOn = (value ?? null) !== null
  return <Switch {...at} isOn={isOn} onTurn={(on) => put(on ? begins : null)} words={[t('setup.yes'), t('setup.no')]} />
}

function Switch({
  isOn,
  onTurn,
  words,
  ...at
}: At & { isOn: boolean; onTurn: (on: boolean) => void; words: readonly [string, string] }) {
  const { isWrong } = useValue(at.path)
  return (
    <label className="setup-switch">
      <input type="checkbox" checked={isOn} {...aria(at, isWrong)} onChange={({ target }) => onTurn(target.checked)} />
      <span>{isOn ? words[0] : words[1]}</span>
    </label>
  )
}

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

/** Letters before the numbers, with a number as it will look. */
export function PrefixInput(at: At) {
  const { value, put, isWrong } = useValue(at.path)
  return (
    <div className="setup-color">
      <span className="st-field" data-width="time">
        <input
          value={typed(value)}
          maxLength={2}
          autoComplete="off"
          spellCheck={false}
          {...aria(at, isWrong)}
          onChange={({ target }) => put(target.value.toUpperCase())}
        />
      </span>
      <span className="setup-number" aria-hidden="true">
        {`${typed(value)}-047`}
      </span>
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

/** One thing a line. */
export function LinesInput(at: At) {
  const { value, put, isWrong } = useValue(at.path)
  const [draft, setDraft] = useState<string | null>(null)
  const lines = Array.isArray(value) ? value.map(typed) : []
  const read = (text: string) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
  return (
    <textarea
      rows={Math.max(3, lines.length + 1)}
      value={draft ?? lines.join('\n')}
      {...aria(at, isWrong)}
      onChange={({ target }) => {
        setDraft(target.value)
        put(read(target.value))
      }}
      onBlur={() => setDraft(null)}
    />
  )
}

export type { At, Choice }
