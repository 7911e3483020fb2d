import type { ReactNode } from 'react'

/** One line of the forms that ask for a hub, with its name above it and what is to be known of it below. */
export function JoinField({
  label,
  say = null,
  children,
}: {
  label: string
  say?: string | null
  children: ReactNode
}) {
  return (
    <label className="join-field">
      <b>{label}</b>
      {children}
      {say === null ? null : <span>{say}</span>}
    </label>
  )
}
