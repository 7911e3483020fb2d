/** The outcome of something that may fail in an expected way. An exception is a bug; an expected failure is an `Err`. */
export type Result<T, E extends string> = Ok<T> | Err<E>
export type Ok<T> = { readonly ok: true; readonly value: T }
export type Err<E extends string> = { readonly ok: false; readonly code: E; readonly detail?: Detail }
/** Facts that the message for a person needs (a line, a name of a field, a path). Never personal data. */
export type Detail = Readonly<Record<string, string | number | boolean | null>>

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value })
export const err = <E extends string>(code: E, detail?: Detail): Err<E> =>
  detail === undefined ? { ok: false, code } : { ok: false, code, detail }

/** Closes a switch over a union: a case that was forgotten is a type error here. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`)
}
