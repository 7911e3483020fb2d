/** How a command ended: its answer, a refusal with a reason (exit 2), or a failure (exit 1). */
export type Outcome =
  | { readonly end: 'done'; readonly answer: object }
  | {
      readonly end: 'refused'
      readonly code: string
      readonly detail?: Detail
      /** What the message asks for, when that is other than the detail: names and clock times instead of codes. */
      readonly words?: Detail
      /** What the command answers all the same, as a refused scan does. */ readonly answer?: object
    }
  | { readonly end: 'failed'; readonly code: string; readonly detail?: Detail }

type Detail = Readonly<Record<string, string | number | boolean | null>>

export const done = (answer: object): Outcome => ({ end: 'done', answer })
export const refused = (code: string, detail?: Detail, answer?: object): Outcome => ({
  end: 'refused',
  code,
  ...(detail === undefined ? {} : { detail }),
  ...(answer === undefined ? {} : { answer }),
})
export const failed = (code: string, detail?: Detail): Outcome => ({
  end: 'failed',
  code,
  ...(detail === undefined ? {} : { detail }),
})

export const EXIT = { done: 0, failed: 1, refused: 2 } as const
/** Not an end: the folder's keys lie in the keychain, so the launcher starts the same command again in Electron. */
export const EXIT_NEEDS_ELECTRON = 78
