import { useState } from 'react'
import { readTimeOfDay } from '../../../../core/setup/windows'
import { useWords } from '../../../i18n/words'
import { typed, useValue } from './form-context'

/** Where an input stands. */
export interface At {
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
