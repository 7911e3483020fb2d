import { useId, type HTMLInputTypeAttribute, type ReactNode } from 'react'
import { passphraseStrength } from '../../../core/people/passphrase'
import type { Protection } from '../../../core/contract/begin'
import { useWords, type MessageId } from '../../i18n/words'
import type { KeepDraft, Trouble } from './new-fair-draft'

interface FieldProps {
  readonly name: string
  readonly label: MessageId
  readonly value: string
  readonly onChange: (value: string) => void
  readonly type?: HTMLInputTypeAttribute
  readonly example?: MessageId | undefined
  readonly maxLength?: number
  readonly min?: string | undefined
  readonly isDigits?: boolean
  /** Id of what is said about it beside it. */
  readonly describedBy?: string
}

/** One labelled line to type in. */
export function Field({
  name,
  label,
  value,
  onChange,
  type = 'text',
  example,
  maxLength,
  min,
  isDigits,
  describedBy,
}: FieldProps) {
  const { t } = useWords()
  return (
    <label className="bg-field">
      <b>{t(label)}</b>
      <input
        type={type}
        name={name}
        data-field={name}
        value={value}
        autoComplete="off"
        spellCheck={false}
        maxLength={maxLength}
        min={min}
        aria-describedby={describedBy}
        inputMode={isDigits === true ? 'numeric' : undefined}
        placeholder={example === undefined ? undefined : t(example)}
        onChange={({ target }) => onChange(isDigits === true ? target.value.replaceAll(/\D/g, '') : target.value)}
      />
    </label>
  )
}

/** A box to tick, with one sentence below it. */
export function Check({
  name,
  title,
  say,
  isOn,
  isOff = false,
  onChange,
}: {
  name: string
  title: string
  say: string | null
  isOn: boolean
  /** It cannot be ticked yet. */
  isOff?: boolean
  onChange: (isOn: boolean) => void
}) {
  const id = useId()
  return (
    <div className="bg-check" data-off={isOff ? '' : undefined}>
      <input
        id={id}
        type="checkbox"
        data-field={name}
        checked={isOn}
        disabled={isOff}
        onChange={({ target }) => onChange(target.checked)}
      />
      <label htmlFor={id}>{title}</label>
      {say === null ? null : <small>{say}</small>}
    </div>
  )
}

/** What a page still wants; read out when it comes. */
export function TroubleLine({ trouble, text }: { trouble: Trouble; text?: string | null }) {
  const { t } = useWords()
  const said =
    trouble === null
      ? (text ?? null)
      : trouble.is === 'sentence'
        ? t(trouble.text)
        : t('begin.missing', { fields: trouble.fields.map((field) => t(field)).join(', ') })
  return (
    <p className="start-trouble" role="alert">
      {said}
    </p>
  )
}

/** Tiles of which one is chosen; a group of radio buttons for keyboard and screen reader. */
export function Tiles<T extends string>({
  legend,
  name,
  value,
  tiles,
  onChange,
  children,
}: {
  legend: MessageId
  name: string
  value: T
  tiles: readonly { readonly value: T; readonly title: string; readonly say?: string }[]
  onChange: (value: T) => void
  children?: ReactNode
}) {
  const { t } = useWords()
  return (
    <fieldset className="bg-tiles">
      <legend>{t(legend)}</legend>
      {tiles.map((tile) => (
        <label key={tile.value} className="bg-tile">
          <input
            type="radio"
            name={name}
            value={tile.value}
            data-tile={tile.value}
            checked={tile.value === value}
            onChange={() => onChange(tile.value)}
          />
          <span>
            <b>{tile.title}</b>
            {tile.say === undefined ? null : <small>{tile.say}</small>}
          </span>
        </label>
      ))}
      {children}
    </fieldset>
  )
}

const STRENGTHS = ['too_short', 'weak', 'fair', 'strong'] as const

/** How the keys of the new folder are kept: a passphrase with honest advice, or the keychain where there is one. */
export function KeepFields({
  keep,
  hasKeychain,
  onKeep,
}: {
  keep: KeepDraft
  hasKeychain: boolean
  onKeep: (keep: KeepDraft) => void
}) {
  const { t } = useWords()
  const meter = useId()
  const strength = keep.passphrase === '' ? null : passphraseStrength(keep.passphrase)
  if (keep.kind === 'demo') return <p className="bg-note">{t('begin.keep.demo')}</p>
  return (
    <>
      {hasKeychain ? (
        <Tiles<Protection['kind']>
          legend="begin.keep"
          name="keep"
          value={keep.kind}
          tiles={[
            { value: 'passphrase', title: t('begin.keep.passphrase'), say: t('begin.keep.passphrase.say') },
            { value: 'keychain', title: t('begin.keep.keychain'), say: t('begin.keep.keychain.say') },
          ]}
          onChange={(kind) => onKeep({ ...keep, kind })}
        />
      ) : null}
      {keep.kind === 'passphrase' ? (
        <>
          <div className="bg-two">
            <Field
              name="passphrase"
              label="begin.passphrase"
              type="password"
              maxLength={1_000}
              describedBy={meter}
              value={keep.passphrase}
              onChange={(passphrase) => onKeep({ ...keep, passphrase })}
            />
            <Field
              name="passphraseAgain"
              label="begin.passphrase.again"
              type="password"
              maxLength={1_000}
              value={keep.again}
              onChange={(again) => onKeep({ ...keep, again })}
            />
          </div>
          <div className="bg-strength" data-strength={strength ?? 'empty'}>
            <span className="bg-meter" aria-hidden="true">
              {STRENGTHS.slice(1).map((level) => (
                <i
                  key={level}
                  data-on={
                    strength !== null && STRENGTHS.indexOf(strength) >= STRENGTHS.indexOf(level) ? '' : undefined
                  }
                />
              ))}
            </span>
            <p id={meter} role="status">
              {t(`begin.strength.${strength ?? 'empty'}`)}
            </p>
          </div>
        </>
      ) : null}
    </>
  )
}
