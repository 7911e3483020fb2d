import type { z } from 'zod'
import type { Detail } from '../result/result'

/** One call of the renderer to main: what goes in (checked in main), what comes out, and how it may fail. */
export interface Call<In extends z.ZodType = z.ZodType, Out = unknown, Code extends string = string> {
  readonly input: In
  readonly errors: readonly Code[]
  /** Only for types: the output is made by our own main process and not checked again. */
  readonly output?: Out
}

/** Describes a call; `Out` is given as a type: `call<View>()({ input, errors })`. */
export const call =
  <Out>() =>
  <In extends z.ZodType, const Code extends string>(shape: {
    input: In
    errors: readonly Code[]
  }): Call<In, Out, Code> =>
    shape

/** Failures that any call may meet, whatever it does. */
export const COMMON_ERRORS = [
  'bad_input',
  'not_allowed',
  'disk_full',
  'folder_read_only',
  'database_busy',
  'database_damaged',
  'internal',
] as const
export type CommonError = (typeof COMMON_ERRORS)[number]

/** What crosses the boundary: plain data, never an exception. */
export type Answer<Out, Code extends string> =
  | { readonly ok: true; readonly value: Out }
  | { readonly ok: false; readonly code: Code | CommonError; readonly detail?: Detail }
