import { useId, type ReactNode } from 'react'

interface Props {
  readonly label: string
  readonly name: string
  readonly value: string
  readonly onValue: (value: string) => void
  readonly type?: 'text' | 'tel' | 'email' | 'password'
  readonly hint?: string | null
  readonly mistake?: string | null
  readonly maxLength?: number
  readonly children?: ReactNode
}

/** One line to be typed, with its name above it and what is to be known of it below. */
export function Field({
  label,
  name,
  value,
  onValue,
  type = 'text',
  hint = null,
  mistake = null,
  maxLength = 200,
  children,
}: Props) {
  const id = useId()
  const below = mistake ?? hint
  return (
    <div className="desk-field">
      <label htmlFor={id}>{label}</label>
      <span className="st-field">
        <input
          id={id}
          type={type}
          value={value}
          data-field={name}
          maxLength={maxLength}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={mistake !== null}
          aria-describedby={below === null ? undefined : `${id}-below`}
          onChange={({ target }) => onValue(target.value)}
        />
        {children}
      </span>
      {below === null ? null : (
        <span id={`${id}-below`} className={mistake === null ? 'st-muted' : 'st-bad'}>
          {below}
        </span>
      )}
    </div>
  )
}
