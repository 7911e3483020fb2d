/** One structured line of the hub's log: what happened and its facts. Never a token, a code, a name or a body. */
export type Say = (level: 'info' | 'warn' | 'error', what: string, facts?: Facts) => void
export type Facts = Readonly<Record<string, string | number | boolean | null | undefined>>

/** Writes lines of JSON, as collectors of logs read them. */
export function sayTo(write: (line: string) => void, now: () => number): Say {
  return (level, what, facts = {}) =>
    write(`${JSON.stringify({ time: new Date(now()).toISOString(), level, what, ...facts })}\n`)
}

/** The name and code of something thrown; its text stays out, since a database's texts quote data. */
export function causeOf(thrown: unknown): Facts {
  if (!(thrown instanceof Error)) return { cause: typeof thrown }
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined
  return {
    cause: thrown.name,
    code,
    at: thrown.stack
      ?.split('\n')
      .find((line) => line.trim().startsWith('at '))
      ?.trim(),
  }
}
